import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "#server/infra/keys.ts";

/** A file of acts that must not be lost while the database is away: one JSON line each, durable before `note` returns. */
export interface Journal<T> {
  note(act: T & { id: string }): void;
  /** Marks an act as recorded elsewhere. */
  settle(id: string): void;
  /** Acts noted and not yet settled, oldest first. */
  open(): (T & { id: string })[];
  /** Whether an act is noted and not yet settled. */
  isOpen(id: string): boolean;
}

/** Opens the journal; `read` refuses a line that is not an act (a torn last line is left out). */
export function openJournal<T>(file: string, read: (line: unknown) => (T & { id: string }) | null): Journal<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const acts = new Map<string, T & { id: string }>();
  if (existsSync(file))
    for (const line of readFileSync(file, "utf8").split("\n")) {
      if (!line) continue;
      let parsed: unknown;
      try {
        parsed = JSON.parse(line);
      } catch {
        continue;
      }
      if (parsed && typeof parsed === "object" && "settled" in parsed && typeof parsed.settled === "string")
        acts.delete(parsed.settled);
      else {
        const act = read(parsed);
        if (act) acts.set(act.id, act);
      }
    }
  replaceFile(file, [...acts.values()].map((act) => `${JSON.stringify(act)}\n`).join(""));
  const append = (line: unknown) => {
    const handle = openSync(file, "a+", 0o600);
    try {
      const { size } = fstatSync(handle);
      const end = Buffer.alloc(1);
      const isTorn = size > 0 && readSync(handle, end, 0, 1, size - 1) === 1 && end[0] !== 10; // by a full disk
      writeSync(handle, `${isTorn ? "\n" : ""}${JSON.stringify(line)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  };
  return {
    note(act) {
      acts.set(act.id, act);
      append(act);
    },
    settle(id) {
      if (acts.delete(id)) append({ settled: id });
    },
    open: () => [...acts.values()],
    isOpen: (id) => acts.has(id),
  };
}
