import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { RoomServiceClient } from "livekit-server-sdk";
import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startMedia } from "#server/infra/embedded/livekit.ts";
import { lockFolder } from "#server/infra/embedded/lock.ts";
import { ensureMediaBuilt } from "#server/infra/embedded/media-program.ts";
import { migrate } from "#server/infra/embedded/migrate.ts";
import { startPostgres } from "#server/infra/embedded/postgres.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { identify, isAlive } from "#server/infra/embedded/processes.mjs";
import type { Known } from "#server/infra/embedded/processes.mjs";
import { root } from "#server/infra/embedded/root.ts";
import { openLog } from "#server/infra/log.ts";
import { choosePorts, freePort } from "#server/infra/ports.ts";

const isRoot = process.getuid?.() === 0;
const silent = openLog("silent");
const webhookUrl = "http://127.0.0.1:9/webhooks/livekit";

const isLinux = process.platform === "linux"; // where a house's processes are told from /proc

let isMissing = false;
beforeAll(async () => {
  const found = await ensureMediaBuilt({ log: silent });
  isMissing = "missing" in found;
  if ("missing" in found) console.warn(found.missing);
}, 600_000);

let dataDir: string;
const undo: (() => unknown)[] = [];
beforeEach(() => {
  dataDir = path.join(mkdtempSync(path.join(tmpdir(), "sipario-embedded-")), "data");
  if (isRoot) chmodSync(path.dirname(dataDir), 0o711);
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  eraseFolder(dataDir);
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
});

async function database(options: { log?: typeof silent; dir?: string } = {}) {
  const folder = options.dir ?? dataDir;
  if (!existsSync(folder)) undo.push(lockFolder(folder).release);
  const started = await startPostgres({ dataDir: folder, port: await freePort(), log: options.log ?? silent });
  undo.push(started.stop);
  return started;
}

async function query(url: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const inPostgres = (url: string) => url.replace(/\/house$/, "/postgres");
function migrations(...scripts: string[]): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sipario-migrations-"));
  undo.push(() => rmSync(dir, { recursive: true }));
  writeFileSync(path.join(dir, "migration_lock.toml"), 'provider = "postgresql"\n');
  for (const [at, sql] of scripts.entries()) {
    mkdirSync(path.join(dir, `000${at + 1}_step`));
    writeFileSync(path.join(dir, `000${at + 1}_step/migration.sql`), sql);
  }
  return dir;
}

async function whenGone(all: Known[], withinMs: number): Promise<Known[]> {
  for (const until = Date.now() + withinMs; Date.now() < until && all.some(isAlive); ) await sleep(20);
  return all.filter(isAlive);
}

/** The processes that a house has started. */
function childrenOf(pid: number): Known[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((one) => identify(Number(one)) ?? []);
}

const groupOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[2]);

/** The numbers, in /proc/net's tables, of the sockets that a process holds. */
function socketsOf(pid: number): Set<string> {
  const held = readdirSync(`/proc/${pid}/fd`).map(
    (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1],
  );
  return new Set(held.filter((inode) => inode !== undefined));
}

type Said = { ready?: { pid: number; url: string }; kept?: number; closed?: boolean };

