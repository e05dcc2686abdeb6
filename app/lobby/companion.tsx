import { UserPlusIcon } from "@phosphor-icons/react/dist/csr/UserPlus";
import { useFetcher } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Light } from "#app/ui/light.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { Bringing } from "#server/guests/companion.ts";

const faults = ["yourself", "named", "enough", "notYours", "name", "email"] as const;
type Fault = (typeof faults)[number];
/** What the address of a companion answers when nobody was named. */
export interface CompanionTried {
  fault: Fault;
  name: string;
  email: string;
}

/** Bringing one person: named by the guest, written to by the maison; taken back as easily. A plain form where there is no script. */
export function Companion({ eventId, bringing, tried, isPage = false }: { eventId: string; bringing: Bringing; tried?: CompanionTried; isPage?: boolean }) {
  const t = useWords("room");
  const Heading = isPage ? "h1" : "h2";
  const lede = isPage ? "lede" : undefined;
  const goal = `/entry/${eventId}/companion`;
  const naming = useFetcher<CompanionTried>();
  const ending = useFetcher();
  const now = naming.data ?? tried;
  const wrong = now?.fault;
  if (bringing.name !== null)
    return (
      <section className="lobby__part" aria-labelledby="companion">
        <Heading id="companion">{t("lobby.companion.title")}</Heading>
        <p role="status">
          <Light tone="ok">{t("lobby.companion.named", { name: bringing.name })}</Light>
        </p>
        <p className={lede}>{t("lobby.companion.written")}</p>
        <ending.Form method="post" action={`${goal}/end`}>
          <Button type="submit" kind="plain" pending={ending.state !== "idle"} pendingWord={t("lobby.companion.ending")}>
            {t("lobby.companion.end")}
          </Button>
        </ending.Form>
      </section>
    );
  return (
    <section className="lobby__part" aria-labelledby="companion">
      <Heading id="companion">{t("lobby.companion.title")}</Heading>
      <p className={lede}>{t(bringing.mayName ? "lobby.companion.text" : "lobby.companion.enough")}</p>
      {wrong && wrong !== "name" && wrong !== "email" && wrong !== "yourself" ? (
        <Notice tone="stop" live="assertive">
          {t(`lobby.companion.fault.${wrong}`)}
        </Notice>
      ) : null}
      {bringing.mayName ? (
        <naming.Form method="post" action={goal} className="lobby__form">
          <Field label={t("lobby.companion.name")} name="name" defaultValue={now?.name} errors={wrong === "name" ? [t("lobby.companion.fault.name")] : []} required maxLength={160} autoComplete="off" autoCapitalize="words" />
          <Field
            label={t("lobby.companion.email")}
            hint={t("lobby.companion.emailHint")}
            name="email"
            type="email"
            defaultValue={now?.email}
            errors={wrong === "email" || wrong === "yourself" ? [t(`lobby.companion.fault.${wrong}`)] : []}
            required
            maxLength={254}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" kind={isPage ? "main" : "edge"} wide={isPage} pending={naming.state !== "idle"} pendingWord={t("lobby.companion.sending")}>
            <Icon of={UserPlusIcon} /> {t("lobby.companion.send")}
          </Button>
        </naming.Form>
      ) : null}
    </section>
  );
}
