import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Level, Phase } from "#contracts/event.ts";
import { clients } from "#prisma/cast.ts";
import { isTrueCertificate } from "#server/rest/certificate.ts";
import { keyKinds, openKeys } from "#server/infra/keys.ts";
import { sealWith } from "#server/infra/sealed.ts";
import { readHouseKey, secretsOf } from "#server/infra/secrets.ts";
import { newId } from "#server/infra/ids.ts";
import { openTaken } from "#server/infra/taken.ts";
import { forgetAt } from "#server/rest/purge.ts";
import { openRest } from "#server/rest/rest.ts";
import { columns, columnsOf } from "#server/rest/columns.ts";
import type { Played } from "#tests/house/a-confidential.ts";
import { playThrough, said } from "#tests/house/a-confidential.ts";
import { dumpDatabase, findSecrets, readFolder } from "#tests/house/dump.ts";
import { openTestHouse } from "#tests/house/open-house.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

interface Cell {
  where: string;
  holds: string;
  bytes: Uint8Array;
}

/** Every sealed value of a database, as a backup of it holds them, with what each is bound to. */
async function sealedCells(url: string): Promise<Cell[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const cells: Cell[] = [];
    for (const { table, column, holds } of columnsOf("E", "H", "N", "EorH")) {
      const id = "id" in columns[table as keyof typeof columns] ? "id" : "eventId";
      const ofEvent = holds === "EorH" ? `"eventId" IS NOT NULL` : "false";
      const { rows } = await client.query<{ id: string; bytes: Uint8Array; isOfEvent: boolean }>(
        `SELECT "${id}" AS id, "${column}" AS bytes, ${ofEvent} AS "isOfEvent" FROM "${table}" WHERE length("${column}") > 0`,
      );
      for (const row of rows) cells.push({ where: `${table}.${column}:${row.id}`, bytes: row.bytes, holds: holds === "EorH" ? (row.isOfEvent ? "E" : "H") : String(holds) });
    }
    return cells;
  } finally {
    await client.end();
  }
}

/** What somebody reads who holds the house's key, its key store as it is now, and these values: everything that opens. */
function tryToRead(cells: readonly Cell[], dataDir: string): { where: string; holds: string; text: string }[] {
  const { columns: key, wrapping } = secretsOf(readHouseKey(path.join(dataDir, "house.key")));
  const store = openKeys(path.join(dataDir, "keys"), wrapping);
  const left = store.list().flatMap(({ eventId, kind }) => store.read(eventId, kind) ?? []);
  const seals = [key, wrapping, ...left].map(sealWith);
  return cells.flatMap(({ where, holds, bytes }) => {
    for (const seal of seals)
      try {
        return [{ where, holds, text: seal.open(where, bytes) }];
      } catch {}
    return [];
  });
}

