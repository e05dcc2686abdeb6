import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { DrillProgress } from "#contracts/drill.ts";

/** How far the drill that runs has come. */
export function DrillNow({ progress }: { progress: DrillProgress }) {
  const t = useWords("studio");
  const figures = new Intl.NumberFormat(useLanguage());
  const { tried, who, done, of } = progress;
  return (
    <Notice tone="wait" live="polite" title={t("drill.running")}>
      <progress className="block w-full max-w-100 h-1.5 my-2 appearance-none border-0 bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink [&::-moz-progress-bar]:bg-ink" value={done} max={Math.max(1, of)} aria-label={t("drill.running")} />
      <p data-testid="drill-now">
        {t("drill.triedSoFar", { count: tried, tried: figures.format(tried) })} {who ? t("drill.nowAs", { who: t(`drill.who.${who}`) }) : t("drill.shadowNow")}
      </p>
      <p className="soft">{t("drill.mayLeave")}</p>
    </Notice>
  );
}
