import bodoni from "@fontsource-variable/bodoni-moda/files/bodoni-moda-latin-opsz-normal.woff2?url";
import bodoniExt from "@fontsource-variable/bodoni-moda/files/bodoni-moda-latin-ext-opsz-normal.woff2?url";
import cormorant from "@fontsource-variable/cormorant/files/cormorant-latin-wght-normal.woff2?url";
import cormorantExt from "@fontsource-variable/cormorant/files/cormorant-latin-ext-wght-normal.woff2?url";
import jost from "@fontsource-variable/jost/files/jost-latin-wght-normal.woff2?url";
import jostExt from "@fontsource-variable/jost/files/jost-latin-ext-wght-normal.woff2?url";
import italiana from "@fontsource/italiana/files/italiana-latin-400-normal.woff2?url";
import type { DisplayFace, OwnFace, WornFace } from "#contracts/maison.ts";

interface Face {
  /** Its name as people know it, and as style sheets call it. */
  family: string;
  weights: string;
  latin: string;
  latinExt?: string;
  /** Whether it has figures of one width that stand on the line; else figures and clocks stay in the house's own face. */
  hasFigures: boolean;
}

/** The display faces, all from this house. */
export const faces = {
  cormorant: { family: "Cormorant", weights: "300 700", latin: cormorant, latinExt: cormorantExt, hasFigures: true },
  bodoniModa: { family: "Bodoni Moda", weights: "400 900", latin: bodoni, latinExt: bodoniExt, hasFigures: true },
  jost: { family: "Jost", weights: "100 900", latin: jost, latinExt: jostExt, hasFigures: true },
  italiana: { family: "Italiana", weights: "400", latin: italiana, hasFigures: false },
} as const satisfies Record<DisplayFace, Face>;

const latin = "U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215";
const withFigures = `U+0000-00FF,${latin}`;
const withoutFigures = `U+0000-002F,U+003A-00FF,${latin}`;
const latinExt = "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2113,U+2C60-2C7F,U+A720-A7FF";

const rule = ({ family, weights }: Face, url: string, range: string): string =>
  `@font-face{font-family:"${family}";src:url("${url}") format("woff2");font-weight:${weights};font-style:normal;font-display:swap;unicode-range:${range}}`;

/** What style sheets call the maison's own font, and the face that keeps its place until it has come. */
const own = { family: "Maison Own", before: "Maison Before" } as const;
/** Faces cut to one measure: whichever of them the reader's machine has. */
const times = ["Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos"].map((name) => `local("${name}")`).join(",");

/** The signs a font of the maison's own is asked for. */
export const rangeOf = (hasFigures: boolean): string => (hasFigures ? "U+0000-10FFFF" : "U+0000-002F,U+003A-10FFFF");

/** The rules for the maison's own font, and for what stands in its place, at its size, while it is on the way. */
export function ownRules({ path, weights, hasFigures, before }: OwnFace): string {
  const range = rangeOf(hasFigures);
  const lines = `size-adjust:${before.size}%;ascent-override:${before.ascent}%;descent-override:${before.descent}%;line-gap-override:${before.gap}%`;
  return (
    `@font-face{font-family:"${own.family}";src:url("${path}") format("woff2");font-weight:${weights};font-style:normal;font-display:swap;unicode-range:${range}}` +
    `@font-face{font-family:"${own.before}";src:${times};${lines};unicode-range:${range}}`
  );
}

/** The families a worn face is set in, as a style sheet lists them. */
export const familyOf = (face: WornFace): string => (face === "own" ? `"${own.family}","${own.before}"` : `"${faces[face].family}"`);

/** The rules by which a face is fetched, once something is set in it. */
export function faceRules(name: DisplayFace): string {
  const face: Face = faces[name];
  return rule(face, face.latin, face.hasFigures ? withFigures : withoutFigures) + (face.latinExt ? rule(face, face.latinExt, latinExt) : "");
}
