import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identify, isAlive } from "#server/infra/embedded/processes.mjs";
import type { Known } from "#server/infra/embedded/processes.mjs";

type Lock = { release(): void };

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

function holderOf(content: string | undefined): Known | undefined {
  try {
    const known: Known = JSON.parse(content ?? "");
    return isAlive(known) ? known : undefined;
  } catch {
    return undefined; // half written by a process that died, or never ours
  }
}

/** The number of the other live process that holds this lock file; undefined when it is free, stale or our own. */
export function lockedBy(file: string): number | undefined {
  const holder = holderOf(read(file));
  return holder && holder.pid !== process.pid ? holder.pid : undefined;
}

/** Takes the lock file for as long as this process lives, or returns the number of the live process that holds it. */
export function takeLock(file: string): Lock | number {
  const mine = JSON.stringify(identify(process.pid));
  const draft = `${file}.${process.pid}`;
  for (;;) {
    writeFileSync(draft, mine, { mode: 0o600 });
    try {
      linkSync(draft, file); // whole or not at all, and only when none is there
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const seen = read(file);
    const holder = holderOf(seen);
    if (holder) return holder.pid;
    if (seen !== undefined) setAside(file, seen);
  }
  const release = () => {
    process.off("exit", release);
    if (read(file) === mine) rmSync(file, { force: true });
  };
  process.on("exit", release);
  return { release };
}

/** Removes a stale lock; when another process took it over in between, that one gets its lock back. */
function setAside(file: string, stale: string) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // someone else was faster
  }
  if (read(aside) !== stale) renameSync(aside, file);
  rmSync(aside, { force: true });
}

/** Makes the data folder and takes it for this process; throws a word that names the live process which has it. */
export function lockFolder(dataDir: string): Lock {
  const folder = path.resolve(dataDir);
  // Root's database runs as another user, who must pass through; every file inside is closed by itself.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  mkdirSync(path.dirname(folder), { recursive: true });
  try {
    mkdirSync(folder);
    chmodSync(folder, mode); // not through mkdir, whose mode the umask narrows
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const lock = takeLock(path.join(folder, "house.lock"));
  if (typeof lock !== "number") return lock;
  throw new Error(
    `Another Sipario, process ${lock}, has the data folder ${folder}. Stop it, or choose another DATA_DIR.`,
  );
}
