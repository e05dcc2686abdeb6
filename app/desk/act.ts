import { useCallback, useRef, useState } from "react";
import { useCommand, useLive } from "#app/live/live.tsx";
import type { Answer, Ask, CommandName, CommandReason } from "#contracts/commands.ts";
import type { Outcome } from "#contracts/outcome.ts";

export interface Act<N extends CommandName> {
  isPending: boolean;
  /** Why the last press came to nothing. */
  why: CommandReason | null;
  press(ask: Ask<N>): Promise<Outcome<Answer<N>, CommandReason> | null>;
}

const ownMs = 4000;
let pressedAt = Number.NEGATIVE_INFINITY;

/** Whether what is heard now follows a press at this screen, rather than one at another desk. */
export const wasPressedHere = (): boolean => performance.now() - pressedAt < ownMs;

/** One command behind one key: pressed, pending, answered. While it is pending a second press is nothing (null). */
export function useAct<N extends CommandName>(name: N): Act<N> {
  const give = useCommand(name);
  const isBusy = useRef(false);
  const [now, setNow] = useState<{ isPending: boolean; why: CommandReason | null }>({ isPending: false, why: null });
  const press = useCallback(
    async (ask: Ask<N>) => {
      if (isBusy.current) return null;
      isBusy.current = true;
      pressedAt = performance.now();
      setNow({ isPending: true, why: null });
      const outcome = await give(ask);
      isBusy.current = false;
      setNow({ isPending: false, why: outcome.ok ? null : outcome.reason });
      return outcome;
    },
    [give],
  );
  return { ...now, press };
}

/** Whether the desk has the line to the house: only then does a key do anything. */
export function useIsInCommand(): boolean {
  const { state, ended } = useLive();
  return state === "open" && ended === null;
}