/** A house of its own process, in its own process group, that writes rows and tells each one that is committed. */
async function house(options: { media?: boolean } = {}) {
  const from = (file: string) => JSON.stringify(pathToFileURL(path.join(root, file)).href);
  const code = `
    import pg from "pg";
    import { lockFolder } from ${from("server/infra/embedded/lock.ts")};
    import { startPostgres } from ${from("server/infra/embedded/postgres.ts")};
    import { startMedia } from ${from("server/infra/embedded/livekit.ts")};
    import { choosePorts } from ${from("server/infra/ports.ts")};
    import { openLog } from ${from("server/infra/log.ts")};
    const dataDir = ${JSON.stringify(dataDir)}, log = openLog("silent");
    const say = (line) => process.stdout.write(JSON.stringify(line) + "\\n");
    const lock = lockFolder(dataDir);
    const ports = await choosePorts({ dataDir });
    const base = await startPostgres({ dataDir, port: ports.pg, log });
    const media = ${options.media ?? false} ? await startMedia({ dataDir, port: ports.media, udpPort: ports.mediaUdp, mediaAddress: "127.0.0.1", webhookUrl: "${webhookUrl}", log }) : undefined;
    const client = new pg.Client({ connectionString: base.url.replace(/house$/, "postgres") });
    client.on("error", () => {});
    await client.connect();
    await client.query("CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY)");
    let isClosing = false;
    process.on("SIGINT", async () => {
      if (isClosing) return;
      isClosing = true;
      await media?.stop(); await base.stop(); lock.release();
      process.stdout.write(JSON.stringify({ closed: true }) + "\\n", () => process.exit(0));
    });
    say({ ready: { pid: process.pid, url: base.url } });
    try {
      for (let n = 1; ; n++) { await client.query("INSERT INTO kept VALUES ($1)", [n]); say({ kept: n }); }
    } catch {} // the database has closed
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  undo.push(() => child.exitCode ?? child.kill("SIGKILL"));
  const told = { kept: 0, closed: false };
  const ready = await new Promise<{ pid: number; url: string }>((resolve, reject) => {
    child.once("exit", () => reject(new Error("the house did not open")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said: Said = JSON.parse(line);
      if (said.ready) resolve(said.ready);
      told.kept = said.kept ?? told.kept;
      told.closed ||= said.closed ?? false;
    });
  });
  const others = childrenOf(ready.pid).filter(({ program }) => program !== "esbuild");
  return { ...ready, child, told, others };
}

const whenExited = (child: ChildProcess) => new Promise((resolve) => child.once("close", resolve));

describe("the database", () => {
  test("is made at the first start, and is the same at the second", async () => {
    const first = await database();
    expect(first.adopted).toBe(false);
    await query(inPostgres(first.url), "CREATE TABLE kept AS SELECT 'Élodie' AS name");
    await first.stop();
    const second = await database();
    expect(await query(inPostgres(second.url), "SELECT lower(name) AS name FROM kept")).toEqual([{ name: "élodie" }]);
  });

  test("is durable, closed to who lacks the password, and its server is not root", async () => {
    const { url } = await database();
    const rows = await query(
      inPostgres(url),
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')",
    );
    expect(rows.map(({ setting }) => setting)).toEqual(["on", "on", "on"]);
    await expect(query(inPostgres(url).replace(/app:[^@]+/, "app:guess"), "SELECT 1")).rejects.toThrow(
      "password authentication failed",
    );
    expect(statSync(path.join(dataDir, "pg")).uid).not.toBe(0);
  });

  test("logs no statement and no value", async () => {
    const { url } = await database();
    await query(inPostgres(url), "CREATE TABLE guest (name text PRIMARY KEY)");
    const insert = "INSERT INTO guest VALUES ($1)";
    await query(inPostgres(url), insert, ["Ottoline"]);
    await expect(query(inPostgres(url), insert, ["Ottoline"])).rejects.toThrow("duplicate key");
    const written = readFileSync(path.join(dataDir, "postgres.log"), "utf8");
    expect(written).toContain("duplicate key");
    expect(written).not.toMatch(/Ottoline|INSERT/);
  });

  test("starts over a pid file that names a living stranger", async () => {
    const first = await database();
    await first.stop();
    const stranger = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { stdio: "ignore" });
    undo.push(() => stranger.kill("SIGKILL"));
    writeFileSync(path.join(dataDir, "pg/postmaster.pid"), `${stranger.pid}\n${dataDir}/pg\n0\n1\n\n\n\nready\n`);
    expect((await database()).adopted).toBe(false);
  });

  test("a first start cut short leaves nothing half made", async () => {
    undo.push(lockFolder(dataDir).release);
    mkdirSync(path.join(dataDir, "pg.new"));
    writeFileSync(path.join(dataDir, "pg.new/PG_VERSION"), "18\n");
    writeFileSync(path.join(dataDir, "pg.password"), "of the start before\n");
    expect(await query(inPostgres((await database()).url), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("says which file is missing when the password is", async () => {
    await (await database()).stop();
    rmSync(path.join(dataDir, "pg.password"));
    await expect(database()).rejects.toThrow("pg.password is missing");
  });

  test.runIf(isRoot)("lies where its user can enter, and the folder says where", async () => {
    chmodSync(path.dirname(dataDir), 0o700);
    const lines: string[] = [];
    const first = await database({ log: openLog("info", (text) => lines.push(text), false) });
    const where = readFileSync(path.join(dataDir, "where-the-database-is.txt"), "utf8").split("\n")[0] ?? "";
    expect(lines.join("")).toContain(where);
    expect(existsSync(path.join(dataDir, "pg"))).toBe(false);
    await query(inPostgres(first.url), "CREATE TABLE kept AS SELECT 7 AS n");
    await first.stop();
    const second = await database();
    expect(await query(inPostgres(second.url), "SELECT n FROM kept")).toEqual([{ n: 7 }]);
    await second.stop();
    eraseFolder(dataDir);
    expect(existsSync(where)).toBe(false);
  });
});

describe.runIf(isLinux)("the house's end", () => {
  test("a kill -9 leaves no process, and every committed row", async () => {
    const { pid, told, others, child } = await house({ media: true });
    const programs = others.map(({ program }) => program.split("-")[0]).sort();
    expect(programs).toEqual(isMissing ? ["node", "postgres"] : ["livekit", "node", "postgres"]);
    while (told.kept < 50) await sleep(10);
    process.kill(pid, "SIGKILL");
    await whenExited(child);
    const committed = told.kept;
    expect(await whenGone(others, 3000)).toEqual([]);
    const after = await database();
    const [row] = await query(inPostgres(after.url), "SELECT count(*)::int AS kept FROM kept");
    expect(row.kept).toBeGreaterThanOrEqual(committed);
  });

  test("a start at once after a kill -9 does not trip over the closing server", async () => {
    const { pid, told, child } = await house();
    process.kill(pid, "SIGKILL");
    await whenExited(child);
    undo.push(lockFolder(dataDir).release);
    const after = await database();
    const [row] = await query(inPostgres(after.url), "SELECT count(*)::int AS kept FROM kept");
    expect(row.kept).toBeGreaterThanOrEqual(told.kept);
  });

  test("Ctrl-C reaches the house alone, which closes in order", async () => {
    const { pid, told, others, child } = await house({ media: true });
    for (const one of others) expect(groupOf(one.pid)).not.toBe(pid);
    process.kill(-pid, "SIGINT");
    await whenExited(child);
    expect(child.exitCode).toBe(0);
    expect(told.closed).toBe(true);
    expect(await whenGone(others, 500)).toEqual([]);
    expect(readFileSync(path.join(dataDir, "postgres.log"), "utf8")).toContain("database system is shut down");
    expect(existsSync(path.join(dataDir, "house.lock"))).toBe(false);
  });

  test("orphans whose guard was killed, too, are found, told and replaced", async () => {
    const { pid, told, others, child } = await house({ media: true });
    for (const one of others.filter(({ program }) => program === "node")) process.kill(one.pid, "SIGKILL");
    process.kill(pid, "SIGKILL");
    await whenExited(child);
    await sleep(300);
    const orphans = others.filter(isAlive);
    expect(orphans.map(({ program }) => program)).toContain("postgres");
    const lines: string[] = [];
    const log = openLog("info", (text) => lines.push(text), false);
    const after = await database({ log });
    expect(after.adopted).toBe(true);
    expect(lines.join("")).toContain("of an earlier start still ran");
    const [row] = await query(inPostgres(after.url), "SELECT count(*)::int AS kept FROM kept");
    expect(row.kept).toBeGreaterThanOrEqual(told.kept);
    const media = await startMedia({
      dataDir,
      port: await freePort(),
      udpPort: await freePort(),
      mediaAddress: "127.0.0.1",
      webhookUrl,
      log,
    });
    if (!("missing" in media)) undo.push(media.stop);
    expect(orphans.filter(isAlive)).toEqual([]);
  });

  test("a killed guard is replaced while the house lives", async () => {
    const { pid, others, child } = await house();
    const guard = others.find(({ program }) => program === "node");
    await sleep(1100);
    process.kill(guard?.pid ?? 0, "SIGKILL");
    await sleep(500);
    expect(childrenOf(pid).filter(({ program }) => program === "node")).toHaveLength(1);
    process.kill(pid, "SIGKILL");
    await whenExited(child);
    expect(await whenGone(others, 3000)).toEqual([]);
  });
});

describe("the data folder", () => {
  test("belongs to one living house, which the refusal names; a dead one's lock is taken over", async () => {
    const { pid, child } = await house();
    expect(() => lockFolder(dataDir)).toThrow(`process ${pid}`);
    await expect(startPostgres({ dataDir, port: await freePort(), log: silent })).rejects.toThrow(`process ${pid}`);
    process.kill(pid, "SIGKILL");
    await whenExited(child);
    lockFolder(dataDir).release();
    expect(existsSync(path.join(dataDir, "house.lock"))).toBe(false);
  });

  test("a lock of an earlier process with the same number is stale", () => {
    mkdirSync(dataDir);
    writeFileSync(
      path.join(dataDir, "house.lock"),
      JSON.stringify({ ...identify(process.pid), since: "another boot 1" }),
    );
    const lock = lockFolder(dataDir);
    expect(() => lockFolder(dataDir)).toThrow("has the data folder");
    lock.release();
  });

  test("ports are remembered; one that a stranger took is chosen anew, and remembered", async () => {
    mkdirSync(dataDir);
    const first = await choosePorts({ dataDir });
    expect(new Set(Object.values(first)).size).toBe(4);
    expect(await choosePorts({ dataDir })).toEqual(first);
    const stranger = createServer();
    undo.push(() => stranger.close());
    await new Promise<void>((listening) => stranger.listen(first.pg, "127.0.0.1", listening));
    const second = await choosePorts({ dataDir });
    expect(second).toEqual({ ...first, pg: second.pg });
    expect(second.pg).not.toBe(first.pg);
    await expect(choosePorts({ dataDir, http: first.pg })).rejects.toThrow(`PORT is ${first.pg}`);
    const http = await freePort();
    expect((await choosePorts({ dataDir, http })).http).toBe(http);
    expect(await choosePorts({ dataDir })).toEqual(second);
  });
});

describe("migrations", () => {
  const table = "CREATE TABLE piece (id int PRIMARY KEY);";
  const body =
    "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1; -- a semicolon; and another\n  RETURN 1;\nEND $$;";

  test("two houses at once: each is applied once, function bodies whole, the database made first", async () => {
    const { url } = await database();
    const dir = migrations(table, body);
    const applied = await Promise.all([migrate(url, { dir }), migrate(url, { dir })]);
    expect(applied.flat().sort()).toEqual(["0001_step", "0002_step"]);
    expect(await query(url, "SELECT one() AS one")).toEqual([{ one: 1 }]);
    expect(await migrate(url, { dir })).toEqual([]);
  });

  test("a failing one leaves nothing of itself, says why, and is not tried again by itself", async () => {
    const { url } = await database();
    const dir = migrations(`${table}\nCREATE TABLE other (id nonsense);`);
    await expect(migrate(url, { dir })).rejects.toThrow('type "nonsense" does not exist');
    expect(await query(url, "SELECT to_regclass('piece') AS piece")).toEqual([{ piece: null }]);
    await expect(migrate(url, { dir })).rejects.toThrow("failed");
  });

  test.each([
    [
      "before it was committed",
      "UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0; DROP TABLE piece",
      ["0001_step"],
    ],
    ["before it was noted", "UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 1", []],
  ])("a kill -9 %s does not keep the house shut", async (_when, interrupt, again) => {
    const { url } = await database();
    const dir = migrations(table);
    await migrate(url, { dir });
    await query(url, interrupt);
    expect(await migrate(url, { dir })).toEqual(again);
    expect(await query(url, "SELECT count(*)::int AS n FROM piece")).toEqual([{ n: 0 }]);
  });

  test("what is done is marked so in the migration's own transaction", async () => {
    const { url } = await database();
    await migrate(url, { dir: migrations(`${table}\n-- a comment without a line's end`) });
    // The engine notes one step afterwards, in a transaction of its own: the other is the mark's.
    expect(await query(url, "SELECT applied_steps_count AS steps FROM _prisma_migrations")).toEqual([{ steps: 2 }]);
  });
});

