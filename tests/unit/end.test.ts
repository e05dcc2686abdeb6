import { expect, test } from "vitest";
import { cameAfter } from "#app/ui/use-end.ts";

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => ({ seq: from + at }));

test("what came is counted also in a list that forgets as many lines as it is told", () => {
  expect(cameAfter({ seq: 200, drafts: 0 }, lines(1, 200), 0)).toBe(0);
  expect(cameAfter({ seq: 200, drafts: 0 }, lines(13, 212), 0)).toBe(12);
  expect(cameAfter({ seq: 200, drafts: 0 }, lines(400, 599), 0)).toBe(200);
});

test("an own line is counted once, on its way and when it has come; one that stood there before is not", () => {
  expect(cameAfter({ seq: 9, drafts: 1 }, lines(1, 9), 1)).toBe(0);
  expect(cameAfter({ seq: 9, drafts: 1 }, lines(1, 9), 2)).toBe(1);
  expect(cameAfter({ seq: 9, drafts: 1 }, lines(1, 10), 0)).toBe(0);
});
