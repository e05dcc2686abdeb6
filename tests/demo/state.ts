import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { EventKey } from "#prisma/cast.ts";
import * as z from "#contracts/zod.ts";

const State = z.object({
  events: z.partialRecord(z.enum(["invited", "open"]), z.string()).default({}),
  tabletIds: z.array(z.string()).default([]),
});
export type State = z.infer<typeof State> & { events: Partial<Record<EventKey, string>> };

const fileOf = (dataDir: string): string => path.join(dataDir, "demo.json");

/** What the demo remembers of a folder between its starts: ids only. */
export function readState(dataDir: string): State {
  try {
    return State.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    return { events: {}, tabletIds: [] }; // a new folder
  }
}

/** Remembers, whole or not at all. */
export function writeState(dataDir: string, change: (state: State) => State): void {
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(change(readState(dataDir))), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
