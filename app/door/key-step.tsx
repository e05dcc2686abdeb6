import { ArrowRightIcon } from "@phosphor-icons/react/dist/csr/ArrowRight";
import { KeyIcon } from "@phosphor-icons/react/dist/csr/Key";
import { useNavigate, useRevalidator, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { KeyFault } from "#app/keys/guest-key.ts";
import { hasPasskeys, hasRequestKey, makeKey, showKey } from "#app/keys/guest-key.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { When } from "#app/ui/when.tsx";
import type { GuestKeyKind } from "#contracts/signed.ts";
import type { KeyStep as Step } from "#server/keys/guest-keys.ts";

interface Props {
  eventId: string;
  /** Where the guest stands with their key, as the house knows. */
  own: Step;
  zone: string;
  /** Where the guest goes with a key that works. */
  goesTo: string;
  /** Whether there is a room to go to now: then a key that works leads there at once. */
  isOpen: boolean;
}

/** The last step at the door of a sealed event: the guest's own key, made once, shown once for each entry, and tried before the day. */
export function KeyStep({ eventId, own, zone, goesTo, isOpen }: Props) {
  const t = useWords("door");
  const act = useKeyActs(eventId, { goesTo, isOpen });
  const here = useBrowser(eventId, act.count);
  const [search] = useSearchParams();
  const isRefused = search.get("key") === "again" && act.count === 0;
  const isWorking = own.isShown && here.hasPair && !isRefused;

  if (own.kind === null) return <Make step={own} hasPasskeys={here.hasPasskeys} act={act} />;
  if (!isWorking || act.fault)
    return (
      <Body title={t("key.show.title")} lede={t(own.kind === "passkey" ? "key.show.passkey" : "key.show.software")} fault={act.fault}>
        <Button kind="main" wide pending={act.pending !== null} pendingWord={t("key.showing")} onClick={() => void act.show()}>
          <Icon of={KeyIcon} /> {t("key.show.go")}
        </Button>
        {own.kind === "software" ? <Weaker /> : null}
        <p className="small soft mt-5 max-w-112">{t("key.lost")}</p>
      </Body>
    );
  return (
    <Body title={t("key.works.title")} lede={t(isOpen ? "key.works.open" : "key.works.early")} fault={null}>
      <ButtonLink kind="main" wide to={goesTo}>
        {t("continue")} <Icon of={ArrowRightIcon} />
      </ButtonLink>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <Button size="work" pending={act.pending !== null} pendingWord={t("key.showing")} onClick={() => void act.show(true)}>
          {t("key.works.again")}
        </Button>
        {own.checkedAt ? (
          <p className="small soft">
            {t("key.works.checked")} <When at={own.checkedAt} zone={zone} shape="short" />
          </p>
        ) : null}
      </div>
      {own.kind === "software" ? <Weaker /> : null}
    </Body>
  );
}

function Make({ step, hasPasskeys, act }: { step: Step; hasPasskeys: boolean; act: ReturnType<typeof useKeyActs> }) {
  const t = useWords("door");
  const make = (kind: GuestKeyKind) => () => void act.make(kind);
  const isPending = act.pending !== null;
  return (
    <Body title={t("key.make.title")} lede={t("key.make.text")} fault={act.fault}>
      {hasPasskeys ? (
        <Button kind="main" wide pending={isPending} pendingWord={t("key.making")} onClick={make("passkey")}>
          <Icon of={KeyIcon} /> {t("key.make.go")}
        </Button>
      ) : (
        <Notice tone="wait" title={t("key.make.none")}>
          {t(step.maySoftware ? "key.make.noneSoftware" : "key.make.noneText")}
        </Notice>
      )}
      {step.maySoftware ? (
        <section className="asks mt-8!" aria-labelledby="software-key">
          <h2 id="software-key">{t("key.software.title")}</h2>
          <p className="soft mt-2 max-w-112">{t("key.software.text")}</p>
          <div className="acts mt-4!">
            <Button kind={hasPasskeys ? "edge" : "main"} pending={isPending} onClick={make("software")}>
              {t("key.software.go")}
            </Button>
          </div>
        </section>
      ) : null}
    </Body>
  );
}

/** A key the browser keeps is shown as what it is. */
function Weaker() {
  const t = useWords("door");
  return (
    <Notice tone="wait" title={t("key.software.weaker")} className="mt-5">
      {t("key.software.weakerText")}
    </Notice>
  );
}

function Body({ title, lede, fault, children }: { title: string; lede: string; fault: KeyFault | null; children: ReactNode }) {
  const t = useWords("door");
  return (
    <Paper>
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      {fault ? (
        <Notice tone="stop" live="assertive" className="mt-5" title={t(`key.failed.${fault}.title`)}>
          {t(`key.failed.${fault}.text`)}
        </Notice>
      ) : null}
      <div className="mt-6 max-w-128">{children}</div>
    </Paper>
  );
}

/** What this browser can, and what it holds; asked anew after each act. Both are taken for granted until known. */
function useBrowser(eventId: string, count: number) {
  const [here, setHere] = useState({ hasPasskeys: true, hasPair: true });
  useEffect(() => {
    let isOver = false;
    void Promise.all([hasPasskeys().catch(() => false), hasRequestKey(eventId)]).then(([passkeys, pair]) => {
      if (!isOver) setHere({ hasPasskeys: passkeys, hasPair: pair });
    });
    return () => {
      isOver = true;
    };
  }, [eventId, count]);
  return here;
}

/** Making and showing the key; the page's loader is asked after each, and a key that works leads in where there is a way in. */
function useKeyActs(eventId: string, { goesTo, isOpen }: Pick<Props, "goesTo" | "isOpen">) {
  const { revalidate } = useRevalidator();
  const navigate = useNavigate();
  const [pending, setPending] = useState<"make" | "show" | null>(null);
  const [fault, setFault] = useState<KeyFault | null>(null);
  const [count, setCount] = useState(0);

  async function show(isTrial = false): Promise<void> {
    setPending("show");
    const shown = await showKey(eventId);
    setFault(shown.ok ? null : shown.reason);
    setCount((was) => was + 1);
    setPending(null);
    if (shown.ok && isOpen && !isTrial) navigate(goesTo);
    else revalidate();
  }
  async function make(kind: GuestKeyKind): Promise<void> {
    setPending("make");
    const made = await makeKey(eventId, kind);
    setFault(made.ok ? null : made.reason);
    setPending(null);
    if (made.ok && kind === "software") await show(); // it asks nobody; a passkey waits for its holder's press
    else revalidate();
  }
  return { pending, fault, count, show, make };
}
