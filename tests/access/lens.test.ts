import { describe, expect, test } from "vitest";
import type { Level } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import { nameThrough, seesPlace } from "#server/access/lens.ts";
import type { Lens } from "#server/access/policy.ts";

const never = (): string => {
  throw new Error("this name must not even be opened");
};

/** Typed by hand: lens, then for each level the name that is read and whether the place is. */
const table: [Lens, Record<Level, ["title" | "code" | "none", boolean]>][] = [
  ["full", { open: ["title", true], invited: ["title", true], confidential: ["title", true], sealed: ["title", true] }],
  ["veiled", { open: ["code", true], invited: ["code", true], confidential: ["code", false], sealed: ["code", false] }],
  ["nothing", { open: ["code", true], invited: ["code", true], confidential: ["none", false], sealed: ["none", false] }],
];

describe.each(table)("through %s", (lens, cells) => {
  test.each(levels)("D9: at %s", (level) => {
    const [name, isPlace] = cells[level];
    const names = { title: name === "title" ? () => "The new piece" : never, codeName: name === "code" ? () => "Blue hour" : never };
    expect(nameThrough({ lens, event: { level } }, names)).toBe({ title: "The new piece", code: "Blue hour", none: "" }[name]);
    expect(seesPlace({ lens, event: { level } })).toBe(isPlace);
  });
});
