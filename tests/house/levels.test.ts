import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ability } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import { EventPlan, levels } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import { openDoor } from "#server/access/admit.ts";
import { isBuilt, profileOf } from "#server/access/profile.ts";
import { openRevoke } from "#server/access/revoke.ts";
import { openTombstones } from "#server/access/tombstones.ts";
import { openAudit } from "#server/audit/audit.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import { openDb } from "#server/infra/db.ts";
import type { TestRoom } from "#tests/access/people.ts";
import { openPeople } from "#tests/access/people.ts";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let house: TestRoom;
let people: ReturnType<typeof openPeople>;
let consents: ReturnType<typeof openConsents>;
let events: ReturnType<typeof openEvents>;
let owner: Awaited<ReturnType<typeof somebody>>;
let second: Awaited<ReturnType<typeof somebody>>;

/** Staff who proved themselves again a moment ago; owners count. */
async function somebody(roles: Role[]) {
  const found = await people.staff(roles);
  await house.room.db.staff.update({ where: { id: found.staff.id }, data: { ownerConfirmedAt: new Date(Date.now() - 73 * 3_600_000) } });
  return { ...found, staff: { ...found.staff, isStrong: true, isSteppedUp: true } };
}
beforeAll(async () => {
  house = await openTestRoom();
  people = openPeople(house);
  consents = openConsents(house.room);
  events = openEvents(house.room, consents);
  [owner, second] = [await somebody(["owner"]), await somebody(["owner"])];
});
afterAll(() => house.close());

