import type { Reaction } from "#contracts/reactions.ts";

const weights = {
  early: { wonder: 6, bravo: 2, love: 2, rose: 1 },
  late: { bravo: 5, love: 4, rose: 3, wonder: 2 },
} as const satisfies Record<string, Record<Reaction, number>>;

/** How lively the room is at a moment, 0 to 1: long waves, and every minute and a half a moment that carries everybody. */
export function energyAt(seconds: number): number {
  const wave = 0.16 + 0.12 * Math.sin(seconds / 13) + 0.06 * Math.sin(seconds / 4.3);
  const sinceMoment = (seconds + 40) % 90;
  const moment = sinceMoment < 2 ? sinceMoment / 2 : Math.exp(-(sinceMoment - 2) / 7);
  return Math.min(1, Math.max(0, wave + 0.85 * moment));
}

/** The sign somebody gives: wonder while it is new, then applause. */
export function pickReaction(seconds: number, random = Math.random): Reaction {
  const table = Object.entries(weights[seconds < 80 ? "early" : "late"]) as [Reaction, number][];
  let left = random() * table.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [reaction, weight] of table) {
    left -= weight;
    if (left < 0) return reaction;
  }
  return "bravo";
}
