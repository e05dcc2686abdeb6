import { execFile, spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { guardOver } from "#server/infra/embedded/guard.ts";
import { takeLock } from "#server/infra/embedded/lock.ts";
import { identify } from "#server/infra/embedded/processes.mjs";
import { root } from "#server/infra/embedded/root.ts";
import { log as houseLog } from "#server/infra/log.ts";
import type { Log } from "#server/infra/log.ts";

type MediaProgram = { program: string; from: "path" | "built" };

const run = promisify(execFile);
const moduleFolder = path.join(root, "server/infra/embedded/media");
const oldestGo = 21; // the first that fetches the Go a module asks for
const tellEveryMs = 5000;
const allPackages = 790; // of the pinned version; fewer where Go has some already

const howToGetIt =
  "put livekit-server 1.13 on the PATH, or install Go 1.21 or newer so that it is built once, or set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET";

function pinnedVersion(): string {
  const found = /livekit\/livekit-server v(\S+)/.exec(readFileSync(path.join(moduleFolder, "go.mod"), "utf8"));
  if (!found?.[1]) throw new Error("server/infra/embedded/media/go.mod pins no livekit-server");
  return found[1];
}

/** What a program says when asked, or nothing when it is not there. */
const ask = (program: string, ...words: string[]) =>
  run(program, words).then(
    ({ stdout }) => stdout,
    () => "",
  );

const isRunnable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function hasGo(): Promise<boolean> {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(await ask("go", "version")) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= oldestGo);
}

/** Compiles into a draft and moves it into place whole; says every few seconds how far it has come. */
async function build(target: string, log: Log): Promise<string | undefined> {
  const draft = `${target}.${process.pid}`;
  const go = spawn(
    "go",
    ["build", "-v", "-ldflags=-s -w", "-o", draft, "github.com/livekit/livekit-server/cmd/server"],
    {
      cwd: moduleFolder,
      env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? "auto" },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const whenDone = new Promise<number | null>((resolve) => go.once("exit", resolve).once("error", () => resolve(null)));
  const known = go.pid ? identify(go.pid) : undefined;
  const guard =
    known &&
    guardOver(known, [
      ["SIGTERM", 0],
      ["SIGKILL", 3000],
    ]);
  const count = { fetched: 0, compiled: 0 };
  let complaint = "";
  const begun = Date.now();
  const progress = setInterval(() => {
    const passed = Math.round((Date.now() - begun) / 1000);
    const fetched = count.fetched > 0 ? `${count.fetched} modules fetched, ` : "";
    const compiled = `${count.compiled} of about ${allPackages} packages compiled`;
    log.info(`Building the media server, once: ${fetched}${compiled}, ${passed} s.`);
  }, tellEveryMs);
  for await (const line of createInterface({ input: go.stderr })) {
    if (line.startsWith("go: downloading ")) count.fetched++;
    else if (/^[\w.-]+(\/[\w.@~-]+)*$/.test(line)) count.compiled++;
    else complaint = `${complaint}${line}\n`.slice(-2000);
  }
  const code = await whenDone;
  clearInterval(progress);
  guard?.release();
  if (code !== 0) {
    rmSync(draft, { force: true });
    return complaint.trim() || "go build failed";
  }
  renameSync(draft, target);
  log.info(`The media server is built (${Math.round((Date.now() - begun) / 1000)} s).`);
  return undefined;
}

/**
 * Finds the media server on the PATH or among what was built, else builds it once from the pinned module, telling its progress.
 * Where that cannot be, `missing` says why and how to get it.
 */
export async function ensureMediaBuilt({
  dataDir = process.env.DATA_DIR || ".sipario",
  log = houseLog,
}: {
  dataDir?: string;
  log?: Log;
} = {}): Promise<MediaProgram | { missing: string }> {
  if (/\b1\.13\.\d+/.test(await ask("livekit-server", "--version"))) return { program: "livekit-server", from: "path" };

  const name = `livekit-server-${pinnedVersion()}-${process.platform}-${process.arch}`;
  const caches = [path.join(root, ".cache"), path.resolve(dataDir)];
  const findBuilt = () => caches.map((cache) => path.join(cache, name)).find(isRunnable);
  const built = findBuilt();
  if (built) return { program: built, from: "built" };

  if (!(await hasGo())) return { missing: `No media server here, so there is no picture: ${howToGetIt}.` };
  const cache = caches.find(isWritable);
  if (!cache)
    return { missing: `The media server cannot be built, since neither ${caches.join(" nor ")} can be written.` };

  const target = path.join(cache, name);
  for (let hasSaid = false; ; hasSaid = true) {
    const lock = takeLock(`${target}.lock`);
    if (typeof lock !== "number") {
      try {
        const complaint = findBuilt() ? undefined : await build(target, log);
        return complaint
          ? { missing: `The media server could not be built; ${howToGetIt}.\n${complaint}` }
          : { program: target, from: "built" };
      } finally {
        lock.release();
      }
    }
    if (!hasSaid) log.info(`Process ${lock} is building the media server; waiting for it.`);
    await sleep(300);
  }
}
