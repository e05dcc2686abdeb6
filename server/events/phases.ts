import type { Phase } from "#contracts/event.ts";

interface Move {
  readonly from: readonly Phase[];
  readonly to: Phase;
  /** The column that keeps when it happened. */
  readonly stamp: "announcedAt" | "doorsAt" | "liveAt" | "endedAt";
  readonly entry: string;
}

/** The commands that move an event on: from which phases, to which. There is no other way, and none back. */
export const moves = {
  announce: { from: ["draft"], to: "announced", stamp: "announcedAt", entry: "event.announced" },
  openDoors: { from: ["announced"], to: "doors", stamp: "doorsAt", entry: "event.doorsOpened" },
  goLive: { from: ["doors"], to: "live", stamp: "liveAt", entry: "event.wentLive" },
  end: { from: ["doors", "live"], to: "ended", stamp: "endedAt", entry: "event.ended" },
  cancel: { from: ["draft", "announced", "doors", "live"], to: "cancelled", stamp: "endedAt", entry: "event.cancelled" },
} as const satisfies Record<string, Move>;
export type MoveName = keyof typeof moves;

/** The phase a command leads to, or null when it cannot be given now. */
export function nextPhase(name: MoveName, phase: Phase): Phase | null {
  const move: Move = moves[name];
  return move.from.includes(phase) ? move.to : null;
}
