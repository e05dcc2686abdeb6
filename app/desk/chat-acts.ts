import { useState } from "react";
import { useIsInCommand } from "#app/desk/act.ts";
import type { DeskLines } from "#app/desk/chat-lines.ts";
import { useCommand, useLive } from "#app/live/live.tsx";
import type { DeskLine } from "#contracts/chat.ts";
import type { CommandReason } from "#contracts/commands.ts";
import type { Outcome } from "#contracts/outcome.ts";

export type ActName = "hide" | "mute" | "remove";

export interface ChatActs {
  may(act: ActName, line: DeskLine): boolean;
  /** What is on its way for a line. */
  pending: ReadonlyMap<string, ActName>;
  /** Why the last act on a line came to nothing. */
  why: ReadonlyMap<string, CommandReason>;
  /** The line that was hidden last and can be shown again with one press. */
  hidden: DeskLine | null;
  forgetHidden(): void;
  /** The line whose author is to be removed, once confirmed. */
  removing: DeskLine | null;
  askRemove(line: DeskLine | null): void;
  /** Milliseconds the house needed to close everything of the person removed last, with their name. */
  removed: { name: string; ms: number } | null;
  toggleHidden(line: DeskLine): Promise<void>;
  toggleMuted(line: DeskLine): Promise<void>;
  remove(): Promise<void>;
}

const without = <T>(map: ReadonlyMap<string, T>, key: string) => new Map([...map].filter(([one]) => one !== key));

/** Hiding, muting and removing from the conversation: one act per line at a time, each with its answer. */
export function useChatActs({ change }: DeskLines): ChatActs {
  const { may } = useLive();
  const isInCommand = useIsInCommand();
  const hide = useCommand("chat.hide");
  const mute = useCommand("guest.mute");
  const removeGuest = useCommand("guest.remove");
  const [pending, setPending] = useState<ChatActs["pending"]>(new Map());
  const [why, setWhy] = useState<ChatActs["why"]>(new Map());
  const [hidden, setHidden] = useState<DeskLine | null>(null);
  const [removing, askRemove] = useState<DeskLine | null>(null);
  const [removed, setRemoved] = useState<ChatActs["removed"]>(null);

  async function act<T>(line: DeskLine, name: ActName, give: () => Promise<Outcome<T, CommandReason>>): Promise<T | null> {
    if (pending.has(line.id) || !isInCommand) return null;
    setPending((was) => new Map(was).set(line.id, name));
    setWhy((was) => without(was, line.id));
    const outcome = await give();
    setPending((was) => without(was, line.id));
    if (outcome.ok) return outcome.value;
    setWhy((was) => new Map(was).set(line.id, outcome.reason));
    return null;
  }

  return {
    may: (name, line) =>
      name === "hide"
        ? may.includes("chat.moderate")
        : line.guestId !== null && !line.isRemoved && may.includes(name === "mute" ? "guest.mute" : "guest.remove"),
    ...{ pending, why, hidden, removing, askRemove, removed },
    forgetHidden: () => setHidden(null),
    async toggleHidden(line) {
      const isHidden = !line.isHidden;
      if (!(await act(line, "hide", () => hide({ lineId: line.id, isHidden })))) return;
      change({ lineId: line.id }, { isHidden });
      setHidden(isHidden ? { ...line, isHidden } : null);
    },
    async toggleMuted(line) {
      const { guestId } = line;
      if (guestId === null) return;
      const isMuted = !line.isMuted;
      if (await act(line, "mute", () => mute({ guestId, isMuted }))) change({ guestId }, { isMuted });
    },
    async remove() {
      if (!removing?.guestId) return;
      const { guestId, fullName } = removing;
      askRemove(null);
      const answer = await act(removing, "remove", () => removeGuest({ guestId }));
      if (!answer) return;
      change({ guestId }, { isRemoved: true });
      setRemoved({ name: fullName, ms: answer.tookMs });
    },
  };
}
