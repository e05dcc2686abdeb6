import { readFileSync } from "node:fs";
import path from "node:path";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { describe, expect, test } from "vitest";
import routes from "#app/routes.ts";
import { root } from "#server/infra/embedded/root.ts";
import { states } from "#tests/gallery/states.ts";

const filesOf = (entries: readonly RouteConfigEntry[]): string[] => entries.flatMap(({ file, children }) => [...(children ? [] : [file]), ...filesOf(children ?? [])]);
const hasPage = (file: string) => /export default function/.test(readFileSync(path.join(root, "app", file), "utf8"));

/** What experience.md asks of each screen that is shown to guests while something is going on. */
const owed = [
  "door.link", "door.elsewhere", "door.code", "door.codeWrong", "door.removed", "entry.agreement", "entry.key",
  ...["lobby", "live", "reconnecting", "muted", "movedElsewhere", "removed", "curtain", "thanks", "cancelled", "notYet", "shell"].map((one) => `room.${one}`),
  ...["notYet", "doors", "refused", "onAir", "after"].map((one) => `greenroom.${one}`),
  ...["unpaired", "idle", "live", "curtain", "after"].map((one) => `tablet.${one}`),
  ...["announced", "doors", "live", "curtain", "after"].map((one) => `desk.${one}`),
];

describe("the gallery", () => {
  test("shows every page of the house", () => {
    const shown = new Set(states.map(({ route }) => `routes/${route}`));
    expect(filesOf(routes).filter((file) => hasPage(file) && !shown.has(file))).toEqual([]);
  });

  test("shows every state that a screen owes, each once, and no page that is not there", () => {
    const ids = states.map(({ id }) => id as string);
    expect(owed.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.length).toBe(new Set(ids).size);
    const files = new Set(filesOf(routes));
    expect(states.filter(({ route }) => !files.has(`routes/${route}`)).map(({ id }) => id)).toEqual([]);
  });
});
