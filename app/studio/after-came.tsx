import { useWords } from "#app/i18n/use-words.ts";
import type { Came } from "#server/events/attended.ts";

/** Who came of those expected, and how much was felt: totals with what they are of. */
export function CameTotals({ came, reactions }: { came: Came; reactions: number }) {
  const t = useWords("studio");
  const parts = [
    { word: "guests", ...came.guests },
    { word: "speakers", ...came.speakers },
    { word: "tablets", ...came.tablets },
  ] as const;
  return (
    <ul className="path" aria-label={t("after.came")}>
      {parts.map(({ word, came: count, expected }) =>
        expected === 0 && count === 0 ? null : (
          <li key={word}>
            <b>{count}</b> <span>{t(`after.came_${word}`, { count, all: expected })}</span>
            <meter className="path__bar" min={0} max={Math.max(1, expected)} value={Math.min(count, expected)} aria-hidden="true" />
          </li>
        ),
      )}
      <li>
        <b>{reactions}</b> <span>{t("after.reactions")}</span>
      </li>
    </ul>
  );
}
