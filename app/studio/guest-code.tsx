import { useState } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { RowAct } from "#app/studio/row-act.tsx";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";
import { Spelled } from "#app/ui/spelled.tsx";
import { inWords } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import { inGroups } from "#contracts/codes.ts";
import type { GuestRow as Guest } from "#server/guests/guests.ts";

type Card = NonNullable<Guest["code"]>;
const tones = { none: "off", given: "note", resting: "wait", used: "ok", expired: "wait", voided: "stop", ended: "off" } as const satisfies Record<Card["state"], Tone>;
type Told = { said: Said; code?: string; expiresAt?: string };
type Props = { guest: Guest; code: Card; event: { id: string; zone: string; may: readonly Ability[] } };

/** A guest's code: how it stands, giving one, and a way in for another device. The code itself is shown once. */
export function GuestCode({ guest, code, event }: Props) {
  const t = useWords("studio");
  const lang = useLanguage();
  const acts = useActs<Told>();
  const isAlive = useHydrated();
  const [isAsked, setAsked] = useState(false);
  const [passedOn, setPassedOn] = useState<string | null>(null);
  const { name, id, browser } = guest;
  const goal = `/studio/events/${event.id}/guests`;
  const time = (at: string) => inWords(at, lang, event.zone, "short");
  const given = acts.data?.code && acts.data.expiresAt && acts.data.code !== passedOn ? { code: acts.data.code, expiresAt: acts.data.expiresAt } : null;
  const mayGive = event.may.includes("code.give") && guest.removedAt === null;
  const mayReissue = mayGive && event.may.includes("guest.invite") && guest.email !== null && guest.invitation === "entered";
  const isLiving = code.state === "given" || code.state === "resting";
  const reissue = () => {
    setAsked(false);
    acts.submit({ guestId: id }, { method: "post", action: `${goal}/reissue` });
  };
  const about = browser ? t("guests.reissueText", { browser: browser.words || "–", time: time(browser.since) }) : t("guests.reissueNone");
  return (
    <>
      <Light tone={tones[code.state]}>{t(`guests.code_${code.state}`)}</Light>
      {isLiving && code.expiresAt ? <span className="soft block">{t("guests.codeUntil", { time: time(code.expiresAt) })}</span> : null}
      {code.wrongTries > 0 && code.state !== "voided" ? <span className="soft block">{t("guests.codeWrong", { count: code.wrongTries })}</span> : null}
      {mayGive ? (
        <span className="tools mt-1">
          <RowAct goal={`${goal}/code`} fields={{ guestId: id }} label={t("guests.codeGiveOf", { name })} acts={acts}>
            {t(code.state === "none" ? "guests.codeGive" : "guests.codeNew")}
          </RowAct>
          {mayReissue ? (
            <acts.Form
              method="post"
              action={`${goal}/reissue`}
              onSubmit={(event) => {
                event.preventDefault();
                setAsked(true);
              }}
            >
              <input type="hidden" name="guestId" value={id} />
              <Button type="submit" kind="plain" size="work" aria-label={t("guests.reissueOf", { name })}>
                {t("guests.reissue")}
              </Button>
            </acts.Form>
          ) : null}
        </span>
      ) : null}
      {isAlive ? (
        <div className="text-left whitespace-normal">
          <Dialog
            open={isAsked}
            alert
            onClose={() => setAsked(false)}
            title={t("guests.reissueOf", { name })}
            acts={
              <>
                <Button size="work" onClick={() => setAsked(false)}>
                  {t("guests.keep")}
                </Button>
                <Button kind="stop" size="work" onClick={reissue}>
                  {t("guests.reissue")}
                </Button>
              </>
            }
          >
            <p>{about}</p>
          </Dialog>
          <Dialog
            open={given !== null}
            alert
            onClose={() => setPassedOn(given?.code ?? null)}
            title={t("guests.codeTitle", { name })}
            acts={
              <Button kind="main" size="work" onClick={() => setPassedOn(given?.code ?? null)}>
                {t("guests.codeDone")}
              </Button>
            }
          >
            {given ? (
              <>
                <p className="shown__code">
                  <Spelled code={given.code} />
                </p>
                <p>{t("guests.codeHow", { time: time(given.expiresAt) })}</p>
                <div className="mt-4">
                  <CopyField label={t("guests.codeLabel")} value={inGroups(given.code)} />
                </div>
              </>
            ) : null}
          </Dialog>
        </div>
      ) : null}
    </>
  );
}
