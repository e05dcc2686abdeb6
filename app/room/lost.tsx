import { useWords } from "#app/i18n/use-words.ts";

/** The line is lost and coming back by itself: three words, attempts counted, never a spinner. */
export function Lost({ attempts }: { attempts: number }) {
  const t = useWords("common");
  return (
    <div className="lost" role="status">
      <h2>{t("lost.title")}</h2>
      <p>{attempts > 1 ? t("lost.again", { count: attempts }) : t("lost.first")}</p>
    </div>
  );
}
