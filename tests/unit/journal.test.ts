import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openJournal } from "#server/infra/journal.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sipario-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openJournal<{ what: string }>(path.join(folder, "acts.jsonl"), (line) => line as { id: string; what: string });

test("what is noted after a line that the disk cut off is kept across a restart, and so is what was settled", () => {
  const journal = open();
  journal.note({ id: "one", what: "first" });
  appendFileSync(path.join(folder, "acts.jsonl"), '{"id":"two","wh'); // a full disk
  journal.note({ id: "three", what: "after" });
  appendFileSync(path.join(folder, "acts.jsonl"), '{"sett');
  journal.settle("one");
  expect(open().open()).toEqual([{ id: "three", what: "after" }]);
});

test("a file that ends in the midst of a line opens with every whole one", () => {
  writeFileSync(path.join(folder, "acts.jsonl"), '{"id":"one","what":"first"}\n{"id":"two","what"');
  expect(open().open()).toEqual([{ id: "one", what: "first" }]);
});
