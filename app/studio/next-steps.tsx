import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";

type Props = { event: { id: string; phase: Phase; may: readonly Ability[]; asksAgreement: boolean } };

/** What can be done with an event that is still being prepared. */
export function NextSteps({ event: { id, phase, may, asksAgreement } }: Props) {
  const t = useWords("studio");
  const { state, formAction } = useNavigation();
  const goal = `/studio/events/${id}/phase`;
  const mayAnnounce = phase === "draft" && may.includes("event.open");
  if (phase !== "draft" && phase !== "announced") return null;
  return (
    <section className="tools" aria-label={t("plan.next")}>
      {mayAnnounce ? (
        <>
          <Form method="post" action={goal}>
            <Button type="submit" size="work" kind="main" pending={state !== "idle" && formAction === goal} aria-describedby="announce-hint">
              {t("plan.announce")}
            </Button>
          </Form>
          <p id="announce-hint" className="soft max-w-160">
            {t("plan.announceHint")}
          </p>
        </>
      ) : null}
      {asksAgreement && may.includes("agreement.edit") ? (
        <ButtonLink size="work" to={`/studio/events/${id}/agreement`}>
          {t("plan.toAgreement")}
        </ButtonLink>
      ) : null}
      {phase === "announced" && may.includes("guest.invite") ? (
        <ButtonLink size="work" to={`/studio/events/${id}/guests`}>
          {t("plan.toGuests")}
        </ButtonLink>
      ) : null}
      {phase === "announced" && may.includes("device.pair") ? (
        <ButtonLink size="work" to={`/studio/events/${id}/tablets`}>
          {t("plan.toTablets")}
        </ButtonLink>
      ) : null}
    </section>
  );
}
