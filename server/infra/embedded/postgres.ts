import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { childEnv } from "#server/infra/embedded/child-env.ts";
import { guardOver } from "#server/infra/embedded/guard.ts";
import { lockedBy } from "#server/infra/embedded/lock.ts";
import { makeClosedFolder, placeDatabase } from "#server/infra/embedded/postgres-place.ts";
import type { Place } from "#server/infra/embedded/postgres-place.ts";
import { identify, isAlive, postgresSteps, stopProcess } from "#server/infra/embedded/processes.mjs";
import type { Known } from "#server/infra/embedded/processes.mjs";
import type { Log } from "#server/infra/log.ts";

const run = promisify(execFile);
const longestSocketPath = 90; // the system's limit is 104 to 108, with the file's own name
const environment = { ...childEnv, LC_ALL: "C", TZ: "UTC" };

/** PostgreSQL's settings: durable, modest, and a log without statements or values, which hold names. */
const settings = (port: number, socketDir: string) => ({
  port,
  listen_addresses: "127.0.0.1",
  unix_socket_directories: socketDir.length > longestSocketPath ? "" : socketDir,
  max_connections: 60,
  shared_buffers: "64MB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
});

const lastLines = (file: string) => readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n");

function readPidFile(data: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), status: lines[7]?.trim() ?? "" };
  } catch {
    return undefined;
  }
}

/** The server that runs on this folder, if its pid file speaks of a live one and not of a stranger with the same number. */
function findServer(data: string): Known | undefined {
  const pid = readPidFile(data)?.pid;
  const known = pid ? identify(pid) : undefined;
  if (known?.program !== "postgres") return undefined;
  try {
    return process.platform !== "linux" || readlinkSync(`/proc/${known.pid}/cwd`) === realpathSync(data)
      ? known
      : undefined;
  } catch {
    return undefined; // another user's
  }
}

async function stopLeftover(data: string, log: Log): Promise<boolean> {
  const server = findServer(data);
  if (server) {
    log.warn(
      `A database server of an earlier start still ran on ${data} (process ${server.pid}). It is stopped and started anew.`,
    );
    if (!(await stopProcess(server, postgresSteps)))
      throw new Error(`The database server ${server.pid} on ${data} does not stop. Stop it by hand.`);
  } else rmSync(path.join(data, "postmaster.pid"), { force: true }); // PostgreSQL would take a stranger with the same number for itself
  return server !== undefined;
}

function passwordFor(dataDir: string, hasData: boolean): string {
  const file = path.join(dataDir, "pg.password");
  if (hasData) {
    if (existsSync(file)) return readFileSync(file, "utf8").trim();
    throw new Error(`${file} is missing, and the database does not open without it. Put it back from a backup.`);
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its place and moved there whole, so that a start cut short leaves nothing half made. */
async function initialise({ data, program, runAs }: Place, password: string) {
  const draft = `${data}.new`;
  const passwordFile = `${draft}.password`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  makeClosedFolder(draft, runAs);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(passwordFile, runAs.uid, runAs.gid);
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]; // the same on every system
  const options = [
    "-D",
    draft,
    "-U",
    "app",
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    ...locale,
    "--no-instructions",
  ];
  try {
    await run(path.join(program, "bin/initdb"), options, { ...runAs, env: environment, cwd: draft });
    renameSync(draft, data);
  } catch (error) {
    throw new Error(
      `The database could not be made: ${error instanceof Error && "stderr" in error ? error.stderr : error}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

type Child = { known: Known; whenGone: Promise<unknown> };

function launch({ data, program, runAs }: Place, port: number, logFile: string): Promise<Child> {
  const flags = Object.entries(settings(port, data)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(logFile, "w", 0o600);
  return new Promise((resolve, reject) => {
    // A session of its own: Ctrl-C reaches the house alone, which then closes in order.
    const child = spawn(path.join(program, "bin/postgres"), ["-D", data, ...flags], {
      ...runAs,
      env: environment,
      cwd: data,
      detached: true,
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    child.once("error", reject);
    child.once("spawn", () => {
      const known = identify(child.pid ?? 0);
      const whenGone = new Promise((gone) => child.once("exit", gone));
      if (known) resolve({ known, whenGone });
      else reject(new Error(lastLines(logFile)));
    });
  });
}

async function becomesReady(data: string, { known }: Child): Promise<boolean> {
  while (isAlive(known)) {
    const told = readPidFile(data);
    if (told?.pid === known.pid && told.status === "ready") return true;
    await sleep(10);
  }
  return false;
}

/**
 * Starts this data folder's own PostgreSQL on 127.0.0.1 and has it die with the house. `adopted` tells that a server left over from
 * an earlier start was found and stopped first; `onExit` tells that the server died by itself. Throws when another live house has the folder.
 */
export async function startPostgres({ dataDir, port, log }: { dataDir: string; port: number; log: Log }) {
  const folder = path.resolve(dataDir);
  const holder = lockedBy(path.join(folder, "house.lock"));
  if (holder) throw new Error(`Another Sipario, process ${holder}, has the data folder ${folder}.`);

  const place = await placeDatabase(folder, log);
  const hasData = existsSync(path.join(place.data, "PG_VERSION"));
  const password = passwordFor(folder, hasData);
  const adopted = hasData && (await stopLeftover(place.data, log));
  if (!hasData) await initialise(place, password);

  const logFile = path.join(folder, "postgres.log");
  for (let attempt = 1; ; attempt++) {
    const child = await launch(place, port, logFile);
    const guard = guardOver(child.known, postgresSteps);
    if (await becomesReady(place.data, child)) {
      let isStopping = false;
      return {
        url: `postgresql://app:${password}@127.0.0.1:${port}/house`,
        adopted,
        onExit(tell: () => void) {
          void child.whenGone.then(() => isStopping || tell());
        },
        async stop() {
          isStopping = true;
          await stopProcess(child.known, postgresSteps);
          guard.release();
        },
      };
    }
    guard.release();
    const said = lastLines(logFile);
    // After a kill -9 of the server its last sessions need a moment to notice.
    if (attempt === 15 || !said.includes("shared memory block"))
      throw new Error(`The database does not start:\n${said}`);
    await sleep(200);
  }
}
