import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Level } from "#contracts/event.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { openEntrance } from "#server/door/door.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import { openLost } from "#server/guests/lost.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

/** What is taken back while somebody is in the midst of being given it. */
let launch: Awaited<ReturnType<typeof openLaunch>>;
let producer: Visitor;
let nth = 0;
const faults: unknown[] = [];

beforeAll(async () => {
  launch = await openLaunch();
  const staff = await launch.staff("Bruna Conti", "producer");
  producer = { ...staff, staff: { ...staff.staff, roles: ["producer"], isNarrowed: false, onlyEvents: [], language: "en", isStrong: true, isSteppedUp: true } };
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await launch.close();
});

/** Holds an event's record still, so that whoever writes in it waits in the midst of its transaction; gives the way to let go. */
async function holdRecord(eventId: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: launch.databaseUrl });
  client.on("error", () => {}); // the database goes before a test that failed lets go
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`entry:${eventId}`]);
  return async () => {
    await client.query("COMMIT");
    await client.end();
  };
}
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isStored = () => expect.poll(() => launch.room.revoke.waiting(), { timeout: 10_000 }).toBe(0);
const withdraw = async (eventId: string, guestId: string) => launch.guests.withdraw(await launch.as(producer, eventId, "guest.invite"), guestId);
async function invited(level: Level = "invited") {
  const eventId = await launch.event({ level });
  const email = `m${++nth}@example.com`;
  return { eventId, email, ...(await launch.invite(producer, eventId, "Inès Arnaud", email)) };
}
const openLinks = (guestId: string) => launch.room.db.invitation.count({ where: { guestId, endedAt: null } });

test("a stranger whose press meets the raising of the level does not get in, nor later", async () => {
  for (const level of ["invited", "sealed"] as const) {
    const eventId = await launch.event({ level: "open", phase: "doors" });
    const pass = await launch.door.admit(stranger, eventId, "door.enter");
    await launch.room.revoke.level({ kind: "steward", why: "test" }, eventId, level);
    await isStored();
    expect(await launch.guests.joinOpen(pass, { name: "Zoe" }, { sessionId: null, browserWords: "", language: "en" })).toBeNull();
    expect(await launch.room.db.guest.count({ where: { eventId } })).toBe(0);
    expect(await launch.room.db.sessionIdentity.count({ where: { eventId } })).toBe(0);
  }
});

test("an open event that was raised, and is not stored so yet, stands on no public page", async () => {
  const eventId = await launch.event({ level: "open" });
  const slug = `ora-serena-${++nth}`;
  await launch.room.db.event.update({
    where: { id: eventId },
    data: { slug: launch.room.sealed.event(eventId).seal(`Event.slug:${eventId}`, slug), slugHash: launch.room.secrets.search("slug", slug) },
  });
  const events = openEvents(launch.room, openConsents(launch.room));
  expect(await events.open(slug)).toMatchObject({ eventId });
  expect((await events.listOpen()).map((one) => one.slug)).toContain(slug);
  launch.room.tombstones.raise(eventId, "confidential");
  expect(await events.open(slug)).toBeNull();
  expect(await events.shared(slug, "en")).toBeNull();
  expect((await events.listOpen()).map((one) => one.slug)).not.toContain(slug);
});

test("a guest whose invitation is withdrawn while they move to another screen has no browser left", async () => {
  const entrance = openEntrance(launch.room, launch.sessions, { seatsOf: () => [] });
  const { eventId, guestId, token } = await invited("confidential");
  const given = await entrance.codes.give(await launch.as(producer, eventId, "code.give"), guestId);
  if (!given.ok) throw new Error(given.reason);
  const knockAt = async (visitor: Visitor) => (await launch.knock(visitor, token)) ?? expect.fail("the door does not know the link");
  const first = await knockAt(stranger);
  const entered = await launch.guests.enter(first.pass, first, { sessionId: null, browserWords: "", instead: false, code: given.value.code });
  if (!entered.ok) throw new Error(entered.reason);
  const seated = await launch.sessions.visitorOf(entered.value.sessionToken);
  const used = await knockAt(stranger);
  const moving = await entrance.moves.start(used.pass, used, { sessionId: null, browserWords: "" });
  if (!moving.ok) throw new Error(moving.reason);

  const letGo = await holdRecord(eventId);
  const moved = entrance.moves.move(await launch.door.admit(seated, eventId, "event.know"), moving.value.code);
  await sleep(200);
  await withdraw(eventId, guestId);
  await sleep(200);
  await letGo();
  await moved;
  await isStored();
  expect(await launch.room.db.sessionIdentity.count({ where: { guestId, endedAt: null } })).toBe(0);
  expect(await openLinks(guestId)).toBe(0);
});

test("no new link survives the withdrawal of the one it was asked with", async () => {
  const lost = openLost(launch.room, (fault) => faults.push(fault));
  const { eventId, guestId, token, email } = await invited();
  await launch.enter(token);
  const used = (await launch.knock(await launch.browser(), token)) ?? expect.fail("the door does not know the link");
  expect(used.state).toBe("elsewhere");

  // Asked for, and withdrawn before it is recorded.
  let letGo = await holdRecord(eventId);
  const asked = Promise.all([launch.guests.sendAgain(used), lost.ask(email, `10.1.0.${++nth}`)]);
  await sleep(200);
  await withdraw(eventId, guestId);
  await sleep(200);
  await letGo();
  await asked;
  await isStored();
  expect(await openLinks(guestId)).toBe(0);

  // Withdrawn while the door's answer is on its way.
  await launch.guests.sendAgain(used);
  expect(await openLinks(guestId)).toBe(0);

  // The letter lost, and withdrawn between the look at the list and the writing.
  const late = await invited();
  letGo = await holdRecord(late.eventId);
  const withdrawn = withdraw(late.eventId, late.guestId);
  await sleep(100);
  const again = lost.ask(late.email, `10.1.0.${++nth}`);
  await sleep(200);
  await letGo();
  await Promise.all([withdrawn, again]);
  await isStored();
  await sleep(200);
  expect(await openLinks(late.guestId)).toBe(0);
});

test("who was withdrawn brings nobody", async () => {
  const { eventId, guestId, token } = await invited();
  const { wishes } = await launch.room.db.event.findUniqueOrThrow({ where: { id: eventId } });
  await launch.room.db.event.update({ where: { id: eventId }, data: { wishes: { ...(wishes as object), companions: true } } });
  const entered = await launch.enter(token);
  if (!entered?.ok) throw new Error("not in");
  const visitor = await launch.sessions.visitorOf(entered.value.sessionToken);
  const pass = await launch.door.admit(visitor, eventId, "companion.bring");
  await withdraw(eventId, guestId);
  await isStored();
  expect(await launch.guests.bring(pass, { name: "Lia", email: `lia${++nth}@example.com` })).toEqual({ ok: false, reason: "notYours" });
  expect(await launch.room.db.guest.count({ where: { companionOf: guestId } })).toBe(0);
});
