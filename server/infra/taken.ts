import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import * as z from "#contracts/zod.ts";

const Taken = z.object({
  /** Rises with each line: the generation of a database that has stored it (C12). */
  n: z.number().int(),
  /** The act it belongs to. */
  id: z.string(),
  act: z.string(),
  /** The event, or `house`. */
  chain: z.string(),
  /** Empty where the act is about nobody, or about no one browser. */
  personId: z.string(),
  sessionId: z.string(),
  level: z.string().optional(),
  at: z.string(),
});
/** Something that was taken away for good: ids only. */
export type Taken = z.infer<typeof Taken>;

/**
 * What was ever taken away, in a file that stands outside the database and is only added to (C12). A database that is put
 * back from an older day knows less than it, and what it lacks is taken away again.
 */
export interface TakenLog {
  /** Adds a line, durable before it returns; answers its generation. Throws when the disk takes no more. */
  note(taken: Omit<Taken, "n">): number;
  /** The generation of a database that knows everything here. */
  generation(): number;
  /** Every line, oldest first; a torn or foreign one is left out. */
  all(): Taken[];
}

/** Opens the log; it is made with its first line. */
export function openTaken(file: string): TakenLog {
  const read = (): Taken[] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .flatMap((line) => {
            try {
              return line ? [Taken.parse(JSON.parse(line))] : [];
            } catch {
              return [];
            }
          })
      : [];
  let last = Math.max(0, ...read().map(({ n }) => n));
  return {
    note(taken) {
      mkdirSync(path.dirname(file), { recursive: true });
      const handle = openSync(file, "a+", 0o600);
      try {
        const { size } = fstatSync(handle);
        const end = Buffer.alloc(1);
        const isTorn = size > 0 && readSync(handle, end, 0, 1, size - 1) === 1 && end[0] !== 10;
        writeSync(handle, `${isTorn ? "\n" : ""}${JSON.stringify({ n: last + 1, ...taken })}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      last += 1;
      return last;
    },
    generation: () => last,
    all: read,
  };
}
