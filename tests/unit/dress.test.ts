import { readFileSync } from "node:fs";
import { converter, wcagContrast } from "culori";
import { describe, expect, test } from "vitest";
import { isNearCurtain, paletteOf, sayTo } from "#server/maison/colours.ts";
import { readWordmark } from "#server/maison/wordmark.ts";

const tokens = readFileSync("app/style/tokens.css", "utf8");
const [, ivory = "", down = ""] = /Ivory: planning[\s\S]*?\{([\s\S]*?)\n\}[\s\S]*?House lights down[\s\S]*?\{([\s\S]*?)\n\}/.exec(tokens) ?? [];
const groundsIn = (light: string) => ["ground", "surface", "raised", "sunken"].map((name) => new RegExp(`--${name}: (#[0-9A-F]{6})`).exec(light)?.[1] ?? "");
const lights = { paper: groundsIn(ivory), night: groundsIn(down) };
const hueOf = (hex: string) => converter("oklch")(hex)?.h ?? 0;
const least = (hex: string, grounds: readonly string[]) => Math.min(...grounds.map((ground) => wcagContrast(hex, ground)));

describe("a maison's colours", () => {
  test.each([["#6E2B1F", "paper"], ["#1F4740", "paper"], ["#EFC2A8", "night"], ["#BFDCCB", "night"]] as const)("%s is taken on %s as it is", (hex, light) => {
    expect(sayTo(hex, light)).toMatchObject({ asked: hex, isTaken: true, nearest: hex });
  });

  test.each([["#C98F7A", "paper"], ["#FFD400", "paper"], ["#00B7C3", "paper"], ["#808080", "paper"], ["#6E2B1F", "night"], ["#1A1AFF", "night"], ["#000000", "night"]] as const)(
    "%s is refused on %s, with the nearest of its hue that passes on every ground of the tokens",
    (hex, light) => {
      const said = sayTo(hex, light);
      expect(said.isTaken).toBe(false);
      expect(said.ratio).toBeLessThan(4.5);
      const reached = least(said.nearest, lights[light]);
      expect(reached).toBeGreaterThanOrEqual(4.5);
      expect(reached, "no further than it must").toBeLessThan(4.75);
      if (hex !== "#808080" && hex !== "#000000") expect(Math.abs(hueOf(said.nearest) - hueOf(hex))).toBeLessThan(8);
      expect(sayTo(said.nearest, light).isTaken).toBe(true);
    },
  );

  test("what is written on them, and the state words on their washes, keep their contrast in every hue", () => {
    const words = (light: string) => ["ink", "ink-2", "ok", "wait", "stop", "note"].map((name) => new RegExp(`--${name}: (#[0-9A-F]{6})`).exec(light)?.[1] ?? "");
    for (let hue = 0; hue < 360; hue += 15) {
      const any = `#${[0, 120, 240].map((turn) => Math.round(127.5 + 127.5 * Math.cos(((hue - turn) * Math.PI) / 180)).toString(16).padStart(2, "0")).join("")}`.toUpperCase();
      const palette = paletteOf({ accent: sayTo(any, "paper").nearest, accentNight: sayTo(any, "night").nearest });
      for (const [tones, light] of [[palette?.paper, ivory], [palette?.night, down]] as const) {
        expect(wcagContrast(tones?.onAccent ?? "", tones?.accent ?? ""), any).toBeGreaterThanOrEqual(4.5);
        expect(least(tones?.wash ?? "", words(light)), `${any} wash`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("the night follows the paper where none is given; nothing is asked where nothing is", () => {
    const palette = paletteOf({ accent: "#6E2B1F" });
    expect(Math.abs(hueOf(palette?.night?.accent ?? "") - hueOf("#6E2B1F"))).toBeLessThan(8);
    expect(sayTo(palette?.night?.accent ?? "", "night").isTaken).toBe(true);
    expect(paletteOf({})).toBeNull();
  });

  test("an accent within 25 degrees of the curtain's hue is told from one beyond, and from a grey", () => {
    expect(["#A92540", "#E8909A", "#F2A0A0"].map(isNearCurtain)).toEqual([true, true, true]);
    expect(["#BFDCCB", "#EFC2A8", "#9DBBD6", "#E8E4E4"].map(isNearCurtain)).toEqual([false, false, false, false]);
  });
});

describe("a wordmark out of an SVG", () => {
  const svg = (inner: string, more = "") => `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${more}>${inner}</svg>`;

  test("the house's own drawing stays what it is", () => {
    const read = readWordmark(readFileSync("prisma/wordmark-aurelle.svg", "utf8"));
    expect(read).toMatchObject({ ok: true, value: expect.stringMatching(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 260 36"><path d="M1\.8 34\.0/) });
  });

  test("shapes become outlines, even-odd stays, all else of it is left behind", () => {
    const read = readWordmark(svg(`<title>x</title><g id="a" class="b" onclick="evil()"><rect x="1" y="2" width="3" height="4"/><path d="M0 0h1e+1v+2z" fill-rule="evenodd" data-x="1"/><polygon points="0,0 1,1 2,0"/><circle cx="5" cy="5" r="2"/></g>`, ' fill="none"'));
    expect(read).toEqual({ ok: true, value: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 2h3v4h-3Z"/><path fill-rule="evenodd" d="M0 0h1e1v 2z"/><path d="M0,0 1,1 2,0Z"/><path d="M3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z"/></svg>' });
  });

  test.each([
    [svg("<script>alert(1)</script>"), "notOutlines"],
    [svg('<path d="M0 0h1"/><script href="data:,1"/>'), "notOutlines"],
    [svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'), "notOutlines"],
    [svg('<image href="https://elsewhere.example/x.png"/>'), "notOutlines"],
    [svg('<use href="#a"/>'), "notOutlines"],
    [svg("<text>AURELLE</text>"), "notOutlines"],
    [svg('<g transform="scale(2)"><path d="M0 0h1"/></g>'), "notOutlines"],
    [svg('<path d="M0 0h1" fill="none" stroke="#000"/>'), "notOutlines"],
    [svg('<path d="M0 0\'/><script>"/>'), "notOutlines"],
    [svg('<path d="url(javascript:alert(1))"/>'), "notOutlines"],
    [`<!DOCTYPE svg [<!ENTITY a "b">]>${svg('<path d="M0 0h1"/>')}`, "notOutlines"],
    ["a word", "unreadable"],
    [svg(""), "unreadable"],
    ['<svg><path d="M0 0h1"/></svg>', "unreadable"],
  ])("%s is refused as %s", (given, reason) => {
    expect(readWordmark(given)).toEqual({ ok: false, reason });
  });

  test("one that is longer than sixty thousand signs is refused", () => {
    expect(readWordmark(svg(`<path d="${"M0 0".repeat(20_000)}"/>`))).toEqual({ ok: false, reason: "tooLong" });
  });
});
