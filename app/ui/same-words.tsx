import { useWords } from "#app/i18n/use-words.ts";

/** What to compare before a place is handed on: the two words that the other screen shows, and which screen it is. */
export function SameWords({ words, browser, live }: { words: readonly [string, string]; browser: string; live?: "polite" }) {
  const t = useWords("common");
  return (
    <>
      <dl className="shown" aria-live={live}>
        <div>
          <dt>{t("handOver.words")}</dt>
          <dd className="shown__words">{words.join(" ")}</dd>
        </div>
        <div>
          <dt>{t("handOver.screen")}</dt>
          <dd>{browser || t("handOver.someBrowser")}</dd>
        </div>
      </dl>
      <p className="small soft mt-4 max-w-112">{t("handOver.warn")}</p>
    </>
  );
}
