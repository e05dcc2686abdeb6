import { memo } from "react";
import { useEnergy } from "#app/feel/use-energy.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { ReactionBar } from "#app/room/reactions.tsx";
import { Energy } from "#app/ui/energy.tsx";
import type { Reaction } from "#contracts/reactions.ts";

/** A hundred and twenty strokes are drawn again only when one of them has changed. */
const Track = memo(Energy);

interface Props {
  history: readonly { minute: string; total: number }[];
  nowAtServer: number;
  isLive: boolean;
  isLost: boolean;
  mayReact: boolean;
  felt: Reaction | null;
  onSend: (reaction: Reaction) => void;
}

/** What the room feels, and the four signs to feel it with. It follows every tally by itself, so that nothing around it has to. */
export const Feel = memo(function Feel({ history, nowAtServer, isLive, isLost, mayReact, felt, onSend }: Props) {
  const t = useWords("room");
  const { values, felt: mood } = useEnergy(history, nowAtServer);
  const word = t(isLive ? `feel.${mood}` : "feel.gathering");
  return (
    <section className="feel" aria-label={t("feel.title")}>
      <div className="feel__head">
        <span>{t("feel.title")}</span>
        <b>{word}</b>
      </div>
      <Track values={values} litFrom={isLive && !isLost ? undefined : values.length} label={t("feel.label", { word })} />
      <ReactionBar isOpen={mayReact} felt={felt} onSend={onSend} />
    </section>
  );
});
