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
      <progress className="w-full max-w-100" value={done} max={Math.max(1, of)} aria-label={t("drill.running")} />
      <p data-testid="drill-now">
        {t("drill.triedSoFar", { count: tried, tried: figures.format(tried) })} {who ? t("drill.nowAs", { who: t(`drill.who.${who}`) }) : t("drill.shadowNow")}
      </p>
      <p className="soft">{t("drill.mayLeave")}</p>
    </Notice>
  );
}
