import type { Oklch } from "culori/fn";
import { clampChroma, converter, formatHex, modeLrgb, modeOklab, modeOklch, modeRgb, parse, useMode as know, wcagContrast } from "culori/fn";
import type { Colours, ColourSaid, Palette, Tones } from "#contracts/maison.ts";

for (const mode of [modeRgb, modeLrgb, modeOklab, modeOklch]) know(mode);
const oklch = converter("oklch");

/** The grounds an accent is read on, as the tokens have them: ground, surface, raised, sunken. */
const grounds = {
  paper: ["#F6F3EB", "#FCFAF5", "#FFFFFF", "#EDE8DC"],
  night: ["#0F0E0D", "#171614", "#201E1B", "#0A0908"],
} as const;
type Light = keyof typeof grounds;

/** Text needs this much (WCAG 2.2, AA). */
const least = 4.5;
/** The curtain's red, and how near to its hue an accent may come before the desk keeps a neutral one, in degrees. */
const curtain = "#8E1B2E";
const nearHue = 25;
/** Below this chroma a colour has no hue to speak of. */
const greyChroma = 0.03;

function read(hex: string): Oklch {
  const found = oklch(parse(hex));
  if (!found) throw new RangeError("not a colour");
  return found;
}
const write = (colour: Oklch): string => (formatHex(clampChroma(colour, "oklch")) ?? "#000000").toUpperCase();
const over = (hex: string, on: readonly string[]): number => Math.min(...on.map((ground) => wcagContrast(hex, ground)));

/** The same hue and chroma, only so much darker (lighter by night) that it reaches the contrast on every ground. */
function nearest(hex: string, light: Light): string {
  const colour = read(hex);
  const step = light === "paper" ? -0.002 : 0.002;
  for (let l = colour.l; l >= 0 && l <= 1; l += step) {
    const tried = write({ ...colour, l });
    if (over(tried, grounds[light]) >= least) return tried;
  }
  return light === "paper" ? "#000000" : "#FFFFFF";
}

/** What the house says to an accent in one light: taken, or refused with the nearest that passes. */
export function sayTo(hex: string, light: Light): ColourSaid {
  const ratio = over(hex, grounds[light]);
  const isTaken = ratio >= least;
  return { asked: hex, isTaken, ratio: Math.floor(ratio * 100) / 100, nearest: isTaken ? hex : nearest(hex, light) };
}

// Lightness and chroma of the house's own washes, cloth and inks; a maison gives the hue alone, so that what is read on them stays readable.
const tone = (hue: Oklch, l: number, chromaMax: number): string => write({ mode: "oklch", l, c: Math.min(hue.c, chromaMax), h: hue.h });

function tonesOf(accent: string, light: Light): Tones {
  const hue = read(accent);
  const isPaper = light === "paper";
  return { accent, onAccent: tone(hue, isPaper ? 0.98 : 0.22, isPaper ? 0.008 : 0.03), wash: tone(hue, isPaper ? 0.925 : 0.262, 0.018) };
}

/** An accent for the night in the hue of the one on paper. */
const nightOf = (accent: string): string => sayTo(tone(read(accent), 0.86, 0.06), "night").nearest;

/** Whether a colour's hue lies within 25 degrees of the curtain's red. */
export function isNearCurtain(hex: string): boolean {
  const [one, red] = [read(hex), read(curtain)];
  if (one.c < greyChroma || one.h === undefined || red.h === undefined) return false;
  const apart = Math.abs(one.h - red.h) % 360;
  return Math.min(apart, 360 - apart) <= nearHue;
}

/** What a maison's colours, taken before, become on the pages. The night follows the paper where none is given. */
export function paletteOf({ accent, accentNight }: Colours): Palette | null {
  const night = accentNight ?? (accent && nightOf(accent));
  if (!night) return null;
  const hue = accent && read(accent);
  return {
    paper: accent ? tonesOf(accent, "paper") : null,
    night: tonesOf(night, "night"),
    veil: hue ? { lit: tone(hue, 0.305, 0.055), mid: tone(hue, 0.242, 0.045), deep: tone(hue, 0.17, 0.03) } : null,
    isNeutralAtDesk: isNearCurtain(night),
  };
}
