import { faceRules, familyOf, ownRules } from "#app/maison/faces.ts";
import type { OwnFace, Palette, WornFace } from "#contracts/maison.ts";

/** What a maison wears, as every page is told of it. */
export interface Worn {
  displayFace: WornFace | null;
  /** The maison's own font, where it is worn. */
  ownFace: OwnFace | null;
  palette: Palette | null;
}

/** The hooks a maison sets, by their names in the tokens; empty where it wears the house's own. */
export function hooksOf({ displayFace, palette }: Pick<Worn, "displayFace" | "palette">): Record<string, string> {
  const family = displayFace && familyOf(displayFace);
  return {
    ...(palette?.paper ? { "--maison-accent": palette.paper.accent, "--maison-on-accent": palette.paper.onAccent } : {}),
    ...(palette?.night ? { "--maison-accent-night": palette.night.accent, "--maison-on-accent-night": palette.night.onAccent } : {}),
    ...(palette?.veil ? { "--maison-veil-lit": palette.veil.lit, "--maison-veil-mid": palette.veil.mid, "--maison-veil-deep": palette.veil.deep } : {}),
    ...(family ? { "--maison-display": family, "--maison-wordmark": family } : {}),
  };
}

// The house's ink by night: what the desk keeps where the maison's accent lies beside the curtain's red.
const neutral = "--accent:#F2EDE3;--on-accent:#0F0E0D;--accent-wash:#201E1B;--chart-accent:#F2EDE3";
const block = (on: string, values: Record<string, string>): string =>
  Object.keys(values).length === 0 ? "" : `${on}{${Object.entries(values).map(([name, value]) => `${name}:${value}`).join(";")}}`;

/** The maison's dress as one small style sheet for the page's head; empty where it wears the house's own. Nothing in it comes from what somebody wrote. */
export function dressStyle(worn: Worn): string {
  const { displayFace, ownFace, palette } = worn;
  return [
    displayFace === "own" ? ownFace && ownRules(ownFace) : displayFace && faceRules(displayFace),
    block(":root", hooksOf(worn)),
    palette?.paper ? block(':root,[data-light="ivory"]', { "--accent-wash": palette.paper.wash }) : "",
    palette?.night ? block('[data-light="down"]', { "--accent-wash": palette.night.wash }) : "",
    palette?.isNeutralAtDesk ? `.desk{${neutral}}` : "",
  ].join("");
}
