import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actOf } from "#app/studio/record-words.ts";
import words from "#words/en/studio.json" with { type: "json" };

/** Names of entries as the house's sources write them: whatever a call that records an act is given, and the tables of moves and acts taken back. */
function writtenNames(): string[] {
  const files = readdirSync("server", { recursive: true, encoding: "utf8" }).flatMap((file) => (file.endsWith(".ts") ? `server/${file}` : []));
  const calls = /(?:\b(?:record|recordHouse)\(|audit\.write\(|\btake\(|\bentry: |\bact: z\.(?:enum|literal)\()[^;]*?[;\n]/g;
  const names = files.flatMap((file) => (readFileSync(file, "utf8").match(calls) ?? []).flatMap((call) => call.match(/"[a-z][a-zA-Z]*\.[a-z][a-zA-Z]+"/g) ?? []));
  return [...new Set(names.map((name) => name.slice(1, -1)))].sort();
}

test("every act the house records has words", () => {
  const names = writtenNames();
  expect(names.length).toBeGreaterThan(60);
  for (const known of ["guest.added", "event.wentLive", "guest.removed", "staff.joined", "audit.exported", "curtain.dropped"]) expect(names).toContain(known);
  expect(names.filter((name) => actOf(name) === null)).toEqual([]);
});

test("an act without words is told by its name", () => {
  expect(actOf("guest.vanished")).toBeNull();
  expect(Object.keys(words.record.did)).toContain("guest");
});