describe("the media server", () => {
  async function media() {
    mkdirSync(dataDir, { recursive: true });
    const [port, udpPort] = [await freePort(), await freePort()];
    const started = await startMedia({ dataDir, port, udpPort, mediaAddress: "127.0.0.1", webhookUrl, log: silent });
    if ("missing" in started) throw new Error(started.missing);
    undo.push(started.stop);
    return started;
  }

  const known = (): Known => JSON.parse(readFileSync(path.join(dataDir, "media.json"), "utf8"));

  test("answers who holds its secret, and nobody else; every start has another", async ({ skip }) => {
    skip(isMissing, "no media server can be had here");
    const first = await media();
    const rooms = new RoomServiceClient(first.url, first.apiKey, first.apiSecret);
    await rooms.createRoom({ name: "call" });
    expect((await rooms.listRooms()).map(({ name }) => name)).toEqual(["call"]);
    await expect(new RoomServiceClient(first.url, first.apiKey, "x".repeat(64)).listRooms()).rejects.toThrow();
    await first.stop();
    expect((await media()).apiSecret).not.toBe(first.apiSecret);
  });

  test.runIf(isLinux)("listens on loopback only", async ({ skip }) => {
    skip(isMissing, "no media server can be had here");
    await media();
    const { pid } = known();
    const sockets = socketsOf(pid);
    const lines = ["tcp", "tcp6", "udp", "udp6"].flatMap((kind) =>
      readFileSync(`/proc/net/${kind}`, "utf8").split("\n").slice(1),
    );
    const local = lines
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => sockets.has(fields[9] ?? ""))
      .map((fields) => fields[1] ?? "");
    expect(local.length).toBeGreaterThan(1);
    for (const address of local) expect(address).toMatch(/^0100007F:/);
  });

  test("comes back by itself when it dies, and tells", async ({ skip }) => {
    skip(isMissing, "no media server can be had here");
    const started = await media();
    const before = known();
    const back = new Promise<void>((resolve) => started.onExit(resolve));
    process.kill(before.pid, "SIGKILL");
    await back;
    expect(started.isUp()).toBe(true);
    expect(known().pid).not.toBe(before.pid);
    expect(await new RoomServiceClient(started.url, started.apiKey, started.apiSecret).listRooms()).toEqual([]);
    const last = known();
    await started.stop();
    expect([before, last].filter(isAlive)).toEqual([]);
    expect(started.isUp()).toBe(false);
  });

  test("a port that somebody else has is no picture, with a word, and no process", async ({ skip }) => {
    skip(isMissing, "no media server can be had here");
    mkdirSync(dataDir);
    const port = await freePort();
    const stranger = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK"));
    undo.push(() => stranger.close());
    await new Promise<void>((listening) => stranger.listen(port, "127.0.0.1", listening));
    const started = await startMedia({
      dataDir,
      port,
      udpPort: await freePort(),
      mediaAddress: "127.0.0.1",
      webhookUrl,
      log: silent,
    });
    expect(started).toEqual({ missing: expect.stringContaining(`port ${port}`) });
    expect(isAlive(known())).toBe(false);
  });
});
