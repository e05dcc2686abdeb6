import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { root } from "#server/infra/embedded/root.ts";
import { identify, isAlive } from "#server/infra/embedded/processes.mjs";
import type { Known } from "#server/infra/embedded/processes.mjs";
import { freePort } from "#server/infra/ports.ts";

/** What `npm run demo -- --json` prints when its doors are open. */
export interface Ready {
  origin: string;
  dataDir: string;
  events: { id: string; level: string; state: string }[];
  people: { name: string; kind: string; role: string | null; event: string | null; link: string }[];
}

export interface Running {
  ready: Ready;
  /** From the start of the process to its line. */
  tookMs: number;
  /** The process and everything it has started, as they stand now. */
  family(): Known[];
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const readyWithinMs = 120_000;

interface Listed {
  pid: number;
  parent: number;
  words: string;
}

const processes = (): Listed[] =>
  spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 2 ** 26 })
    .stdout.split("\n")
    .flatMap((line) => {
      const [, pid, parent, words = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid ? [{ pid: Number(pid), parent: Number(parent), words }] : [];
    });

const known = (pids: Iterable<number>): Known[] => [...pids].flatMap((pid) => identify(pid) ?? []);

function familyOf(pid: number): Known[] {
  const all = processes();
  const found = new Set([pid]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const one of all) if (found.has(one.parent)) found.add(one.pid);
  }
  return known(found);
}

const attempt = (read: () => string): string => {
  try {
    return read();
  } catch {
    return ""; // it went meanwhile
  }
};

/** Processes that have this folder in their words, their environment or as the place where they stand; not this one. */
export function processesOf(folder: string): Known[] {
  const found = new Set(processes().flatMap(({ pid, words }) => (words.includes(folder) ? [pid] : [])));
  if (existsSync("/proc/self/environ"))
    for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
      const place = attempt(() => readlinkSync(`/proc/${name}/cwd`));
      const environment = attempt(() => readFileSync(`/proc/${name}/environ`, "utf8"));
      if (place.startsWith(folder) || environment.includes(folder)) found.add(Number(name));
    }
  found.delete(process.pid);
  return known(found);
}

/** Those of a family who are still there, and whoever else belongs to the folder. */
export function leftOf(family: readonly Known[], folder: string): Known[] {
  const left = new Map([...family.filter(isAlive), ...processesOf(folder)].map((one) => [one.pid, one]));
  return [...left.values()];
}

/** How the demo is started in this folder: always at the same address. */
export async function openDemo(dataDir: string) {
  const port = await freePort();
  /** Starts the demo; resolves with its line, throws what it said when it ends before that. */
  return async function start(): Promise<Running> {
    const begun = performance.now();
    const child = spawn(process.execPath, ["--enable-source-maps", path.join(root, "build/demo.js"), "--json"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "error" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (text) => (said = `${said}${text}`.slice(-2000)));
    const gone = once(child, "exit");
    const alsoGo = () => child.kill("SIGKILL");
    process.once("exit", alsoGo);
    child.once("exit", () => process.off("exit", alsoGo));
    const end = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await gone;
    };
    const line = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the demo was not ready within ${readyWithinMs / 1000} s`)), readyWithinMs);
      child.once("exit", () => reject(new Error(`the demo ended before it was ready.\n${said}`)));
      createInterface({ input: child.stdout }).on("line", (text) => {
        if (!text.startsWith("{")) return;
        clearTimeout(late);
        resolve(text);
      });
    }).catch(async (fault: unknown) => {
      await end("SIGKILL");
      throw fault;
    });
    return {
      ready: JSON.parse(line),
      tookMs: performance.now() - begun,
      family: () => familyOf(child.pid ?? 0),
      kill: () => end("SIGKILL"),
      stop: () => end("SIGTERM"),
    };
  };
}
