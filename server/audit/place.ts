import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Where checkpoints are kept, away from the house if it was told where. */
export interface CheckpointPlace {
  /** `beside`: in the house's own folder, where whoever owns the machine can rewrite them. */
  readonly kind: "beside" | "file" | "url";
  /** Where it is, for a person; never with what an address carries behind its host. */
  readonly name: string;
  /** Adds lines. Resolves when they are durable, or accepted by the other side; throws otherwise. */
  keep(lines: string): Promise<void>;
  /** All that it holds; null when it does not give it back. */
  read(): Promise<string | null>;
}

/** Appends text to a file and makes it durable. The file is only ever added to, so that it may be marked append-only. */
export function appendDurably(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(file, "a+", 0o600);
  try {
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(1);
    const isTorn = size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 10;
    writeSync(handle, isTorn ? `\n${text}` : text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function filePlace(file: string, kind: "beside" | "file"): CheckpointPlace {
  return {
    ...{ kind, name: file },
    keep: async (lines) => appendDurably(file, lines),
    read: async () => (existsSync(file) ? readFileSync(file, "utf8") : ""),
  };
}

const pausesMs = [0, 1000, 4000];
const patienceMs = 10_000;

function urlPlace(address: string): CheckpointPlace {
  const { host } = new URL(address);
  async function ask(init: RequestInit): Promise<Response> {
    const response = await fetch(address, { ...init, redirect: "error", signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw new Error(`the place of the checkpoints answered ${response.status}`);
    return response;
  }
  return {
    ...{ kind: "url", name: host },
    async keep(lines) {
      let fault: unknown;
      for (const pause of pausesMs) {
        await sleep(pause, undefined, { ref: false });
        try {
          await (await ask({ method: "POST", headers: { "Content-Type": "application/x-ndjson" }, body: lines })).arrayBuffer();
          return;
        } catch (one) {
          fault = one;
        }
      }
      throw fault;
    },
    read: () => ask({ method: "GET" }).then((response) => response.text(), () => null),
  };
}

const isWithin = (folder: string, file: string) => !path.relative(folder, file).startsWith("..") && !path.isAbsolute(path.relative(folder, file));

/** The file of checkpoints within the house's own folder. */
export const besideOf = (dataDir: string): string => path.join(dataDir, "checkpoints.jsonl");

/** The place that the settings name: an address, a file, or the house's own folder. */
export function openPlace(setting: string | undefined, dataDir: string): CheckpointPlace {
  if (setting === undefined) return filePlace(besideOf(dataDir), "beside");
  if (/^https?:\/\//i.test(setting)) return urlPlace(setting);
  const file = path.resolve(setting);
  return filePlace(file, isWithin(path.resolve(dataDir), file) ? "beside" : "file");
}