describe("C9: a confidential event that was played through is forgotten", () => {
  let house: Awaited<ReturnType<typeof openTestHouse>>;
  let played: Played;
  let backup: Cell[];
  const log: string[] = [];
  beforeAll(async () => {
    house = await openTestHouse({ hears: (line) => void log.push(line), settings: { BACKUP_DAYS: "30", KEY_COPIES_DAYS: "2" } });
    played = await playThrough(house);
    backup = await sealedCells(house.databaseUrl);
  }, 120_000);
  afterAll(() => house.close());

  test("before, whoever holds the house's key and the key store reads everything", () => {
    const read = tryToRead(backup, house.dataDir);
    expect(read).toHaveLength(backup.length);
    expect(findSecrets(new Map([["read", read.map(({ text }) => text).join("\n")]]), said)).toHaveLength(said.length);
  });

  test("after, nothing of it opens in any backup, and no canary stands in tables, files or log", async () => {
    const { eventId, secrets } = played;
    const purged = await house.house.rest.purge(await house.steward.pass(eventId, "event.purge", "test"));
    expect(purged).toEqual({ ok: true, value: null });
    expect(existsSync(path.join(house.dataDir, "keys", `${eventId}.key`))).toBe(false);
    expect(existsSync(path.join(house.dataDir, "files", eventId))).toBe(false);

    const read = tryToRead(backup, house.dataDir);
    expect(backup.filter(({ holds }) => holds === "E").length).toBeGreaterThan(20);
    expect(read.filter(({ holds }) => holds === "E")).toEqual([]);
    // What was agreed outlives the event under a key of its own.
    expect(read.filter(({ holds }) => holds === "N")).toHaveLength(backup.filter(({ holds }) => holds === "N").length);

    const now = tryToRead(await sealedCells(house.databaseUrl), house.dataDir);
    expect(now.filter(({ holds }) => holds === "E")).toEqual([]);
    const guests = Object.values(clients).flatMap(({ name, email }) => [name, email]);
    const ofHouse = now.filter(({ holds }) => holds === "H").map(({ text }) => text);
    expect(ofHouse.length).toBeGreaterThan(5);
    expect(findSecrets(new Map([["opened by the house's key", ofHouse.join("\n")]]), guests)).toEqual([]);

    expect(findSecrets(await dumpDatabase(house.databaseUrl), secrets)).toEqual([]);
    expect(findSecrets(readFolder(house.dataDir, ["keys", "house.key", "signing.key"]), secrets)).toEqual([]);
    expect(findSecrets(new Map([["log", log.join("\n")]]), [...secrets, eventId])).toEqual([]);
    for (const table of ["Guest", "ChatLine", "Letter", "Invitation", "Seat", "SessionIdentity", "DoorCode", "Product", "EventFile", "EventBoutique", "Client"])
      expect((await dumpDatabase(house.databaseUrl)).get(`public."${table}"`), table).toBe("");
  });

  test("everybody was shown out, no job of it waits, and its staff find nothing but the record", async () => {
    expect(played.wires.size).toBe(3);
    await vi.waitFor(() => expect([...played.wires.values()].filter(({ connected }) => connected)).toEqual([]), 5000);
    const jobs = await house.room.db.$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM graphile_worker._private_jobs WHERE payload::text LIKE '%ltr_%'`;
    expect(Number(jobs[0]?.count)).toBe(0);
    const owner = await house.house.sessions.visitorOf(played.ownerCookie);
    expect(await house.house.events.listForStaff(owner)).toEqual([]);
    const look = await house.house.door.look(owner, played.eventId, "staff");
    expect(look?.decision.why).toBe("secondProof"); // confidential: a password alone is not enough, here too
    expect((await house.house.audit.verify(played.eventId)).brokenAt).toBeNull();
  });

  test("the certificate counts what went, says what stays and until when, and is complete when the copies of the key store are gone", async () => {
    const pass = await house.steward.pass(played.eventId, "event.audit", "test");
    const certificate = await house.house.rest.certificate(pass);
    expect(certificate).toMatchObject({ eventId: played.eventId, by: "hand", isKeyDestroyed: true, isComplete: false, destroyed: { guests: 8, clients: 8, files: 1, lines: 2 }, outlives: { agreements: { count: 3 } } });
    const day = 86_400_000;
    const [erased, copies, backups] = [certificate?.erasedAt, certificate?.outlives.keyCopiesUntil, certificate?.outlives.backupsUntil].map((one) => Date.parse(one ?? ""));
    expect([(copies ?? 0) - (erased ?? 0), (backups ?? 0) - (erased ?? 0)]).toEqual([2 * day, 30 * day]);
    const text = (await house.house.rest.signedCertificate(pass)) ?? "";
    expect(isTrueCertificate(house.room.signing, text)).toBe(true);
    expect(isTrueCertificate(house.room.signing, text.replace('"guests": 8', '"guests": 9'))).toBe(false);
    expect(findSecrets(new Map([["certificate", text]]), played.secrets)).toEqual([]);
    expect(readFileSync(path.join(house.dataDir, "taken.log"), "utf8")).toContain(`"event.purged","chain":"${played.eventId}"`);
    expect(await house.house.rest.forgotten(house.steward.housePass("audit.read", "test"))).toEqual([{ eventId: played.eventId, purgedAt: expect.any(String) }]);
  });
});

describe("C9: by date, by two owners, and whatever stops it", () => {
  let at: Awaited<ReturnType<typeof openTestRoom>>;
  let agreed = false;
  let breaks: "call" | "files" | null = null;
  const faults: unknown[] = [];
  const done: string[] = [];
  const open = (days = { backups: null, keys: null } as { backups: number | null; keys: number | null }) =>
    openRest({
      ...{ room: at.room, days, onFault: (fault) => void faults.push(fault) },
      taken: openTaken(path.join(at.dataDir, "taken.log")),
      consents: { use: async () => agreed },
      endSeats: async (eventId) => void done.push(`seats ${eventId}`),
      endCall: async () => {
        if (breaks === "call") throw new Error("the media server is away");
      },
      eraseFiles: async () => {
        if (breaks === "files") throw new Error("the disk is away");
      },
    });
  beforeAll(async () => {
    at = await openTestRoom();
  });
  afterAll(() => at.close());
  beforeEach(() => {
    [agreed, breaks] = [false, null];
    faults.length = 0;
  });

  async function event(more: { level?: Level; phase?: Phase; endedAt?: Date; purgeAt?: Date; retentionMonths?: number } = {}): Promise<string> {
    const id = newId("event");
    const seal = at.room.sealed.newEvent(id);
    const { retentionMonths = 12, ...columnsOfIt } = more;
    await at.room.db.event.create({
      data: {
        ...{ id, level: "invited", phase: "ended", mode: "inviteOnly", format: "online", wishes: { retentionMonths }, startsAt: at.clock.now(), zone: "UTC", localStart: "2030-01-01T10:00" },
        ...{ title: seal.seal(`Event.title:${id}`, "T"), codeName: seal.seal(`Event.codeName:${id}`, "C"), ...columnsOfIt },
      },
    });
    return id;
  }
  const isThere = (id: string) => at.room.sealed.has(id);
  const phaseOf = async (id: string) => (await at.room.db.event.findUniqueOrThrow({ where: { id } })).phase;
  const day = 86_400_000;

  test("a sealed event is forgotten by hand only when two owners agreed", async () => {
    const id = await event({ level: "sealed" });
    const rest = open();
    expect(await rest.purge(await at.steward.pass(id, "event.purge", "test"))).toEqual({ ok: false, reason: "notAgreed" });
    expect([isThere(id), await phaseOf(id)]).toEqual([true, "ended"]);
    agreed = true;
    expect((await rest.purge(await at.steward.pass(id, "event.purge", "test"))).ok).toBe(true);
    expect([isThere(id), await phaseOf(id)]).toEqual([false, "purged"]);
    expect(await rest.purge(await at.steward.pass(id, "event.purge", "test"))).toEqual({ ok: false, reason: "notNow" });
  });

  test("its own day, or the months of its retention after its end; never while it runs", async () => {
    const now = at.clock.now();
    const ids = {
      due: await event({ purgeAt: new Date(now.getTime() - 1000) }),
      notDue: await event({ purgeAt: new Date(now.getTime() + day), endedAt: now }),
      neverOpened: await event({ phase: "announced", purgeAt: new Date(now.getTime() - 1000) }),
      live: await event({ phase: "live", purgeAt: new Date(now.getTime() - 1000) }),
      kept: await event({ endedAt: now, retentionMonths: 2 }),
      draft: await event({ phase: "draft" }),
    };
    await open().forgetDue();
    const left = async () => Object.fromEntries(await Promise.all(Object.entries(ids).map(async ([name, id]) => [name, isThere(id) && (await phaseOf(id)) !== "purged"])));
    expect(await left()).toEqual({ due: false, notDue: true, neverOpened: false, live: true, kept: true, draft: true });
    at.clock.move(70 * day);
    await open().forgetDue();
    expect(await left()).toEqual({ due: false, notDue: false, neverOpened: false, live: true, kept: false, draft: true });
    at.clock.move(-70 * day);
    const entry = await at.room.db.entry.findFirstOrThrow({ where: { chain: ids.due, name: "event.purged" } });
    expect([entry.actor, entry.facts]).toEqual([{ kind: "steward", why: "its time is up" }, { by: "date" }]);
  });

  test("no event is kept longer than its level allows, whatever was wished", () => {
    const endedAt = new Date("2027-01-31T00:00:00Z");
    const at = (level: Level, retentionMonths: number) => forgetAt({ level, wishes: { retentionMonths }, endedAt, purgeAt: null })?.toISOString().slice(0, 7);
    expect([at("confidential", 60), at("invited", 60), at("open", 60), at("confidential", 3)]).toEqual(["2028-01", "2029-01", "2032-01", "2027-05"]);
  });

  test("a media server that is away does not keep it; a disk that is away is asked again, and the key is gone before", async () => {
    const one = await event();
    breaks = "call";
    expect((await open().purge(await at.steward.pass(one, "event.purge", "test"))).ok).toBe(true);
    expect([isThere(one), faults.length]).toEqual([false, 1]);
    const other = await event();
    breaks = "files";
    await expect(open().purge(await at.steward.pass(other, "event.purge", "test"))).rejects.toThrow("disk");
    expect(isThere(other)).toBe(false);
    expect(await open().certificate(await at.steward.pass(other, "event.audit", "test"))).toBeNull();
    breaks = null;
    await open().goOn();
    expect((await at.room.db.event.findUniqueOrThrow({ where: { id: other } })).purgedAt).not.toBeNull();
    expect(await open().certificate(await at.steward.pass(other, "event.audit", "test"))).toMatchObject({ isComplete: true, outlives: { keyCopiesUntil: null, backupsUntil: null } });
    expect(done).toContain(`seats ${other}`);
  });

  test("agreements outlive the event under their own key, until the last of them is over", async () => {
    const id = await event();
    const { db, sealed, clock } = at.room;
    const agreementId = newId("agreement");
    await db.agreement.create({
      data: {
        ...{ id: agreementId, eventId: id, kind: "signed", guestId: newId("guest"), version: 1, language: "en", textHash: new Uint8Array(32), at: clock.now() },
        retainUntil: new Date(clock.now().getTime() + 400 * day),
        record: sealed.agreements(id).seal(`Agreement.record:${agreementId}`, "Inès Arnaud"),
      },
    });
    await open().purge(await at.steward.pass(id, "event.purge", "test"));
    const row = await db.agreement.findUniqueOrThrow({ where: { id: agreementId } });
    expect(sealed.agreements(id).open(`Agreement.record:${agreementId}`, row.record)).toBe("Inès Arnaud");
    expect(await open().certificate(await at.steward.pass(id, "event.audit", "test"))).toMatchObject({ outlives: { agreements: { count: 1, until: row.retainUntil.toISOString() } } });
    at.clock.move(401 * day);
    await open().forgetDue();
    at.clock.move(-401 * day);
    expect(await db.agreement.count({ where: { eventId: id } })).toBe(0);
    expect(() => sealed.agreements(id)).toThrow("gone");
    expect(keyKinds.map((kind) => existsSync(path.join(at.dataDir, "keys", `${id}.${kind === "event" ? "key" : "agreement.key"}`)))).toEqual([false, false]);
    expect(await db.entry.count({ where: { chain: id, name: "agreements.forgotten" } })).toBe(1);
  });

  test("a key that came back with a copy of the key store is told", async () => {
    const id = await event();
    const copy = readFileSync(path.join(at.dataDir, "keys", `${id}.key`));
    await open().purge(await at.steward.pass(id, "event.purge", "test"));
    const { writeFileSync } = await import("node:fs");
    writeFileSync(path.join(at.dataDir, "keys", `${id}.key`), copy);
    expect(await open().certificate(await at.steward.pass(id, "event.audit", "test"))).toMatchObject({ isKeyDestroyed: false, isComplete: false });
  });
});
