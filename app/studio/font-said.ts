import type { Said } from "#app/studio/said.ts";
import type { FontFault } from "#server/maison/font.ts";

/** What is said to a font that is not taken. */
export const fontSaid = {
  tooLarge: "fontLarge",
  notWoff2: "fontNotWoff2",
  broken: "fontBroken",
  licence: "fontLicence",
} as const satisfies Record<FontFault | "licence", Said>;
