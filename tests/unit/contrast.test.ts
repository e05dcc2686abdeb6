import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse as readColour, wcagContrast } from "culori";
import type { Rule } from "postcss";
import postcss from "postcss";
import { describe, expect, test } from "vitest";

interface Tone {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/** A colour as it stands in a sheet, its parts from 0 to 1. */
function toneOf(written: string): Tone {
  const read = readColour(written);
  if (read?.mode !== "rgb") throw new Error(`${written} is no colour of red, green and blue`);
  return { red: read.r, green: read.g, blue: read.b, alpha: read.alpha ?? 1 };
}

const laidOver = (above: Tone, below: Tone): Tone => {
  const mix = (part: "red" | "green" | "blue") => above[part] * above.alpha + below[part] * (1 - above.alpha);
  return { red: mix("red"), green: mix("green"), blue: mix("blue"), alpha: 1 };
};

/** WCAG 2.2, Guidelines, terms "relative luminance" and "contrast ratio" (sRGB, threshold 0.04045). */
function luminance({ red, green, blue }: Tone): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const ratio = (one: Tone, two: Tone): number => {
  const [dark = 0, bright = 0] = [luminance(one), luminance(two)].sort((less, more) => less - more);
  return (bright + 0.05) / (dark + 0.05);
};

const sheets = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css")).map((file) => ({ file, root: postcss.parse(readFileSync(path.join("app", file), "utf8")) }));
const tokens = sheets.find(({ file }) => file.endsWith("tokens.css"))?.root;
const more = "prefers-contrast: more";

/** The tokens as a page has them in one of the two lights, where more contrast is asked for or not. */
function lightOf(name: "ivory" | "down", isMore: boolean): Map<string, string> {
  const found = new Map<string, string>();
  tokens?.walkRules((rule) => {
    const { parent } = rule;
    const media = parent?.type === "atrule" && "params" in parent ? String(parent.params) : "";
    if (media !== "" && !(isMore && media.includes(more))) return;
    const isMine = rule.selectors.some((one) => one === `[data-light="${name}"]` || one === "[data-light]" || one === ":root") && !(name === "down" && rule.selectors.includes('[data-light="ivory"]'));
    if (isMine) rule.each((one) => void (one.type === "decl" && found.set(one.prop, one.value)));
  });
  return found;
}
const lights = { "on paper": lightOf("ivory", false), "in the dark": lightOf("down", false), "on paper, with more contrast": lightOf("ivory", true), "in the dark, with more contrast": lightOf("down", true) };

/** What a value comes to in a light: tokens of tokens are followed. */
function seen(value: string, light: ReadonlyMap<string, string>): string {
  const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  return name ? seen(light.get(name) ?? `no ${name}`, light) : value;
}
const token = (name: string, light: ReadonlyMap<string, string>) => toneOf(seen(`var(--${name})`, light));
const grounds = ["ground", "surface", "raised", "sunken"];
const words = ["ink", "ink-2", "ink-3", "accent", "ok", "wait", "stop", "note"];
const washes = ["ok", "wait", "stop", "note"];

/** The lightest fold of the cloth, as it was drawn; and what a film may show at its brightest. */
const fold = "#45525E";
const white = "#FFFFFF";
/** What is written where no colour of its own lies under it: on the cloth, or on a plate over the picture. */
const written: Record<string, string[]> = {
  "#F2EDE3": [fold, "#05070A"],
  "#E4DDD0": [fold, "#05070A"],
  "#D8D1C5": ["rgb(10 9 8 / .86)"],
  "#CFC8BB": [fold, "rgb(10 9 8 / .74)"],
  "#57514A": ["#F6F3EB"],
  "#1D1B18": ["#F6F3EB", "#FBF9F3"],
};
/** Plates that lie over the cloth and never over a film. */
const overCloth = [/\.begin$/, /\.waiting__w$/, /\[data-curtain\] \.mon__none$/];
/** What is only ever worn while the house lights are down. */
const isOfTheDark = (file: string) => /(^|\/)(desk|greenroom|room|tablet)\.css$/.test(file);
/** The name in the picture deters and is not read: the design sets it at 13 in the hundred. */
const isMark = (rule: Rule) => rule.selector === ".watermark span";

interface Pair {
  file: string;
  where: string;
  text: string;
  on: string;
  under: string;
}

/** Every rule of the house that sets both what is written and what it is written on. */
function pairsSaid(): Pair[] {
  const found: Pair[] = [];
  for (const { file, root } of sheets)
    root.walkRules((rule) => {
      const said = (names: readonly string[]) => rule.nodes.flatMap((one) => (one.type === "decl" && names.includes(one.prop) ? [one.value] : [])).at(-1);
      const text = said(["color"]);
      const ground = said(["background", "background-color"]);
      if (!text || !ground || /^(none|transparent)$/.test(ground) || /^(inherit|currentColor)$/.test(text)) return;
      // A lamp is written on in its middle: the second of its three tones.
      const on = /^radial-gradient/.test(ground) ? (ground.match(/#[0-9A-F]{6}/gi)?.[1] ?? ground) : ground;
      found.push({ file, where: `${file}:${rule.source?.start?.line} ${rule.selector}`, text, on, under: overCloth.some((one) => one.test(rule.selector)) ? fold : white });
    });
  return found;
}

describe("contrast", () => {
  test("is reckoned as another reckons it", () => {
    for (const [one, two] of [["#1D1B18", "#F6F3EB"], ["#BFDCCB", "#0F0E0D"], ["#767676", "#FFFFFF"], ["#000000", "#FFFFFF"]] as const) expect(ratio(toneOf(one), toneOf(two))).toBeCloseTo(wcagContrast(one, two), 2);
    expect(ratio(toneOf("#000000"), toneOf("#FFFFFF"))).toBeCloseTo(21, 10);
  });

  describe.each(Object.entries(lights))("%s", (name, light) => {
    const least = (words: readonly string[], on: readonly string[], wanted: number) => words.flatMap((word) => on.flatMap((ground) => {
      const reached = ratio(token(word, light), token(ground, light));
      return reached < wanted ? [`${word} on ${ground} ${reached.toFixed(2)} < ${wanted}`] : [];
    }));

    test("the main text reaches 7:1 on all that it stands on", () => {
      expect(least(["ink"], [...grounds, "accent-wash", ...washes.map((one) => `${one}-wash`)], 7)).toEqual([]);
    });

    test("every other word reaches 4.5:1 on every ground, and a state's on its own wash", () => {
      expect(least(words, [...grounds, "accent-wash"], 4.5)).toEqual([]);
      expect(washes.flatMap((one) => least([one, "ink-2"], [`${one}-wash`], 4.5))).toEqual([]);
      expect([...least(["on-accent"], ["accent"], 4.5), ...least(["on-curtain"], ["curtain", "curtain-lit"], 4.5)]).toEqual([]);
      if (name.endsWith("more contrast")) expect(least(["ink-2", "ink-3"], grounds, 7)).toEqual([]);
    });

    test("what is not a word but is looked for reaches 3:1: edges, lights, strokes and the rings of the focus", () => {
      expect(least(["edge", "chart-rest", "chart-accent", "focus-a", ...words], grounds, 3)).toEqual([]);
      expect(least(["focus-a"], ["focus-b"], 3)).toEqual([]);
      expect(Math.max(...["focus-a", "focus-b"].map((ring) => ratio(token(ring, light), token("accent", light)))), "one of the rings on a filled key").toBeGreaterThanOrEqual(3);
    });

    test("whatever a rule writes on a colour of its own is read there", () => {
      const pairs = pairsSaid().filter(({ file }) => name.startsWith("in the dark") || !isOfTheDark(file));
      expect(pairs.length).toBeGreaterThan(20);
      const faults = pairs.flatMap(({ where, text, on, under }) => {
        const plate = laidOver(toneOf(seen(on, light)), toneOf(under));
        const reached = ratio(toneOf(seen(text, light)), plate);
        return reached < 4.5 ? [`${where}: ${reached.toFixed(2)}`] : [];
      });
      expect(faults).toEqual([]);
    });
  });

  test("no sheet writes in a colour that is not judged here", () => {
    const judged = new Set([...words, "on-accent", "on-curtain"].map((one) => `var(--${one})`));
    const faults: string[] = [];
    for (const { file, root } of sheets)
      root.walkDecls("color", (one) => {
        const rule = one.parent;
        if (rule?.type !== "rule" || isMark(rule as Rule)) return;
        const hasGround = rule.nodes.some((two) => two.type === "decl" && two.prop.startsWith("background") && !/^(none|transparent)/.test(two.value));
        if (judged.has(one.value) || /^(inherit|currentColor)$/.test(one.value) || hasGround || one.value.toUpperCase() in written) return;
        faults.push(`${file}:${one.source?.start?.line} ${one.value}`);
      });
    expect(faults).toEqual([]);
  });

  test.each(Object.entries(written).flatMap(([text, ons]) => ons.map((on) => [text, on] as const)))("%s is read on %s", (text, on) => {
    expect(ratio(toneOf(text), laidOver(toneOf(on), toneOf(white)))).toBeGreaterThanOrEqual(4.5);
  });
});
