import * as z from "#contracts/zod.ts";

export const reactions = ["bravo", "love", "wonder", "rose"] as const;
export const Reaction = z.enum(reactions);
export type Reaction = z.infer<typeof Reaction>;

/** Taps a seat may send in a second; more are dropped without a word. */
export const reactionsPerSecond = 6;
/** Tallies are sent this often, in milliseconds. */
export const tallyEveryMs = 250;

export const Tally = z.object({ bravo: z.number(), love: z.number(), wonder: z.number(), rose: z.number() });
export type Tally = z.infer<typeof Tally>;
