import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useTap } from "#app/live/live.tsx";
import { classes } from "#app/ui/classes.ts";
import { ReactionIcon } from "#app/ui/reaction-icon.tsx";
import type { Reaction } from "#contracts/reactions.ts";
import { reactions, reactionsPerSecond } from "#contracts/reactions.ts";

const feltMs = 420;

/** Sends reactions, never more in a second than the house takes; `felt` is the one just pressed. */
export function useReactions(isOpen: boolean): { felt: Reaction | null; send: (reaction: Reaction) => void } {
  const tap = useTap();
  const [felt, setFelt] = useState<Reaction | null>(null);
  const sentAt = useRef<number[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (reaction: Reaction) => {
    if (!isOpen) return;
    setFelt(reaction);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setFelt(null), feltMs);
    const now = performance.now();
    sentAt.current = sentAt.current.filter((at) => at > now - 1000);
    if (sentAt.current.length >= reactionsPerSecond) return; // felt here, dropped without a word as the house would
    sentAt.current.push(now);
    tap({ reaction });
  };
  return { felt, send };
}

type Props = { isOpen: boolean; felt: Reaction | null; onSend: (reaction: Reaction) => void };

/** The four signs of the room, each with its word. */
export function ReactionBar({ isOpen, felt, onSend }: Props) {
  const t = useWords("common");
  return (
    <div className="reacts" role="group" aria-label={t("reactions.title")}>
      {reactions.map((reaction) => (
        <button
          key={reaction}
          type="button"
          className={classes("react", felt === reaction && "border-accent! bg-accent-wash!")}
          aria-disabled={!isOpen || undefined}
          data-felt={felt === reaction || undefined}
          onClick={() => onSend(reaction)}
        >
          <ReactionIcon reaction={reaction} />
          {t(`reactions.${reaction}`)}
        </button>
      ))}
    </div>
  );
}
