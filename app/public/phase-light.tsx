import { Light } from "#app/ui/light.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import type { Tone } from "#app/ui/light.tsx";
import type { Phase } from "#contracts/event.ts";

const lights = { announced: "off", doors: "ok", live: "accent", ended: "off" } as const satisfies Partial<Record<Phase, Tone>>;
type Shown = keyof typeof lights;
const isShown = (phase: Phase): phase is Shown => Object.hasOwn(lights, phase);

/** Where an open event stands, as a light and a word; nothing for what the public is not told. */
export function PhaseLight({ phase }: { phase: Phase }) {
  const t = useWords("public");
  return isShown(phase) ? (
    <Light tone={lights[phase]} className="small">
      {t(`phase.${phase}`)}
    </Light>
  ) : null;
}
