import type { CSSProperties } from "react";
import { hooksOf } from "#app/maison/dress-style.ts";
import type { Worn } from "#app/maison/dress-style.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Light } from "#app/ui/light.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";

type Props = {
  name: string;
  wordmark: string | null;
  worn: Pick<Worn, "displayFace" | "palette">;
  /** The family of a font that is being chosen; it shows in place of the face that is worn. */
  tried: string | null;
};

/** The door, the room and the desk in the dress that is being chosen; pictures of them, nothing in them can be pressed. */
export function MaisonPreview({ name, wordmark, worn, tried }: Props) {
  const t = useWords("studio");
  const { palette } = worn;
  const wash = (of: string | undefined): CSSProperties => (of ? ({ "--accent-wash": of } as CSSProperties) : {});
  const neutral = palette?.isNeutralAtDesk ? ({ "--accent": "#F2EDE3", "--on-accent": "#0F0E0D", "--accent-wash": "#201E1B" } as CSSProperties) : {};
  const shown = name || "Sipario";
  const hooks = { ...hooksOf(worn), ...(tried ? { "--maison-display": tried, "--maison-wordmark": tried } : {}) };
  return (
    <section className="dressed" aria-labelledby="dressed" style={hooks as CSSProperties}>
      <h2 id="dressed">{t("maison.preview")}</h2>
      <div className="dressed__all" aria-hidden="true">
        <div className="dressed__door" data-light="ivory" style={wash(palette?.paper?.wash)}>
          <div className="cloth cloth--narrow" />
          <div className="dressed__paper">
            <Wordmark name={shown} wordmark={wordmark} />
            <p className="dressed__grand">{t("maison.previewGreeting")}</p>
            <p className="dressed__when">{t("maison.previewWhen")}</p>
            <p className="dressed__link">{t("maison.previewLink")}</p>
            <span className="btn btn--main">{t("maison.previewEnter")}</span>
          </div>
        </div>
        <div className="dressed__night" data-light="down" style={wash(palette?.night?.wash)}>
          <Wordmark name={shown} wordmark={wordmark} />
          <p className="dressed__title">{t("maison.previewBegin")}</p>
          <p className="dressed__clock num">4:12</p>
          <Light tone="accent">{t("phase.live")}</Light>
        </div>
        <div className="dressed__desk" data-light="down" style={{ ...wash(palette?.night?.wash), ...neutral }}>
          <p className="soft">{t("nav.desk")}</p>
          <span className="btn btn--main btn--work">{t("maison.previewVeil")}</span>
          <span className="dressed__curtain">{t("maison.previewCurtain")}</span>
        </div>
      </div>
    </section>
  );
}
