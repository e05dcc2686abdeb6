import { useCallback, useEffect, useRef, useState } from "react";
import { useTap } from "#app/live/live.tsx";
import type { Reaction } from "#contracts/reactions.ts";
import { reactionsPerSecond } from "#contracts/reaction-signs.ts";

const feltMs = 420;

/** Sends reactions, never more in a second than the house takes; `felt` is the one just pressed. */
export function useReactions(isOpen: boolean): { felt: Reaction | null; send: (reaction: Reaction) => void } {
  const tap = useTap();
  const [felt, setFelt] = useState<Reaction | null>(null);
  const sentAt = useRef<number[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = useCallback(
    (reaction: Reaction) => {
      if (!isOpen) return;
      setFelt(reaction);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setFelt(null), feltMs);
      const now = performance.now();
      sentAt.current = sentAt.current.filter((at) => at > now - 1000);
      if (sentAt.current.length >= reactionsPerSecond) return; // felt here, dropped without a word as the house would
      sentAt.current.push(now);
      tap({ reaction });
    },
    [isOpen, tap],
  );
  return { felt, send };
}
