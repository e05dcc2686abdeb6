import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Audience } from "#contracts/audiences.ts";
import { audiences } from "#contracts/audiences.ts";
import { chatLengthMax, chatPerTenSeconds } from "#contracts/chat-limits.ts";
import { commandReasons, commands } from "#contracts/commands.ts";
import { news, SeatEnding } from "#contracts/news.ts";
import { reactions, reactionsPerSecond } from "#contracts/reaction-signs.ts";

const page = readFileSync("docs/wire.md", "utf8");

/** The rows of the first table under a heading, cell by cell. */
function tableUnder(heading: string): string[][] {
  const [, after = ""] = page.split(`\n## ${heading}`);
  const [section = ""] = after.split("\n## ");
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}
const code = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
const keysOf = (schema: unknown): string[] => Object.keys((schema as { shape?: object }).shape ?? {});

const told = tableUnder("Commands");
const heard = tableUnder("News");

describe("docs/wire.md says what the catalogues say", () => {
  test("names every command and no other, with what it needs", () => {
    const page = told.map(([name = "", needs = ""]) => [...code(name), ...code(needs)]);
    expect(page).toEqual(Object.entries(commands).map(([name, { needs }]) => [name, needs]));
  });

  test.each(Object.entries(commands))("%s: names every field it asks", (name, { ask }) => {
    const [, , asks = ""] = told.find(([cell]) => cell === `\`${name}\``) ?? [];
    expect(code(asks)).toEqual(keysOf(ask));
  });

  test("names every news and no other", () => {
    expect(heard.flatMap(([name = ""]) => code(name))).toEqual(Object.keys(news));
  });

  test.each(Object.entries(news))("%s: names every audience that hears it", (name, bodies) => {
    const [, by = ""] = heard.find(([cell]) => cell === `\`${name}\``) ?? [];
    const named = by.split(",").flatMap((one) => (one.trim() === "room" ? ["room.veiled", "room.full"] : [one.trim()]));
    expect(named.sort()).toEqual(Object.keys(bodies).sort());
  });

  test("names every audience, reason of an end, reaction and limit", () => {
    for (const audience of audiences satisfies readonly Audience[]) expect(page).toContain(`\`${audience}\``);
    for (const why of SeatEnding.options) expect(page).toContain(why);
    expect(page).toContain(reactions.join(", "));
    expect(page).toContain(`1 to ${chatLengthMax} signs`);
    expect(page).toContain(`${reactionsPerSecond} reactions a second; ${chatPerTenSeconds} chat lines in 10 s`);
    expect(commandReasons).toContain("tooMany");
  });
});