const plan = (more: Partial<EventPlan> = {}): EventPlan =>
  EventPlan.parse({ title: "The piece", codeName: "Blue hour", localStart: "2037-03-11T11:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "inStore", ...more });
const sealed = (more: Partial<EventPlan> = {}) => plan({ level: "sealed", purgeOn: "2037-04-01", ...more });
const mayCreate = () => house.door.admitHouse(owner, "event.create");
const mayEnter = () => house.door.admitHouse(owner, "studio.enter");
const at = <A extends Ability>(eventId: string, ability: A, who = owner) => house.door.admit(who, eventId, ability, "staff");
const rowOf = (id: string) => house.room.db.event.findUniqueOrThrow({ where: { id } });
const entriesOf = async (chain: string) => (await house.room.db.entry.findMany({ where: { chain }, orderBy: { seq: "asc" } })).map(({ name }) => name);
const reason = async (made: EventPlan, who = owner) => {
  const outcome = await events.create(house.door.admitHouse(who, "event.create"), made);
  return outcome.ok ? null : outcome.reason;
};
async function make(made: EventPlan): Promise<string> {
  const outcome = await events.create(mayCreate(), made);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value.eventId;
}
async function agreed(eventId: string, asking: Parameters<typeof consents.ask>[1]): Promise<void> {
  const made = await consents.ask(await at(eventId, "consent.give"), asking);
  if (!made.ok) throw new Error(made.reason);
  const done = await consents.agree(await at(eventId, "consent.give", second), made.value.consentId, "I have seen the rooms, too.");
  if (!done.ok) throw new Error(done.reason);
}

describe("what the planner is told", () => {
  test("is the profile's own table, level for level, with who signs and whether the doors can open", () => {
    const facts = events.levels(mayEnter());
    expect(facts.map(({ level }) => level)).toEqual([...levels]);
    for (const { level, signs, isBuilt: is, ...told } of facts) {
      expect(told).toEqual(profileOf(level));
      expect(is).toBe(isBuilt(level));
      expect(signs).toEqual(level === "open" || level === "invited" ? [] : ["guest", "speaker"]);
    }
  });

  test("with the wishes of a plan, before it is saved", () => {
    const told = events.levelOf(mayEnter(), plan({ code: true, agreement: true, staffSign: true, oneBrowser: true, mark: true }));
    expect(told).toMatchObject({ level: "invited", entry: ["link", "code", "nda"], browsersMax: 1, seatsMax: 1, mark: "always", anotherBrowser: "codeOrGuest", signs: ["guest", "staff"] });
  });

  test.each([
    [sealed({ purgeOn: undefined }), ["purge.dateRequired"]],
    [sealed({ purgeOn: "2037-02-31" }), ["purge.dateRequired"]],
    [sealed({ purgeOn: "2037-06-10" }), ["purge.tooLate"]],
    [sealed({ purgeOn: "2037-06-09" }), []],
    [sealed({ purgeOn: "2037-03-10" }), ["purge.beforeStart"]],
    [plan({ purgeOn: "2037-03-10" }), ["purge.beforeStart"]],
    [plan({ purgeOn: "2039-03-12" }), ["retention.tooLong"]],
    [plan({ purgeOn: "2039-03-11" }), []],
    [plan({ level: "confidential", purgeOn: "2038-03-12" }), ["retention.tooLong"]],
    [plan({ level: "open", mode: "public", purgeOn: "2049-03-12" }), []],
    [plan({ level: "open", mode: "public", code: true }), ["entry.openHasNone"]],
    [sealed({ networks: "192.0.2.0/24\n2001:db8::/48, 198.51.100.7" }), []],
    [sealed({ networks: "the boutique" }), ["networks.unreadable"]],
    [sealed({ networks: "192.0.2.0/33" }), ["networks.unreadable"]],
    [sealed({ format: "hybrid" }), ["format.sealedIsInStore"]],
  ] as [EventPlan, string[]][])("%# is refused by the rules that stand against it, in the preview and on saving", async (made, faults) => {
    expect(events.check(mayEnter(), made).faults).toEqual(faults);
    expect(await reason(made)).toBe(faults[0] ?? null);
  });

  test("an owner alone lets in software keys; whoever else plans may leave them as they are", async () => {
    const producer = await somebody(["producer"]);
    expect(await reason(sealed({ softwareKey: true }), producer)).toBe("key.softwareByOwner");
    const eventId = await make(sealed({ softwareKey: true }));
    expect((await rowOf(eventId)).wishes).toMatchObject({ softwareKey: true });
    expect((await events.edit(await at(eventId, "event.edit", producer), sealed({ softwareKey: true, title: "Other" }), 1)).ok).toBe(true);
    expect((await events.edit(await at(eventId, "event.edit", producer), sealed(), 2)).ok).toBe(true);
    expect(await events.edit(await at(eventId, "event.edit", producer), sealed({ softwareKey: true }), 3)).toEqual({ ok: false, reason: "key.softwareByOwner" });
    expect((await rowOf(await make(plan({ softwareKey: true })))).wishes, "no wish below sealed").toMatchObject({ softwareKey: false });
  });

  test("networks are sealed and read back; the day of forgetting is the one that was planned, wherever it is", async () => {
    for (const zone of ["America/New_York", "Asia/Tokyo", "Europe/Rome", "Pacific/Kiritimati"]) {
      const eventId = await make(sealed({ zone, networks: "192.0.2.0/24" }));
      const { plan: read } = await events.plan(await at(eventId, "event.edit"));
      expect(read).toMatchObject({ purgeOn: "2037-04-01", networks: "192.0.2.0/24" });
      expect(Buffer.from((await rowOf(eventId)).networks ?? []).toString("latin1")).not.toContain("192.0.2");
      expect((await events.edit(await at(eventId, "event.edit"), { ...read, networks: undefined }, 1)).ok).toBe(true);
      expect((await rowOf(eventId)).networks).toBeNull();
    }
  });
});

describe("sealed outside of the boutiques", () => {
  test("is saved only with two owners' word for this very format, and goes on with it", async () => {
    const eventId = await make(sealed());
    const edit = async (more: Partial<EventPlan>, version: number) => events.edit(await at(eventId, "event.edit"), sealed(more), version);
    expect(await edit({ format: "online" }, 1)).toEqual({ ok: false, reason: "format.sealedIsInStore" });
    await agreed(eventId, { kind: "sealedOnline", wish: "online", reason: "The boutiques are closed." });
    expect(await edit({ format: "hybrid" }, 1)).toEqual({ ok: false, reason: "format.sealedIsInStore" });
    const check = events.check(mayEnter(), sealed({ format: "online" }), await events.agreedFor(await at(eventId, "event.edit"), sealed({ format: "online" })));
    expect(check.faults).toEqual([]);
    expect((await edit({ format: "online" }, 1)).ok).toBe(true);
    expect((await edit({ format: "online", title: "Another" }, 2)).ok).toBe(true);
    expect(await house.room.db.consent.findFirst({ where: { eventId } })).toMatchObject({ usedAt: expect.any(Date) });
    expect(await reason(sealed({ format: "online" })), "a new event has no two owners yet").toBe("format.sealedIsInStore");
  });
});

const event = (level: Level, phase: Phase, more: { format?: "inStore" | "hybrid" } = {}) =>
  people.event({ level, phase }).then(async (id) => {
    await house.room.db.event.update({ where: { id }, data: { format: more.format ?? "inStore" } });
    return id;
  });

describe("C6: a level is raised", () => {
  test.each(levels.flatMap((from) => levels.flatMap((to) => (["draft", "announced", "doors", "live"] as const).map((phase) => ({ from, to, phase })))))(
    "from $from to $to in $phase",
    async ({ from, to, phase }) => {
      const eventId = await event(from, phase);
      const isHigher = levels.indexOf(to) > levels.indexOf(from);
      const outcome = await events.raise(await at(eventId, "event.raise"), to);
      expect(outcome).toEqual(isHigher ? { ok: true, value: { level: to } } : { ok: false, reason: "notHigher" });
      const row = await rowOf(eventId);
      expect(row).toMatchObject({ level: isHigher ? to : from, phase });
      if (!isHigher) return;
      expect(row).toMatchObject({ mode: "inviteOnly", slug: null, slugHash: null, version: 2 });
      expect(row.purgeAt !== null).toBe(to === "sealed");
      expect(await entriesOf(eventId)).toEqual(["level.raised"]);
    },
  );

  test("not when it is over, and to sealed only where its format is, or two owners agreed", async () => {
    await expect(at(await event("invited", "ended"), "event.raise")).rejects.toThrow();
    const eventId = await event("invited", "live", { format: "hybrid" });
    expect(await events.raise(await at(eventId, "event.raise"), "sealed")).toEqual({ ok: false, reason: "format.sealedIsInStore" });
    await agreed(eventId, { kind: "sealedOnline", wish: "hybrid", reason: "The boutiques are closed." });
    expect((await events.raise(await at(eventId, "event.raise"), "sealed")).ok).toBe(true);
  });

  test("its browsers are asked for the steps of the new level at once, and the public goes for good", async () => {
    const eventId = await event("open", "live");
    const [visitor, invited] = [await people.browser(), await people.browser()];
    const client = await house.room.db.client.create({
      data: { id: "cli_levels", name: new Uint8Array(1), email: new Uint8Array(1), emailHash: new Uint8Array(1) },
    });
    const guestId = await people.guest(eventId);
    await house.room.db.guest.update({ where: { id: guestId }, data: { clientId: client.id } });
    await people.bind(visitor, eventId, { guestId: await people.guest(eventId) });
    await people.bind(invited, eventId, { guestId });
    await events.raise(await at(eventId, "event.raise"), "confidential");
    expect(await house.door.look(visitor, eventId), "as if the event had never been").toBeNull();
    expect(await house.door.look({ sessionId: null, staff: null }, eventId)).toBeNull();
    expect((await house.door.look(invited, eventId))?.decision).toMatchObject({ why: "stepsLeft", lens: "nothing" });
  });

  test("it holds while the database is away, and after a restart before it is back", async () => {
    const eventId = await event("invited", "live");
    const browser = await people.browser();
    await people.bind(browser, eventId, { guestId: await people.guest(eventId) });
    const journalFile = path.join(house.dataDir, "raised.jsonl");
    const away = openDb("postgresql://nobody@127.0.0.1:1/nothing");
    /** The house as it opens on one journal: its acts reach the database, or do not. */
    function process(db: typeof away) {
      const tombstones = openTombstones();
      const audit = openAudit(db, house.clock);
      const revoke = openRevoke({ db, clock: house.clock, audit, signals: house.room.signals, tombstones, journalFile, onFault: () => {} });
      return { revoke, door: openDoor({ ...house.doorDeps, tombstones }) };
    }
    const why = async ({ door }: ReturnType<typeof process>) => (await door.look(browser, eventId))?.decision.why;
    const running = process(away);
    await running.revoke.level({ kind: "steward", why: "test" }, eventId, "confidential");
    running.revoke.close();
    expect(await why(running)).toBe("stepsLeft");
    expect((await rowOf(eventId)).level, "not stored yet").toBe("invited");
    const again = process(away);
    expect(await why(again)).toBe("stepsLeft");
    again.revoke.close();
    const back = process(house.room.db);
    await until(async () => (await rowOf(eventId)).level === "confidential");
    back.revoke.close();
    expect(await why(back)).toBe("stepsLeft");
    await away.$disconnect();
  });
});

describe("C6: a level is lowered", () => {
  test("after the draft by the word of two owners, once, and to that level only", async () => {
    const eventId = await event("sealed", "announced");
    const lower = async (level: Level) => events.lower(await at(eventId, "event.lower"), level);
    expect(await lower("invited")).toEqual({ ok: false, reason: "notAgreed" });
    await agreed(eventId, { kind: "levelLowered", wish: "invited", reason: "The press knows of it." });
    expect(await lower("confidential")).toEqual({ ok: false, reason: "notAgreed" });
    expect(await lower("sealed")).toEqual({ ok: false, reason: "notLower" });
    expect(await lower("invited")).toEqual({ ok: true, value: { level: "invited" } });
    expect(await rowOf(eventId)).toMatchObject({ level: "invited", mode: "inviteOnly", version: 2 });
    await events.raise(await at(eventId, "event.raise"), "sealed");
    expect(await lower("invited"), "the word was used").toEqual({ ok: false, reason: "notAgreed" });
    expect(await entriesOf(eventId)).toEqual(["consent.asked", "consent.agreed", "level.lowered", "level.raised"]);
  });

  test("to open it becomes what open is, under an address that unveils nothing", async () => {
    const eventId = await event("confidential", "announced");
    await house.room.db.event.update({ where: { id: eventId }, data: { wishes: { code: true, agreement: true, mark: true } } });
    await agreed(eventId, { kind: "levelLowered", wish: "open", reason: "It is shown to everybody." });
    expect((await events.lower(await at(eventId, "event.lower"), "open")).ok).toBe(true);
    const row = await rowOf(eventId);
    expect(row).toMatchObject({ level: "open", mode: "public", wishes: { code: false, agreement: false, mark: false } });
    expect(house.room.sealed.event(eventId).open(`Event.slug:${eventId}`, row.slug ?? new Uint8Array())).toMatch(/^blue-hour-/);
  });

  test("is an owner's who proved themselves again; of two at once one does it", async () => {
    const eventId = await event("confidential", "announced");
    await expect(at(eventId, "event.lower", await somebody(["producer"]))).rejects.toThrow();
    await expect(at(eventId, "event.lower", { ...owner, staff: { ...owner.staff, isSteppedUp: false } })).rejects.toThrow();
    await agreed(eventId, { kind: "levelLowered", wish: "invited", reason: "The press knows of it." });
    const pass = await at(eventId, "event.lower");
    const both = await Promise.all([events.lower(pass, "invited"), events.lower(pass, "invited")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("seats already taken", () => {
  let cast: CastHouse;
  beforeAll(async () => {
    cast = await openCastHouse();
    for (const key of ["invited", "open"] as const) {
      await cast.house.events.openDoors(await cast.steward.pass(cast.eventIds[key], "event.open", "test"));
      await cast.house.events.goLive(await cast.steward.pass(cast.eventIds[key], "event.open", "test"));
    }
  });
  afterAll(() => cast.close());

  const ending = (socket: Wire) => new Promise<{ why: string; after: number }>((resolve) => {
    const since = performance.now();
    socket.once("seat.ended", ({ why }) => resolve({ why, after: performance.now() - since }));
  });

  test("of an open event: who came without a link leaves at once and finds nothing any more", async () => {
    const { eventIds, house: own, steward } = cast;
    const browser = cast.browser();
    const joined = await own.guests.joinOpen(await own.door.admit({ sessionId: null, staff: null }, eventIds.open, "door.enter"), { name: "Zoe" }, { sessionId: null, browserWords: "a phone", language: "en" });
    browser.jar.cookie = joined?.sessionToken ?? null;
    const { socket } = await cast.wire(browser.jar.cookie, { eventId: eventIds.open });
    const ended = ending(socket);
    await own.events.raise(await steward.pass(eventIds.open, "event.raise", "test"), "invited");
    expect((await ended).why).toBe("revoked");
    expect((await ended).after).toBeLessThan(1000);
    await until(async () => (await browser.get(`/room/${eventIds.open}`)).status === 404);
  });

  test("of an event by invitation: within a second, while the database stands still, a guest has steps left and weak staff no desk", async () => {
    const { eventIds, house: own, steward } = cast;
    const eventId = eventIds.invited;
    const { jar } = await cast.enter("ines");
    const [guest, desk] = [await cast.wire(jar.cookie, { eventId }), await cast.wire(cast.staffCookie("luca"), { eventId, as: "staff" })];
    const ended = [ending(guest.socket), ending(desk.socket)];
    const pass = await steward.pass(eventId, "event.raise", "test");
    const client = new pg.Client({ connectionString: cast.databaseUrl });
    await client.connect();
    await client.query("BEGIN");
    await client.query('LOCK TABLE "Event" IN ACCESS EXCLUSIVE MODE');
    const raising = own.events.raise(pass, "confidential");
    const [one, other] = await Promise.all(ended);
    await client.query("COMMIT");
    await client.end();
    expect((await raising).ok).toBe(true);
    expect([one?.why, other?.why]).toEqual(["stepsLeft", "revoked"]);
    for (const { after } of [one, other].filter((seen) => seen !== undefined)) expect(after).toBeLessThan(1000);
    expect(own.seating.seats({ eventId })).toEqual([]);
    await until(async () => (await cast.room.db.event.findUniqueOrThrow({ where: { id: eventId } })).level === "confidential");
    await expect(cast.wire(cast.staffCookie("luca"), { eventId, as: "staff" })).rejects.toThrow();
  });
});
