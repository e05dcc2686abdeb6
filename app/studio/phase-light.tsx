import { useWords } from "#app/i18n/use-words.ts";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";
import type { Phase } from "#contracts/event.ts";

const tones = {
  draft: "off",
  announced: "note",
  doors: "wait",
  live: "accent",
  ended: "ok",
  cancelled: "stop",
  purged: "off",
} as const satisfies Record<Phase, Tone>;

/** How far an event has come, as a light and a word. */
export function PhaseLight({ phase }: { phase: Phase }) {
  const t = useWords("studio");
  return <Light tone={tones[phase]}>{t(`phase.${phase}`)}</Light>;
}
