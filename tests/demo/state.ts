import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eventKeys } from "#prisma/cast.ts";
import * as z from "#contracts/zod.ts";

const Key = z.enum(eventKeys);
const State = z.object({
  events: z.partialRecord(Key, z.string()).default({}),
  /** The tablets the crowd paired, by evening. */
  tablets: z.partialRecord(Key, z.array(z.string())).default({}),
});
export type State = z.infer<typeof State>;

const fileOf = (dataDir: string): string => path.join(dataDir, "demo.json");

/** What the demo remembers of a folder between its starts: ids only. */
export function readState(dataDir: string): State {
  try {
    return State.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    return { events: {}, tablets: {} }; // a new folder
  }
}

/** Remembers, whole or not at all. */
export function writeState(dataDir: string, change: (state: State) => State): void {
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(change(readState(dataDir))), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
