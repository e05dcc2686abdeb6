import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { webcrypto } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { EventPlan } from "#contracts/event.ts";
import { clients, staff } from "#prisma/cast.ts";
import { linkFor, localTimeIn, must } from "#prisma/seed.ts";
import { stranger } from "#server/access/visitor.ts";
import { besideOf, openPlace } from "#server/audit/place.ts";
import { verifyAudit } from "#server/cli/verify-audit.ts";
import { openTaken } from "#server/infra/taken.ts";
import type { Played } from "#tests/house/a-confidential.ts";
import { plan, playThrough } from "#tests/house/a-confidential.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";
import { copyDatabase } from "#tests/house/open-room.ts";

type House = Awaited<ReturnType<typeof openTestHouse>>;
const why = "test";
const nameOf = (url: string) => new URL(url).pathname.slice(1);

/** A house's folder and database, with what it leaves behind. */
async function openPlaceFor() {
  const [base, database] = [mkdtempSync(path.join(tmpdir(), "sipario-restore-")), await copyDatabase()];
  const dataDir = path.join(base, "data");
  return {
    dataDir,
    database,
    open: (databaseUrl = database.url) => openTestHouse({ left: { dataDir, databaseUrl } }),
    async erase() {
      await database.drop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function planned(house: House, codeName: string): Promise<string> {
  const form = { ...plan, codeName, level: "invited", mode: "inviteOnly", format: "online", localStart: localTimeIn(plan.zone, 60) };
  return must(await house.house.events.create(house.steward.housePass("event.create", why), EventPlan.parse(form))).eventId;
}

async function pairTablet(house: House, eventId: string, boutiqueId: string) {
  const { sessions, devices } = house.house;
  const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey("spki", pair.publicKey)).toString("base64url");
  const { sessionId, token } = await sessions.begin("a tablet");
  const code = (await devices.startPairing(sessionId, publicKey))?.code ?? "";
  const { deviceId } = must(await devices.pair(await house.steward.pass(eventId, "device.pair", why), code, boutiqueId));
  return { deviceId, token };
}

async function enterBy(house: House, link: string): Promise<string | null> {
  const knock = await house.house.knock(stranger, link.split("/").at(-1) ?? "");
  if (!knock) return null;
  const entered = await house.house.guests.enter(knock.pass, knock, { sessionId: null, browserWords: "Safari, iPhone", instead: false });
  return entered.ok ? entered.value.sessionToken : null;
}

describe("C12: yesterday's database is put back", () => {
  let place: Awaited<ReturnType<typeof openPlaceFor>>;
  let yesterday: Awaited<ReturnType<typeof copyDatabase>>;
  let house: House;
  let played: Played;
  let harukaLink: string;
  let tablets: { deviceId: string; token: string }[];
  let raisedId: string;
  let purgedId: string;
  let marcId: string;
  let sofiaCookie: string | null;

  beforeAll(async () => {
    place = await openPlaceFor();
    house = await place.open();
    played = await playThrough(house, { level: "invited", end: false });
    harukaLink = await until(() => linkFor(house, played.eventId, clients.haruka.name));
    sofiaCookie = await enterBy(house, await until(() => linkFor(house, played.eventId, clients.sofia.name)));
    tablets = [await pairTablet(house, played.eventId, played.boutiqueIds.milano), await pairTablet(house, played.eventId, played.boutiqueIds.paris)];
    [raisedId, purgedId] = [await planned(house, "Alba"), await planned(house, "Brina")];
    must(await house.house.events.cancel(await house.steward.pass(purgedId, "event.end", why)));
    marcId = (await house.house.staff.list(house.steward.housePass("staff.invite", why))).find(({ name }) => name === staff.marc.name)?.id ?? "";
    await house.close();
    yesterday = await copyDatabase(nameOf(place.database.url));

    // Today: somebody is removed, a link used, a tablet and a colleague ended, a level raised, an event forgotten.
    house = await place.open();
    const { room, steward } = house;
    await room.revoke.guest({ kind: "steward", why }, played.eventId, played.guestIds.get("adrien") ?? "");
    expect(await enterBy(house, harukaLink)).not.toBeNull();
    expect(await enterBy(house, harukaLink)).toBeNull();
    await room.revoke.device({ kind: "steward", why }, played.eventId, tablets[0]?.deviceId ?? "");
    await room.revoke.staff({ kind: "steward", why }, marcId);
    must(await house.house.events.raise(await steward.pass(raisedId, "event.raise", why), "confidential"));
    must(await house.house.rest.purge(await steward.pass(purgedId, "event.purge", why)));
    await vi.waitFor(() => expect(room.revoke.waiting()).toBe(0), 5000);
    expect((await room.db.maison.findFirstOrThrow()).generation).toBe(openTaken(path.join(place.dataDir, "taken.log")).generation());
    await house.close();
    house = await place.open(yesterday.url);
  }, 120_000);
  afterAll(async () => {
    await house.close();
    await yesterday.drop();
    await place.erase();
  });

  test("no browser, link, tablet or seat of any day lets anybody in", async () => {
    const { sessions, knock, door } = house.house;
    for (const token of [played.ownerCookie, sofiaCookie, ...tablets.map(({ token }) => token)]) expect(await sessions.visitorOf(token)).toEqual(stranger);
    for (const link of [harukaLink, ...played.links]) expect(await knock(stranger, link.split("/").at(-1) ?? "")).toBeNull();
    const { db } = house.room;
    expect(await db.session.count({ where: { endedAt: null } })).toBe(0);
    expect(await db.seat.count({ where: { endedAt: null } })).toBe(0);
    expect(await db.device.count({ where: { revokedAt: null } })).toBe(0);
    expect(await db.sessionIdentity.count({ where: { endedAt: null } })).toBe(0);
    expect(await door.look(stranger, played.eventId)).toBeNull();
  });

  test("the removed guest and colleague are removed, the level is raised, the event is forgotten again, key and rows", async () => {
    const { db, sealed } = house.room;
    expect((await db.guest.findUniqueOrThrow({ where: { id: played.guestIds.get("adrien") ?? "" } })).removedAt).not.toBeNull();
    expect((await db.guest.findUniqueOrThrow({ where: { id: played.guestIds.get("ines") ?? "" } })).removedAt).toBeNull();
    expect((await db.staff.findUniqueOrThrow({ where: { id: marcId } })).removedAt).not.toBeNull();
    expect((await db.event.findUniqueOrThrow({ where: { id: raisedId } })).level).toBe("confidential");
    const forgotten = await db.event.findUniqueOrThrow({ where: { id: purgedId } });
    expect([forgotten.phase, forgotten.title.length, sealed.has(purgedId)]).toEqual(["purged", 0, false]);
  });

  test("each event waits for an owner: its staff know why, nobody else knows of it, and only an owner opens it", async () => {
    const { db } = house.room;
    const rows = await db.event.findMany({ select: { id: true, quarantinedAt: true, phase: true } });
    expect(rows.filter(({ phase }) => phase !== "purged").every(({ quarantinedAt }) => quarantinedAt !== null)).toBe(true);
    const { id } = await db.staff.findFirstOrThrow({ where: { roles: { has: "owner" }, removedAt: null } });
    const visitor = { sessionId: "ses_0123456789012345678901", staff: { id, roles: ["owner" as const], isNarrowed: false, onlyEvents: [], language: "en" as const, isStrong: true, isSteppedUp: true } };
    const { door } = house.house;
    const look = await door.look(visitor, played.eventId, "staff");
    expect([look?.decision.why, [...(look?.decision.may ?? [])].sort()]).toEqual(["quarantined", ["event.audit", "event.know", "event.reopen"]]);
    expect(await house.house.rest.reopen(await door.admit(visitor, played.eventId, "event.reopen", "staff"))).toEqual({ ok: true, value: null });
    expect((await door.look(visitor, played.eventId, "staff"))?.decision.may.has("guest.invite")).toBe(true);
    await expect(door.admit(visitor, played.eventId, "event.reopen", "staff")).rejects.toThrow();
    expect(await db.entry.count({ where: { chain: played.eventId, name: { in: ["event.quarantined", "event.reopened"] } } })).toBe(2);
  });

  test("a guest comes in again by a new letter; the removed one by none", async () => {
    const invite = await house.steward.pass(played.eventId, "guest.invite", why);
    await house.house.guests.send(invite, [played.guestIds.get("haruka") ?? "", played.guestIds.get("adrien") ?? ""]);
    const link = await until(async () => {
      const found = await linkFor(house, played.eventId, clients.haruka.name);
      return found !== harukaLink && found;
    });
    expect(await enterBy(house, link)).not.toBeNull();
    expect(await enterBy(house, harukaLink)).toBeNull();
    expect(await enterBy(house, played.links[1] ?? "")).toBeNull();
  });

  test("the record says what was put back and lost, holds, and grows on", async () => {
    const lines: string[] = [];
    await house.close();
    house = await place.open(yesterday.url);
    const code = await verifyAudit(house.room, openPlace(undefined, place.dataDir), besideOf(place.dataDir), [], (line) => void lines.push(line));
    expect(lines.filter((line) => line.includes("BROKEN"))).toEqual([]);
    expect(code).toBe(0);
    expect(lines.some((line) => line.startsWith(`${played.eventId}: put back to entry`))).toBe(true);
    expect(await house.room.db.entry.count({ where: { chain: "house", name: "house.quarantined" } })).toBe(1); // once, not at each start
    expect((await house.room.db.event.findUniqueOrThrow({ where: { id: played.eventId } })).quarantinedAt).toBeNull();
  });
});

describe("C12: how an older database is known", () => {
  test("nothing was taken away, but a chain does not reach its checkpoint: a used link stays used", async () => {
    const place = await openPlaceFor();
    let house = await place.open();
    const played = await playThrough(house, { level: "invited", end: false });
    const link = await until(() => linkFor(house, played.eventId, clients.haruka.name));
    await house.close();
    const before = await copyDatabase(nameOf(place.database.url));
    const linesBefore = openTaken(path.join(place.dataDir, "taken.log")).all().length;
    house = await place.open();
    expect(await enterBy(house, link)).not.toBeNull();
    await house.close();
    expect(openTaken(path.join(place.dataDir, "taken.log")).all()).toHaveLength(linesBefore);
    house = await place.open(before.url);
    expect(await enterBy(house, link)).toBeNull();
    expect((await house.room.db.event.findUniqueOrThrow({ where: { id: played.eventId } })).quarantinedAt).not.toBeNull();
    await house.close();
    await before.drop();
    await place.erase();
  }, 120_000);

  test("the database as it was left is no older one, however often the house starts", async () => {
    const place = await openPlaceFor();
    for (let start = 0; start < 3; start += 1) {
      const house = await place.open();
      if (start === 0) await playThrough(house, { level: "invited", end: false });
      const { db, revoke } = house.room;
      if (start === 1) await revoke.session({ kind: "steward", why }, (await db.staff.findFirstOrThrow()).id, (await db.session.findFirstOrThrow()).id);
      await vi.waitFor(() => expect(revoke.waiting()).toBe(0), 5000);
      expect(await db.event.count({ where: { NOT: { quarantinedAt: null } } })).toBe(0);
      expect(await db.session.count({ where: { endedAt: null } })).toBeGreaterThan(2);
      await house.close();
    }
    await place.erase();
  }, 120_000);

  test("the log of what was taken is only added to, holds ids alone, and bears a torn line", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sipario-taken-"));
    const file = path.join(folder, "taken.log");
    const log = openTaken(file);
    const line = { id: "ent_1", act: "guest.removed", chain: "ev_1", personId: "gst_1", sessionId: "", at: "2027-01-01T00:00:00.000Z" };
    expect([log.note(line), log.note(line), openTaken(file).note(line)]).toEqual([1, 2, 3]);
    const before = readFileSync(file, "utf8");
    appendFileSync(file, before.slice(0, 40));
    const torn = openTaken(file);
    expect(torn.note(line)).toBe(4);
    expect(readFileSync(file, "utf8").startsWith(before)).toBe(true);
    expect(openTaken(file).all().map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(before).not.toMatch(/[A-Z][a-z]+ [A-Z]/);
    rmSync(folder, { recursive: true });
  });
});
