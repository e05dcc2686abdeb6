import { useWords } from "#app/i18n/use-words.ts";
import { RowHead, Table } from "#app/ui/table.tsx";
import type { Tally } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reaction-signs.ts";

type Props = { totals: readonly ({ place: string } & Tally)[]; names: ReadonlyMap<string, string> };

/** What was sent from each place, exactly counted, with the sum of all of them below. */
export function AfterPlaces({ totals, names }: Props) {
  const t = useWords("studio");
  const c = useWords("common");
  if (totals.length === 0) return null;
  const sum = (of: Tally) => reactions.reduce((all, one) => all + of[one], 0);
  const figure = "num text-right!";
  return (
    <section aria-labelledby="by-place" className="max-w-200 figures">
      <h2 id="by-place">{t("after.byPlace")}</h2>
      <Table heads={[t("after.place"), ...reactions.map((one) => ({ figure: c(`reactions.${one}`) })), { figure: t("after.total") }]} labelledBy="by-place">
        {totals.map((place) => (
          <tr key={place.place}>
            <RowHead>{names.get(place.place) ?? ""}</RowHead>
            {reactions.map((one) => (
              <td key={one} className={figure}>
                {place[one]}
              </td>
            ))}
            <td className={figure}>{sum(place)}</td>
          </tr>
        ))}
        {totals.length > 1 ? (
          <tr>
            <RowHead>{t("after.total")}</RowHead>
            {reactions.map((one) => (
              <td key={one} className={figure}>
                {totals.reduce((count, place) => count + place[one], 0)}
              </td>
            ))}
            <td className={figure}>{totals.reduce((count, place) => count + sum(place), 0)}</td>
          </tr>
        ) : null}
      </Table>
    </section>
  );
}
