import * as z from "#contracts/zod.ts";

/** The display faces this house can set a maison's titles in, beside its own. */
export const displayFaces = ["cormorant", "bodoniModa", "jost", "italiana"] as const;
export const DisplayFace = z.enum(displayFaces);
export type DisplayFace = z.infer<typeof DisplayFace>;

/** A colour as six hexadecimal digits, in capitals. */
export const Colour = z
  .string()
  .trim()
  .regex(/^#[0-9a-f]{6}$/i)
  .transform((hex) => hex.toUpperCase());

/** The colours a maison asks for; each may be left to the house. */
export const Colours = z.object({ accent: Colour.optional(), accentNight: Colour.optional() });
export type Colours = z.infer<typeof Colours>;

/** How a maison is named and dressed: its name, the text of its wordmark's SVG, its two accents and its display face. */
export const MaisonDress = Colours.extend({
  name: z.string().trim().min(1).max(80),
  wordmark: z.string().trim().max(60_000).optional(),
  displayFace: DisplayFace.optional(),
});
export type MaisonDress = z.infer<typeof MaisonDress>;

/** The colours of one light: the accent, what is written on it, and its wash. */
export interface Tones {
  accent: string;
  onAccent: string;
  wash: string;
}

/** What a maison's colours become on the pages; null where the house's own stand. */
export interface Palette {
  paper: Tones | null;
  night: Tones | null;
  /** The cloth in the hue of the accent: lit fold, body, shadow. */
  veil: { lit: string; mid: string; deep: string } | null;
  /** The night's accent lies so near to the curtain's red that the desk keeps a neutral one. */
  isNeutralAtDesk: boolean;
}

/** What the house says to one colour: its least contrast over the grounds it is read on, and the nearest that reaches 4.5:1. */
export interface ColourSaid {
  asked: string;
  isTaken: boolean;
  /** At least this, to two decimals. */
  ratio: number;
  nearest: string;
}
