import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import type { EventCard } from "#server/events/events.ts";

type Props = { events: readonly EventCard[]; labelledBy?: string };

/** Events in rows: what they are called, when and where, how confidential, how far they have come. What is over leads to its numbers. */
export function EventTable({ events, labelledBy }: Props) {
  const t = useWords("studio");
  return (
    <Table heads={[t("events.event"), t("events.codeName"), t("events.when"), t("events.level"), t("events.format"), t("events.guests"), t("events.phase")]} labelledBy={labelledBy} className="events">
      {events.map(({ id, title, codeName, startsAt, zone, level, format, guests, phase }) => (
        <tr key={id}>
          <RowHead className="font-medium!">
            <Link to={`/studio/events/${id}${phase === "ended" ? "/after" : ""}`} className="inline-flex min-h-8 min-w-8 items-center">
              {title || codeName}
            </Link>
          </RowHead>
          <td>{codeName}</td>
          <td className="whitespace-nowrap">
            <When at={startsAt} zone={zone} shape="short" fixed withCity />
          </td>
          <td>{t(`level.${level}`)}</td>
          <td>{t(`format.${format}`)}</td>
          <td className="num">{guests ?? "–"}</td>
          <td className="whitespace-nowrap">
            <PhaseLight phase={phase} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
