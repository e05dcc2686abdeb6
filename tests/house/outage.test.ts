import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clients } from "#prisma/cast.ts";
import { linkFor } from "#prisma/seed.ts";
import { stranger } from "#server/access/visitor.ts";
import { lockFolder } from "#server/infra/embedded/lock.ts";
import { migrate } from "#server/infra/embedded/migrate.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { startPostgres } from "#server/infra/embedded/postgres.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import type { Played } from "#tests/house/a-confidential.ts";
import { playThrough } from "#tests/house/a-confidential.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";

type House = Awaited<ReturnType<typeof openTestHouse>>;
const taker = { kind: "steward", why: "test" } as const;

let base: string;
let port: number;
let database: Awaited<ReturnType<typeof startPostgres>>;
let lock: ReturnType<typeof lockFolder>;
let house: House;
let played: Played;
let freshLink: string;

const dataDir = () => path.join(base, "house");
const startDatabase = async () => {
  database = await startPostgres({ dataDir: path.join(base, "pg"), port, log: openLog("error") });
};
const openHouse = () => openTestHouse({ left: { dataDir: dataDir(), databaseUrl: database.url } });

/** A house with an evening that runs, on a PostgreSQL of its own that can be stopped. */
beforeEach(async () => {
  base = mkdtempSync(path.join(tmpdir(), "sipario-outage-"));
  chmodSync(base, 0o711);
  port = await freePort();
  lock = lockFolder(path.join(base, "pg"));
  await startDatabase();
  await migrate(database.url);
  house = await openHouse();
  played = await playThrough(house, { level: "invited", end: false });
  freshLink = await until(() => linkFor(house, played.eventId, clients.haruka.name));
}, 120_000);
afterEach(async () => {
  await house.close();
  await database.stop();
  eraseFolder(path.join(base, "pg"));
  lock.release();
  rmSync(base, { recursive: true, force: true });
});

const guest = (key: "ines" | "adrien" | "camille") => played.guestIds.get(key) ?? "";
const isHere = (key: "ines" | "adrien" | "camille") => played.wires.get(key)?.connected === true;
async function expectNobodyNew(): Promise<void> {
  const comesIn = async () => {
    const knock = await house.house.knock(stranger, freshLink.split("/").at(-1) ?? "");
    if (!knock) return false;
    return (await house.house.guests.enter(knock.pass, knock, { sessionId: null, browserWords: "Safari", instead: false })).ok;
  };
  await expect(comesIn()).rejects.toThrow();
}
/** Removes somebody, as the desk does; answers how long it took until their seat was gone. */
async function removeNow(key: "ines" | "adrien" | "camille"): Promise<number> {
  const started = performance.now();
  await house.room.revoke.guest(taker, played.eventId, guest(key));
  await vi.waitFor(() => expect(isHere(key)).toBe(false), { timeout: 1000, interval: 5 });
  return performance.now() - started;
}
const removedAt = async (key: "ines" | "adrien" | "camille") => (await house.room.db.guest.findUniqueOrThrow({ where: { id: guest(key) } })).removedAt;

describe("C8, C10: half of the machine is down", () => {
  test("PostgreSQL stopped: removal ends the seat within a second, nobody new is admitted, a restart keeps it, and it is recorded once", async () => {
    await database.stop();
    const tookMs = await removeNow("adrien");
    expect(tookMs).toBeLessThan(1000);
    expect(isHere("ines")).toBe(true); // those seated keep what they have
    await expectNobodyNew();
    expect(house.room.revoke.waiting()).toBe(1);
    expect(readFileSync(path.join(dataDir(), "taken.log"), "utf8")).toContain(guest("adrien"));

    await house.close(); // the house stops, too, before the database is back
    await startDatabase();
    house = await openHouse();
    expect(house.room.tombstones.has(guest("adrien"))).toBe(true);
    await vi.waitFor(() => expect(house.room.revoke.waiting()).toBe(0), 8000);
    expect(await removedAt("adrien")).not.toBeNull();
    expect(await house.room.db.entry.count({ where: { chain: played.eventId, name: "guest.removed" } })).toBe(1);
    expect((await house.room.db.event.findUniqueOrThrow({ where: { id: played.eventId } })).quarantinedAt).toBeNull(); // nothing is older than it was
  }, 60_000);

  test("a full disk: neither journal nor database take a write; removal holds, nobody new is admitted, and it is stored when there is room", async () => {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`);
    const blocked = ["taken.log", "taken.jsonl", "checkpoints.jsonl"].map((file) => path.join(dataDir(), file));
    const kept = new Map(blocked.filter((file) => existsSync(file)).map((file) => [file, readFileSync(file)]));
    for (const file of blocked) {
      rmSync(file, { force: true });
      mkdirSync(file);
    }
    await vi.waitFor(async () => expect(await house.room.db.$queryRaw`SHOW transaction_read_only`).toEqual([{ transaction_read_only: "on" }]), 5000);
    const tookMs = await removeNow("camille");
    expect(tookMs).toBeLessThan(1000);
    expect(house.room.tombstones.has(guest("camille"))).toBe(true);
    await expectNobodyNew();
    expect(await removedAt("camille")).toBeNull();

    await admin.query("SET default_transaction_read_only = off");
    await admin.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`);
    for (const file of blocked) rmSync(file, { recursive: true });
    const { writeFileSync } = await import("node:fs");
    for (const [file, bytes] of kept) writeFileSync(file, bytes);
    await vi.waitFor(async () => expect(await removedAt("camille")).not.toBeNull(), 10_000);
    expect(await house.room.db.entry.count({ where: { chain: played.eventId, name: "guest.removed" } })).toBe(1);
    await admin.end();
  }, 60_000);
});
