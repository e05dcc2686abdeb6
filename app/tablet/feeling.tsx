import type { ReactNode } from "react";
import { useEnergy } from "#app/feel/use-energy.ts";
import { useWords } from "#app/i18n/use-words.ts";
import type { TabletNow } from "#app/tablet/paired.tsx";
import { Energy } from "#app/ui/energy.tsx";
import { Light } from "#app/ui/light.tsx";

/** What the whole room feels, minute by minute and in a word, with this boutique in it; grey from the moment it was lost. */
export function Feeling({ now, isLost, children }: { now: TabletNow; isLost: boolean; children?: ReactNode }) {
  const t = useWords("tablet");
  const { values, felt } = useEnergy(now.history, now.nowAtServer);
  const word = t(`feel.${felt}`);
  return (
    <aside className="houses" aria-label={t("feel.title")}>
      <h2>{t("feel.title")}</h2>
      <p>{word}</p>
      <div className="house" data-here>
        <div className="house__h">
          <b>{now.boutique}</b>
          <Light tone="accent">{t("feel.here")}</Light>
        </div>
        <Energy values={values} litFrom={isLost ? values.length : undefined} label={t("feel.label", { word })} />
      </div>
      {children}
    </aside>
  );
}
