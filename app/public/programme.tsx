import { PhaseLight } from "#app/public/phase-light.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { When } from "#app/ui/when.tsx";
import type { Phase } from "#contracts/event.ts";

export interface OpenEvent {
  slug: string;
  title: string;
  startsAt: string;
  zone: string;
  phase: Phase;
}

/** The open events, the next one first; one calm sentence when there are none. */
export function Programme({ events }: { events: readonly OpenEvent[] }) {
  const t = useWords("public");
  if (events.length === 0)
    return (
      <>
        <h1>{t("list.empty")}</h1>
        <p className="lede">{t("list.emptyText")}</p>
      </>
    );
  return (
    <>
      <h1>{t("list.title")}</h1>
      <p className="lede">{t("list.lead")}</p>
      <ul className="programme">
        {events.map((event) => (
          <li key={event.slug}>
            <div>
              <h2>{event.title}</h2>
              <p>
                <When at={event.startsAt} zone={event.zone} withCity />
              </p>
              <PhaseLight phase={event.phase} />
            </div>
            <ButtonLink to={`/e/${event.slug}`} kind={event.phase === "live" ? "main" : "edge"} aria-label={`${t("list.open")}: ${event.title}`}>
              {t("list.open")}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </>
  );
}
