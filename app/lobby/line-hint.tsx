import { useWords } from "#app/i18n/use-words.ts";
import { useLine } from "#app/lobby/line.ts";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";

const lights = { good: "ok", fair: "wait", weak: "wait", saving: "wait", off: "off" } as const satisfies Record<string, Tone>;

/** One sentence on the line to the house, and what helps where it is weak. */
export function LineHint() {
  const t = useWords("room");
  const line = useLine();
  return (
    <section className="lobby__part" aria-labelledby="line">
      <h2 id="line">{t("lobby.line.title")}</h2>
      <p role="status">{line ? <Light tone={lights[line]}>{t(`lobby.line.${line}`)}</Light> : t("lobby.line.looking")}</p>
      {line === "fair" || line === "weak" ? <p>{t("lobby.line.help")}</p> : null}
    </section>
  );
}
