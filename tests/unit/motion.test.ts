import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { AtRule, ChildNode, Declaration, Rule } from "postcss";
import postcss from "postcss";
import { describe, expect, test } from "vitest";

/** What the compositor moves by itself: nothing is laid out or painted again. */
const cheap = new Set(["transform", "translate", "scale", "rotate", "opacity"]);
const travels = (property: string) => cheap.has(property) && property !== "opacity";

const splitAt = (text: string, sign: "," | " "): string[] => {
  const parts = [""];
  let depth = 0;
  for (const letter of text.replaceAll(/\s+/g, " ")) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === sign && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
};
const words = (text: string) => splitAt(text, " ");
const around = (node: ChildNode): (AtRule | Rule)[] => {
  const { parent } = node;
  return parent && (parent.type === "atrule" || parent.type === "rule") ? [parent as AtRule | Rule, ...around(parent as AtRule | Rule)] : [];
};
const isCalm = (node: ChildNode) => around(node).some((one) => one.type === "atrule" && one.name === "media" && /prefers-reduced-motion:\s*reduce/.test(one.params));

/** Whom a selector is about, without the state they are in: `.curtain[data-rising] .curtain__half--l` is about `.curtain__half`. */
function subjects(selector: string): string[] {
  return splitAt(selector, ",").flatMap((one) => {
    const last = words(one.replaceAll(/[>+~]/g, " ")).at(-1) ?? "";
    const chosen = /^&?:(?:is|where)\((.*)\)$/.exec(last);
    if (chosen) return subjects(chosen[1] ?? "");
    return [last.replaceAll(/\[[^\]]*\]|::?[\w-]+(\(.*\))?|--[\w-]+/g, "").replace(/^&/, "") || subjectAbove(last)];
  });
}
const subjectAbove = (last: string) => (last.startsWith("&") ? "&" : last);
/** The same, of a rule that stands in others: `&[data-open]` is about whom the rule around it is about. */
const subjectsOf = (rule: Rule): string[] =>
  subjects(rule.selector).flatMap((one) => {
    const above = around(rule).find((two): two is Rule => two.type === "rule");
    return one === "&" && above ? subjectsOf(above) : [one];
  });

interface Moving {
  where: string;
  rule: Rule;
  properties: string[];
  durations: string[];
  isEndless: boolean;
  keyframes: string | null;
}

