import { useWords } from "#app/i18n/use-words.ts";

/** Lines where words will be; they show only after 400 ms, so what is quick never flickers. */
export function Lines({ count = 3 }: { count?: number }) {
  const t = useWords("common");
  return (
    <div className="lines" aria-busy="true">
      <span className="vh">{t("loading")}</span>
      {Array.from({ length: count }, (_, at) => (
        <i key={at} />
      ))}
    </div>
  );
}
