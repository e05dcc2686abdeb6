import { useId, useState } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { Plot } from "#app/studio/after-track.ts";
import { addUp, inSteps, stepOf } from "#app/studio/after-track.ts";
import { RowHead, Table } from "#app/ui/table.tsx";
import { useCityOf, inWords } from "#app/ui/when.tsx";

type Props = { plot: Plot; names: ReadonlyMap<string, string>; zone: string; isOver: boolean };

const [width, left, right] = [1000, 8, 150];
const [topOfHere, heightOfHere, topOfSent, heightOfSent, height] = [46, 160, 236, 84, 346];
const inner = width - left - right;
/** Labels at the ends of lines keep this distance. */
const labelGap = 17;

/** Ends of lines that lie too close are moved apart, from the top down. */
function spread(ends: readonly number[]): number[] {
  const order = ends.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y);
  let last = Number.NEGATIVE_INFINITY;
  const placed = order.map(({ y, at }) => {
    last = Math.max(y, last + labelGap);
    return { at, y: last };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ y }) => y);
}

/** Who was there and what was felt, minute by minute: lines by place over strokes of reactions, a hand to read any minute, and the table behind. */
export function AfterPlot({ plot, names, zone, isOver }: Props) {
  const t = useWords("studio");
  const cityOf = useCityOf();
  const lang = useLanguage();
  const id = useId();
  const [read, setRead] = useState<number | null>(null);
  const { minutes, places, marks } = plot;
  const clock = (minute: number) => inWords(new Date(Date.parse(plot.from) + minute * 60_000).toISOString(), lang, zone, "time");
  const step = stepOf(plot);
  const lines = places.map((one) => ({ ...one, name: names.get(one.place) ?? "", steps: inSteps(one.here, step, "most") }));
  const sent = inSteps(addUp(places.map((one) => one.sent)), step, "all");
  const hereMax = Math.max(1, ...lines.flatMap(({ steps }) => steps));
  const sentMax = Math.max(1, ...sent);
  const count = sent.length;
  const x = (at: number) => left + (count > 1 ? (at * inner) / (count - 1) : 0);
  const yHere = (value: number) => topOfHere + heightOfHere * (1 - value / hereMax);
  const ends = spread(lines.map(({ steps }) => yHere(steps.at(-1) ?? 0)));
  const most = Math.max(...addUp(places.map((one) => one.here)));
  const liveliest = sent.indexOf(sentMax);
  const at = read === null ? count - 1 : Math.min(count - 1, read);
  const said = `${clock(at * step)}: ${lines.map(({ name, steps }) => `${name} ${steps[at] ?? 0}`).join(", ")}. ${t("after.sentIn", { count: sent[at] ?? 0 })}`;
  const ticks = Array.from({ length: 6 }, (_, one) => Math.round((one * (minutes - 1)) / 5)).filter((minute, one, all) => all.indexOf(minute) === one);
  return (
    <section aria-labelledby={`${id}-title`} className="plot">
      <h2 id={`${id}-title`}>{t("after.overTime")}</h2>
      <svg className="plot__drawn" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("after.plotLabel", { most, at: clock(Math.max(0, liveliest) * step), sent: sentMax, city: cityOf(zone) })}>
        <text x={left} y={12} className="plot__word">
          {t("after.there")}
        </text>
        <text x={left} y={topOfSent - 12} className="plot__word">
          {t("after.felt")}
        </text>
        {marks.map(({ word, minute }) => (
          <g key={word} className="plot__mark" data-lit={word === "revealed" || undefined}>
            <line x1={x(minute / step)} x2={x(minute / step)} y1={topOfHere - 20} y2={topOfSent + heightOfSent} />
            <text x={x(minute / step) + 6} y={topOfHere - 12}>
              {t(`after.mark_${word}`)} {clock(minute)}
            </text>
          </g>
        ))}
        {lines.map(({ place, name, steps }, index) => (
          <g key={place} className="plot__line" data-lit={index === lines.length - 1 || undefined}>
            <path d={steps.map((value, one) => `${one === 0 ? "M" : "L"}${x(one).toFixed(1)} ${yHere(value).toFixed(1)}`).join("")} />
            <circle cx={x(count - 1)} cy={yHere(steps.at(-1) ?? 0)} r={2.5} />
            <text x={x(count - 1) + 10} y={(ends[index] ?? 0) + 4}>
              {name} {steps.at(-1) ?? 0}
            </text>
          </g>
        ))}
        {sent.map((value, one) => (
          <line key={one} className="plot__stroke" data-lit={one === liveliest || undefined} x1={x(one)} x2={x(one)} y1={topOfSent + heightOfSent} y2={topOfSent + heightOfSent * (1 - Math.max(value === 0 ? 0.03 : 0.07, value / sentMax))} />
        ))}
        {sentMax > 1 ? (
          <text x={x(count - 1) + 10} y={topOfSent + heightOfSent} className="plot__word">
            {t("after.mostIn", { count: sentMax })}
          </text>
        ) : null}
        {ticks.map((minute) => (
          <text key={minute} x={x(minute / step)} y={height - 4} className="plot__tick" textAnchor={minute === 0 ? "start" : "middle"}>
            {clock(minute)}
          </text>
        ))}
        {read === null ? null : <line className="plot__hand" x1={x(at)} x2={x(at)} y1={topOfHere - 4} y2={topOfSent + heightOfSent} />}
      </svg>
      <label className="plot__read">
        <span className="vh">{t("after.readMinute")}</span>
        <input type="range" min={0} max={count - 1} value={at} aria-valuetext={said} onChange={({ target }) => setRead(Number(target.value))} />
      </label>
      <p className="num plot__said" aria-hidden="true">
        {said}
      </p>
      {isOver ? null : <p className="soft">{t("after.stillRuns")}</p>}
      <Figures plot={plot} names={names} clock={clock} city={cityOf(zone)} />
    </section>
  );
}

function Figures({ plot: { minutes, places }, names, clock, city }: { plot: Plot; names: ReadonlyMap<string, string>; clock: (minute: number) => string; city: string }) {
  const t = useWords("studio");
  const there = t("after.there");
  return (
    <details>
      <summary className="min-h-8 cursor-pointer">{t("after.figures")}</summary>
      <div className="plot__table figures">
        <Table heads={[t("after.minute", { city }), ...places.map(({ place }) => ({ figure: `${names.get(place) ?? ""}, ${there}` })), ...places.map(({ place }) => ({ figure: `${names.get(place) ?? ""}, ${t("after.reactions")}` }))]}>
          {Array.from({ length: minutes }, (_, minute) => (
            <tr key={minute}>
              <RowHead>{clock(minute)}</RowHead>
              {places.map(({ place, here }) => (
                <td key={`${place} here`} className="num text-right!">
                  {here[minute]}
                </td>
              ))}
              {places.map(({ place, sent }) => (
                <td key={`${place} sent`} className="num text-right!">
                  {sent[minute]}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </div>
    </details>
  );
}
