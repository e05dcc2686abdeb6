import * as z from "#contracts/zod.ts";

/** The display faces this house can set a maison's titles in, beside its own. */
export const displayFaces = ["cormorant", "bodoniModa", "jost", "italiana"] as const;
export const DisplayFace = z.enum(displayFaces);
export type DisplayFace = z.infer<typeof DisplayFace>;

/** A face a maison's titles can stand in: one of this house's, or the maison's own. */
export const WornFace = z.enum([...displayFaces, "own"]);
export type WornFace = z.infer<typeof WornFace>;

/** A font of the maison's own weighs at most this, in bytes. */
export const fontBytesMax = 500 * 1024;
/** The maison's name as a browser set it, a PNG in base64: at most so many signs. */
export const setNameMax = 60_000;

/** The maison's own display font, as pages need it. */
export interface OwnFace {
  /** Its address: changes with what it holds, and cannot be guessed from it. */
  path: string;
  /** The weights it can be set in, as style sheets write them. */
  weights: string;
  /** Whether its figures are of one width; else figures and clocks stay in the house's own face. */
  hasFigures: boolean;
  /** How Times New Roman is to be set while the font is on its way, so that nothing moves when it comes; in percent. */
  before: { size: number; ascent: number; descent: number; gap: number };
}

/** The signs a font lacks: of each language, of the maison's name, and of the titles of its events. */
export type Lacking = Record<"en" | "it" | "fr" | "de" | "name" | "titles", string[]>;

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
  displayFace: WornFace.optional(),
  /** The name as it stands in the chosen face, drawn by the browser that chose it: letters show it where no wordmark is drawn. */
  setName: z.string().max(setNameMax).regex(/^[A-Za-z0-9+/]*={0,2}$/).optional(),
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
