import { useEffect, useRef, useState } from "react";
import type { Reacted } from "#app/desk/desk-data.ts";
import { useNow } from "#app/desk/now.ts";
import type { Counted } from "#app/desk/reacted.ts";
import { fromLoad, heightsOf, minutesOf, minutesShown, sumOf, together, withHeard } from "#app/desk/reacted.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useNews } from "#app/live/live.tsx";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Energy } from "#app/ui/energy.tsx";
import { ReactionIcon } from "#app/ui/reaction-icon.tsx";
import { When } from "#app/ui/when.tsx";
import { reactions } from "#contracts/reaction-signs.ts";

/** Counts on from the last load; a seat that listens twice hears one tally in two bodies, of which only one names places. */
function useCounted(loaded: Reacted, loadedAt: number): Counted {
  const [counted, setCounted] = useState(() => fromLoad(loaded, loadedAt, []));
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) setCounted((was) => fromLoad(loaded, loadedAt, was.recent));
    isFirst.current = false;
  }, [loaded, loadedAt]);
  useNews("tally.counted", (tally) => {
    if ("places" in tally) setCounted((was) => withHeard(was, tally));
  });
  return counted;
}

interface Props {
  loaded: Reacted;
  loadedAt: number;
  zone: string;
  places: ReadonlyMap<string, string>;
}

/** What is felt: the four totals, the energy minute by minute, and the tables behind. */
export function Reactions({ loaded, loadedAt, zone, places }: Props) {
  const t = useWords("desk");
  const common = useWords("common");
  const figures = new Intl.NumberFormat(useLanguage());
  const counted = useCounted(loaded, loadedAt);
  const minutes = minutesOf(counted, useNow());
  const totals = together(counted);
  const [isOpen, setOpen] = useState(false);
  const running = minutes.at(-1)?.total ?? 0;
  return (
    <section className="blk" aria-labelledby="reactions">
      <div className="h">
        <h2 id="reactions">{common("reactions.title")}</h2>
        <Button size="work" kind="plain" onClick={() => setOpen(true)}>
          {t("reactions.table")}
        </Button>
      </div>
      <dl className="tallies num">
        {reactions.map((reaction) => (
          <div key={reaction} className="tally" data-testid={`total-${reaction}`}>
            <ReactionIcon reaction={reaction} />
            <dt>{common(`reactions.${reaction}`)}</dt>
            <dd>{figures.format(totals[reaction])}</dd>
          </div>
        ))}
      </dl>
      <Energy
        values={heightsOf(minutes)}
        litFrom={minutesShown - 1}
        label={t("reactions.energy", { minutes: minutesShown, total: sumOf(totals), taps: running })}
      />
      <p className="fine soft flex justify-between">
        <span>{t("reactions.span", { minutes: minutesShown })}</span>
        <span className="num">{t("reactions.running", { taps: running })}</span>
      </p>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t("reactions.behind")}>
        <table className="figures num">
          <caption>{t("reactions.byPlace")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("reactions.place")}</th>
              {reactions.map((reaction) => (
                <th key={reaction} scope="col">
                  {common(`reactions.${reaction}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...counted.byPlace].map(([place, tally]) => (
              <tr key={place}>
                <th scope="row">{place === "online" ? t("chat.online") : (places.get(place) ?? t("reactions.elsewhere"))}</th>
                {reactions.map((reaction) => (
                  <td key={reaction}>{figures.format(tally[reaction])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <table className="figures num">
          <caption>{t("reactions.byMinute")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("reactions.minute")}</th>
              <th scope="col">{common("reactions.title")}</th>
            </tr>
          </thead>
          <tbody>
            {minutes
              .filter(({ total }) => total > 0)
              .map(({ at, total }) => (
                <tr key={at}>
                  <th scope="row">
                    <When at={at} zone={zone} shape="time" fixed />
                  </th>
                  <td>{figures.format(total)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </Dialog>
    </section>
  );
}
