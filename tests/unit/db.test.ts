import { expect, test } from "vitest";
import { openDb } from "#server/infra/db.ts";
import { openLog } from "#server/infra/log.ts";

/** The line of the log that an error makes. */
function lineOf(fault: unknown): string {
  const lines: string[] = [];
  openLog("error", (line) => void lines.push(line), false).error({ err: fault }, "a page failed");
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

test("what the database was asked stands in no line of the log: the question and the way to it do", async () => {
  const db = openDb("postgresql://nobody@127.0.0.1:1/nothing");
  const asked = { data: { id: "gst_1", name: "Ottavia Nascosta" } };
  const fault: unknown = await db.guest.create(asked as never).catch((found: unknown) => found);
  await db.$disconnect();
  expect(String(fault), "the error itself holds it, so that the line must leave it out").toContain("Ottavia");
  const line = lineOf(fault);
  expect(line).toContain("a page failed");
  expect(line).toMatch(/Invalid `\w+\.guest\.create\(\)` invocation/);
  expect(line).toMatch(/"stack":"[^"]+ at /);
  expect(line).not.toContain("Ottavia");
});

test("nor does what stands beside an error, or behind it", () => {
  const refused = Object.assign(new Error("duplicate key value"), { severity: "ERROR", code: "23505", detail: "Key (name)=(Ottavia Nascosta) already exists." });
  const line = lineOf(new Error("the guest was not kept", { cause: refused }));
  expect(line).toContain("the guest was not kept");
  expect(line).toContain("23505");
  expect(line).not.toContain("Ottavia");
  expect(lineOf("Ottavia, thrown as a text")).not.toContain("Ottavia");
});
