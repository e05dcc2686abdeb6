import type { ReactNode } from "react";
import type { Key } from "#app/i18n/namespaces.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { CityTimes } from "#app/studio/city-times.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { When } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { EventView } from "#server/events/events.ts";

/** A plan that is not to be changed by its reader, or by anybody any more. */
export function PlanRead({ event }: { event: EventView & { may: readonly Ability[] } }) {
  const t = useWords("studio");
  const isOpenToEdit = event.phase === "draft" || event.phase === "announced";
  const facts: [Key<"studio">, ReactNode][] = [
    ["plan.codeName", event.codeName],
    ["events.when", <When key="when" at={event.startsAt} zone={event.zone} fixed withCity />],
    ["plan.format", t(`format.${event.format}`)],
    ["plan.place", event.place ?? t("format.online")],
    ["plan.boutiques", event.boutiques.map(({ name }) => name).join(", ") || t("none")],
    ["plan.confidentiality", t(`level.${event.level}`)],
    ["plan.mode", t(`plan.mode_${event.mode}`)],
  ];
  return (
    <div className="form">
      {event.phase === "cancelled" ? null : (
        <Notice title={t("plan.fixed")}>
          <p>{t(isOpenToEdit ? "plan.fixedYou" : "plan.fixedText")}</p>
        </Notice>
      )}
      <dl className="facts">
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CityTimes startsAt={event.startsAt} zone={event.zone} boutiques={event.boutiques} />
    </div>
  );
}
