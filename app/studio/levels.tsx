import type { ReactNode } from "react";
import type { Key } from "#app/i18n/namespaces.ts";
import { useWords } from "#app/i18n/use-words.ts";
import type { LevelFact } from "#server/events/levels.ts";

type Props = { facts: readonly LevelFact[]; name: string; chosen: string; onChoose: (level: string) => void };
/** So many rows are shown before the rest is asked for. */
const shownFirst = 8;

/** The four levels as cards to choose from, over the table of what each of them means. */
export function Levels({ facts, name, chosen, onChoose }: Props) {
  const t = useWords("studio");
  const allowed = (value: "wish" | "never") => t(`facts.allowed_${value}`);
  const rows: [Key<"studio">, (fact: LevelFact) => ReactNode][] = [
    ["facts.entry", ({ entry }) => entry.map((step) => t(`facts.step_${step}`)).join(", ")],
    ["facts.formats", ({ formats }) => formats.map((format) => t(`format.${format}`)).join(", ")],
    ["facts.veil", ({ veil }) => t(`facts.veil_${veil}`)],
    ["facts.mark", ({ mark }) => t(`facts.mark_${mark}`)],
    ["facts.recording", ({ recording }) => allowed(recording)],
    ["facts.browsers", ({ browsersMax }) => browsersMax ?? t("facts.any")],
    ["facts.encryption", ({ mediaEncryption }) => t(`facts.media_${mediaEncryption}`)],
    ["facts.retention", ({ retentionMonthsMax: months }) => (months === null ? t("facts.unlimited") : t("facts.months", { count: months }))],
    ["facts.known", ({ isListed }) => t(isListed ? "facts.known_all" : "facts.known_asked")],
    ["facts.signs", ({ signs }) => signs.map((who) => t(`facts.signs_${who}`)).join(", ") || t("none")],
    ["facts.another", ({ anotherBrowser }) => t(`facts.another_${anotherBrowser}`)],
    ["facts.seats", ({ seatsMax }) => seatsMax ?? t("facts.any")],
    ["facts.names", ({ names }) => t(`facts.names_${names}`)],
    ["facts.restream", ({ restream }) => allowed(restream)],
    ["facts.letters", ({ letters }) => t(`facts.letters_${letters}`)],
    ["facts.purge", ({ isPurgeDateRequired }) => t(isPurgeDateRequired ? "facts.purge_required" : "facts.purge_wish")],
  ];
  return (
    <fieldset className="min-w-0">
      <legend className="vh">{t("plan.confidentiality")}</legend>
      <div className="scroll relative">
        <table className="levels min-w-140">
          <caption className="vh">{t("levels.title")}</caption>
          <thead>
            <tr>
              <td />
              {facts.map(({ level, isBuilt }) => (
                <th key={level} scope="col">
                  <label className="lvl">
                    <input type="radio" name={name} value={level} checked={chosen === level} onChange={() => onChoose(level)} aria-label={t(`level.${level}`)} />
                    <b className="text-[0.9375rem]">{t(`level.${level}`)}</b>
                    <span>{t(isBuilt ? `levels.${level}` : "levels.notYet")}</span>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([word, tell], at) => (
              <tr key={word} data-more={at >= shownFirst || undefined}>
                <th scope="row">{t(word)}</th>
                {facts.map((fact) => (
                  <td key={fact.level} data-on={fact.level === chosen || undefined}>
                    {tell(fact)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {/* Open, it shows the rows of the table above it that stand back. */}
      <details className="levels__more">
        <summary>{t("levels.all")}</summary>
      </details>
    </fieldset>
  );
}
