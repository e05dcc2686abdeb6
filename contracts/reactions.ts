import { reactions } from "#contracts/reaction-signs.ts";
import * as z from "#contracts/zod.ts";

export const Reaction = z.enum(reactions);
export type Reaction = z.infer<typeof Reaction>;

/** Tallies are sent this often, in milliseconds. */
export const tallyEveryMs = 250;

export const Tally = z.object({ bravo: z.number(), love: z.number(), wonder: z.number(), rose: z.number() });
export type Tally = z.infer<typeof Tally>;
