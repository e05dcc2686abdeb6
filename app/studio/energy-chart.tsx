import { useWords } from "#app/i18n/use-words.ts";
import { Energy } from "#app/ui/energy.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { cityOf, When } from "#app/ui/when.tsx";

type Minute = { minute: string; total: number };
const drawnMax = 240;

/** The last minutes up to the last that counted, those without a reaction between them as zero. */
function withQuiet(minutes: readonly Minute[]): number[] {
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (!first || !last) return [];
  const totals = new Map(minutes.map(({ minute, total }) => [Date.parse(minute), total]));
  const count = (Date.parse(last.minute) - Date.parse(first.minute)) / 60_000 + 1;
  return Array.from({ length: count }, (_, at) => totals.get(Date.parse(first.minute) + at * 60_000) ?? 0).slice(-drawnMax);
}

/** Energy by minute, drawn, and the same in figures behind it; in the event's own time. */
export function EnergyChart({ minutes, zone }: { minutes: readonly Minute[]; zone: string }) {
  const t = useWords("studio");
  const drawn = withQuiet(minutes);
  const max = Math.max(1, ...drawn);
  return (
    <section aria-labelledby="energy" className="grid gap-3 max-w-200">
      <h2 id="energy">{t("after.energy")}</h2>
      <Energy values={drawn.map((total) => total / max)} label={t("after.energyLabel", { max })} />
      <details>
        <summary className="min-h-8 cursor-pointer">{t("after.figures")}</summary>
        <Table heads={[t("after.minute", { city: cityOf(zone) }), { figure: t("after.reactions") }]}>
          {minutes.map(({ minute, total }) => (
            <tr key={minute}>
              <RowHead><When at={minute} zone={zone} shape="short" fixed /></RowHead>
              <td className="num">{total}</td>
            </tr>
          ))}
        </Table>
      </details>
    </section>
  );
}