/** What a sheet moves and how; keyframes by name are looked up in all of the sheets. */
function movementsOf(sheets: ReadonlyMap<string, string>) {
  const roots = [...sheets].map(([file, text]) => ({ file, root: postcss.parse(text, { from: file }) }));
  const frames = new Map<string, Set<string>>();
  const calmFrames = new Map<string, Set<string>>();
  const moving: Moving[] = [];
  const stilled = new Set<string>();
  for (const { root } of roots)
    root.walkAtRules("keyframes", (at) => {
      const into = isCalm(at) ? calmFrames : frames;
      const found = into.get(at.params) ?? new Set<string>();
      at.walkDecls(({ prop }) => void found.add(prop));
      into.set(at.params, found);
    });
  const ruleOf = (declaration: Declaration) => around(declaration).find((one): one is Rule => one.type === "rule");
  for (const { file, root } of roots)
    root.walkDecls(/^(transition|animation)(-property|-name)?$/, (declaration) => {
      const rule = ruleOf(declaration);
      if (!rule || around(declaration).some((one) => one.type === "atrule" && one.name === "keyframes")) return;
      const where = `${file}:${declaration.source?.start?.line} ${rule.selector}`;
      for (const part of splitAt(declaration.value, ",")) {
        const all = words(part);
        const durations = all.filter((word) => /^[\d.]+m?s$|^var\(--m-|^calc\(/.test(word)).slice(0, 1);
        const found: Moving = { where, rule, properties: [], durations, isEndless: all.includes("infinite"), keyframes: null };
        if (declaration.prop.startsWith("animation")) {
          found.keyframes = all.find((word) => frames.has(word)) ?? null;
          if (!found.keyframes && part !== "none") found.properties = [`keyframes that are not there (${part})`];
          if (found.keyframes) found.properties = [...(frames.get(found.keyframes) ?? [])];
        } else if (part !== "none") found.properties = all.filter((word) => /^[a-z-]+$/.test(word) && !/^(ease|linear|allow-discrete|normal)/.test(word)).slice(0, 1);
        if (declaration.prop.startsWith("transition") && part !== "none" && found.properties.length === 0) found.properties = ["all"];
        const isStill = found.properties.every((property) => !travels(property)) && !found.isEndless;
        if (isCalm(declaration) && isStill) for (const one of subjectsOf(rule)) stilled.add(one);
        if (!isCalm(declaration)) moving.push(found);
      }
    });
  return { moving, frames, calmFrames, stilled };
}

/** The lengths that the tokens leave to whoever asked for less motion, in milliseconds. */
function calmLengths(tokens: string): Map<string, number> {
  const found = new Map<string, number>();
  postcss.parse(tokens).walkDecls(/^--m-/, (one) => {
    if (isCalm(one)) found.set(one.prop, Number.parseFloat(one.value));
  });
  return found;
}

/** What is wrong with the way these sheets move. */
function faultsOf(sheets: ReadonlyMap<string, string>, calm: ReadonlyMap<string, number>): string[] {
  const { moving, frames, calmFrames, stilled } = movementsOf(sheets);
  const faults = [...frames].flatMap(([name, properties]) => [...properties].filter((one) => !cheap.has(one)).map((one) => `@keyframes ${name} animates ${one}`));
  for (const { where, rule, properties, durations, isEndless, keyframes } of moving) {
    if (!keyframes) faults.push(...properties.filter((one) => !cheap.has(one)).map((one) => `${where} moves ${one}`));
    if (!isEndless && !properties.some(travels)) continue;
    const isOver = !isEndless && durations.length > 0 && durations.every((one) => (calm.get(/^var\((--m-[\w-]+)\)$/.exec(one)?.[1] ?? "") ?? Number.POSITIVE_INFINITY) <= 1);
    const isRedrawn = keyframes !== null && calmFrames.has(keyframes) && !isEndless;
    const isStilled = subjectsOf(rule).every((one) => stilled.has(one));
    if (!isOver && !isRedrawn && !isStilled) faults.push(`${where} moves still where less motion is asked for`);
  }
  return faults;
}

const filesOf = (ends: RegExp) => readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => ends.test(file)).map((file) => path.join("app", file));
const read = (files: readonly string[]) => new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const sheets = read(filesOf(/\.css$/));
const calm = calmLengths(sheets.get("app/style/tokens.css") ?? "");
const faultsIn = (css: string) => faultsOf(new Map([["a.css", css]]), calm);

describe("what moves", () => {
  test("moves by transform and opacity only, and not at all, or by fading alone, where less motion is asked for", () => {
    expect(movementsOf(sheets).moving.length).toBeGreaterThan(15);
    expect(faultsOf(sheets, calm)).toEqual([]);
  });

  test("is never moved by script or from within a page", () => {
    const moved = filesOf(/\.tsx?$/).filter((file) => /\.animate\(|\b(transition|animation)(Property|Duration|Name)?\s*:|startViewTransition|behavior: "smooth"/.test(readFileSync(file, "utf8").replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "")));
    expect(moved).toEqual([]);
  });

  test.each([
    [".a { transition: background var(--m-touch); }", ["moves background"]],
    [".a { transition: 1s; }", ["moves all"]],
    [".a { transition-property: opacity, height; }", ["moves height"]],
    [".a { animation: go 1s; } @keyframes go { to { left: 0; } } ", ["animates left"]],
    [".a { animation: gone 1s; }", ["keyframes that are not there"]],
    [".a { &[data-x] { transition: translate var(--m-scene); } }", ["moves still"]],
    [".a { animation: go 6s infinite; } @keyframes go { to { opacity: 0; } }", ["moves still"]],
    [".a { transition: translate var(--m-scene); } @media (prefers-reduced-motion: reduce) { .b { transition: none; } }", ["moves still"]],
    [".a { transition: translate 1s; } @media (prefers-reduced-motion: reduce) { .a { transition: rotate 1s; } }", ["moves still"]],
  ])("%s is found", (css, faults) => {
    const found = faultsIn(css);
    expect(found).toHaveLength(faults.length);
    for (const [at, fault] of faults.entries()) expect(found[at]).toContain(fault);
  });

  test.each([
    ".a { transition: opacity 2s, translate var(--m-turn); }",
    ".a { transition: none; animation: none; }",
    ".a { &[data-x] { transition: translate 1s; } } @media (prefers-reduced-motion: reduce) { .a { transition: opacity 1s; } }",
    ".b .a--left { animation: go 1s; } @keyframes go { to { translate: 0; } } @media (prefers-reduced-motion: reduce) { .a { animation: none; } }",
    ".a { animation: go 1s; } @keyframes go { to { translate: 0; } } @media (prefers-reduced-motion: reduce) { @keyframes go { to { opacity: 0; } } }",
  ])("%s is in order", (css) => {
    expect(faultsIn(css)).toEqual([]);
  });
});
