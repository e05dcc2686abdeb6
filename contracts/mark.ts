import { languages } from "#contracts/languages.ts";
import * as z from "#contracts/zod.ts";

/** The cells of a tile as they go over the wire: one bit each, set for lighter, row by row. */
const Cells = z.string().regex(/^[0-9a-f]{64}$/);

/** A seat's two marks, for its own page to draw: the cells of the pattern, and the words of the legible line. */
export const Mark = z.object({ cells: Cells, line: z.string(), zone: z.string(), now: z.number() });
export type Mark = z.infer<typeof Mark>;

export const MarkAsk = z.object({ lang: z.enum(languages) });
/** Null: pictures of this event carry no mark. */
export const MarkAnswer = z.object({ mark: Mark.nullable() });

/** A picture to be traced weighs at most this, in bytes. */
export const tracedBytesMax = 24 * 1024 * 1024;

/** What a page found done to its mark. */
export const Tampering = z.enum(["gone", "moved", "hidden", "covered", "changed", "elsewhere"]);
export type Tampering = z.infer<typeof Tampering>;
