import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { useConsentWords } from "#app/studio/consent-words.ts";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Light } from "#app/ui/light.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import { When } from "#app/ui/when.tsx";
import type { ConsentCard as Card } from "#server/consents/consents.ts";

const tones = { asked: "wait", agreed: "ok", used: "ok", ended: "stop", expired: "stop" } as const satisfies Record<Card["state"], string>;
type Props = { eventId: string; zone: string; consent: Card; mayLower: boolean };

/** One consent: what it is about, both reasons, and what this owner can do with it. */
export function ConsentCard({ eventId, zone, consent, mayLower }: Props) {
  const t = useWords("studio");
  const inWords = useConsentWords();
  const { id, kind, wish, state, isMine, askedBy, askedReason, askedAt, agreedBy, agreedReason, agreedAt, expiresAt } = consent;
  const at = `/studio/events/${eventId}`;
  const isOpen = state === "asked" || state === "agreed";
  const end = (goal: "refuse" | "withdraw") => (
    <ConfirmAct
      goal={`${at}/owners/${goal}`}
      fields={{ consentId: id }}
      word={t(`owners.${goal}`)}
      label={t(`owners.${goal}Of`, { what: inWords(consent) })}
      text={t("owners.endText")}
      keep={t("guests.keep")}
    />
  );
  return (
    <article className="grid gap-3 border-t border-line-2 pt-4 max-w-160" aria-label={inWords(consent)}>
      <header className="flex flex-wrap items-baseline justify-between gap-3">
        <h3 className="font-medium">{inWords(consent)}</h3>
        <Light tone={tones[state]}>{t(`owners.state_${state}`)}</Light>
      </header>
      <Word who={askedBy} at={askedAt} zone={zone}>
        {askedReason}
      </Word>
      {agreedBy !== null && agreedAt !== null ? (
        <Word who={agreedBy} at={agreedAt} zone={zone}>
          {agreedReason}
        </Word>
      ) : null}
      {isOpen ? (
        <p className="soft">
          {t("owners.until")} <When at={expiresAt} zone={zone} shape="short" fixed />
        </p>
      ) : null}
      {state === "agreed" && kind === "sealedOnline" ? <p>{t("owners.thenPlan")}</p> : null}
      {state === "agreed" && kind === "levelLowered" && wish && mayLower ? (
        <ConfirmAct
          goal={`${at}/lower`}
          fields={{ level: wish }}
          word={t("owners.lowerGo")}
          label={t("owners.lowerOf", { what: inWords(consent) })}
          text={t("owners.lowerText")}
          keep={t("guests.keep")}
        />
      ) : null}
      {state === "asked" && !isMine ? <Agree eventId={eventId} consentId={id} /> : null}
      {isOpen ? end(isMine ? "withdraw" : "refuse") : null}
    </article>
  );
}

function Word({ who, at, zone, children }: { who: string; at: string; zone: string; children: ReactNode }) {
  return (
    <blockquote className="border-l-2 border-line-2 pl-4">
      <p className="whitespace-pre-line">{children}</p>
      <footer className="soft">
        {who}, <When at={at} zone={zone} shape="short" fixed />
      </footer>
    </blockquote>
  );
}

function Agree({ eventId, consentId }: { eventId: string; consentId: string }) {
  const t = useWords("studio");
  const agree = useActs<{ said: Said }>();
  return (
    <agree.Form method="post" action={`/studio/events/${eventId}/owners/agree`} className="grid gap-3">
      <input type="hidden" name="consentId" value={consentId} />
      <Textarea name="reason" rows={3} required minLength={10} maxLength={600} label={t("owners.yourReason")} hint={t("owners.reasonHint")} errors={agree.data?.said === "shape" ? [t("wrong.reason")] : undefined} />
      <Button type="submit" kind="main" size="work" className="justify-self-start" pending={agree.state !== "idle"}>
        {t("owners.agree")}
      </Button>
    </agree.Form>
  );
}
