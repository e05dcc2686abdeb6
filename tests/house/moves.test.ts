import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Knock } from "#server/access/knock.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { openEntrance } from "#server/door/door.ts";
import type { Seat } from "#server/seats/seat.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let entrance: ReturnType<typeof openEntrance>;
let producer: Visitor;
let eventId: string;
let nth = 0;
const heard: { name: string; body: unknown }[] = [];

beforeAll(async () => {
  launch = await openLaunch();
  const seat = { line: { emit: (name: string, body: unknown) => void heard.push({ name, body }) } } as unknown as Seat;
  entrance = openEntrance(launch.room, launch.sessions, { seatsOf: () => [seat] });
  const staff = await launch.staff("Bruna Conti", "producer");
  producer = { ...staff, staff: { ...staff.staff, roles: ["producer"], isNarrowed: false, onlyEvents: [], language: "en", isStrong: true, isSteppedUp: true } };
});
afterAll(() => launch.close());
beforeEach(async () => {
  eventId = await launch.event({ level: "confidential" });
  heard.length = 0;
});

const knockAt = async (token: string, visitor: Visitor = stranger): Promise<Knock> => {
  const found = await launch.knock(visitor, token);
  if (!found) throw new Error("the door does not know the link");
  return found;
};
async function seatedGuest(name = "Inès Arnaud") {
  const { guestId, token } = await launch.invite(producer, eventId, name, `m${++nth}@example.com`);
  const given = await entrance.codes.give(await launch.as(producer, eventId, "code.give"), guestId);
  if (!given.ok) throw new Error(given.reason);
  const found = await knockAt(token);
  const outcome = await launch.guests.enter(found.pass, found, { sessionId: null, browserWords: "Chrome, Mac", instead: false, code: given.value.code });
  if (!outcome.ok) throw new Error(outcome.reason);
  const visitor = await launch.sessions.visitorOf(outcome.value.sessionToken);
  return { guestId, token, visitor, know: () => launch.door.admit(visitor, eventId, "event.know") };
}
/** A screen with the used link in hand, and the code it shows. */
async function newScreen(token: string, visitor: Visitor = stranger) {
  const found = await knockAt(token, visitor);
  const begun = await entrance.moves.start(found.pass, found, { sessionId: visitor.sessionId, browserWords: "Safari, iPhone" });
  if (!begun.ok) throw new Error(begun.reason);
  const here = begun.value.sessionToken ? await launch.sessions.visitorOf(begun.value.sessionToken) : visitor;
  return { ...begun.value, visitor: here };
}
const stateOf = async (token: string, visitor: Visitor) => {
  const found = await knockAt(token, visitor);
  return entrance.moves.state(found.pass, found, visitor.sessionId);
};
const identities = (guestId: string) => launch.room.db.sessionIdentity.findMany({ where: { guestId, endedAt: null } });
const gone = { ok: false, reason: "gone" };

test("the guest moves their own seat: code on the new screen, the same two words on both, and the old browser ends", async () => {
  const { guestId, token, visitor, know } = await seatedGuest();
  const screen = await newScreen(token);
  expect(screen.code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  expect(await stateOf(token, screen.visitor)).toBe("waiting");
  const looked = await entrance.moves.look(await know(), screen.code);
  expect(looked).toEqual({ ok: true, value: { words: screen.words, browser: "Safari, iPhone" } });
  expect(await identities(guestId)).toHaveLength(1); // looking moves nothing

  launch.clock.move(10);
  const ended: unknown[] = [];
  launch.room.revoke.seatsEndedBy(async (whose, why) => void ended.push({ whose, why }));
  expect(await entrance.moves.move(await know(), screen.code)).toMatchObject({ ok: true });
  launch.room.revoke.seatsEndedBy(async () => {});
  expect(ended).toEqual([{ whose: { guestId, sessionId: visitor.sessionId }, why: "movedElsewhere" }]);
  expect(await identities(guestId)).toMatchObject([{ sessionId: screen.visitor.sessionId, codeAt: expect.any(Date) }]);
  expect(await stateOf(token, screen.visitor)).toBe("approved");
  expect(await launch.door.look(visitor, eventId)).toBeNull();
  expect((await launch.door.look(screen.visitor, eventId))?.decision.why).toBe("stepsLeft"); // the agreement, not the code
  expect(await entrance.nextStep(await launch.door.admit(screen.visitor, eventId, "door.prove"))).toBe("nda");
  expect(await launch.room.db.entry.findFirst({ where: { chain: eventId, name: "seat.moved" } })).toMatchObject({
    actor: { kind: "guest", id: guestId },
    facts: { guestId, sessionIds: [visitor.sessionId, screen.visitor.sessionId] },
  });

  // The new browser presses the door's own key without a code: its cookie is a new one, the first is dead.
  const found = await knockAt(token, screen.visitor);
  const pressed = await launch.guests.enter(found.pass, found, { sessionId: screen.visitor.sessionId, browserWords: "", instead: false });
  expect(pressed).toMatchObject({ ok: true });
  expect(await launch.sessions.visitorOf(screen.sessionToken ?? "")).toEqual(stranger);
});

test("a code lives a minute, works once, and only for its own guest", async () => {
  const ines = await seatedGuest();
  const marc = await seatedGuest("Marc Vidal");
  const screen = await newScreen(ines.token);
  expect(await entrance.moves.look(await marc.know(), screen.code)).toEqual(gone);
  expect(await entrance.moves.move(await marc.know(), screen.code)).toEqual(gone);
  launch.clock.move(60_001);
  expect(await entrance.moves.look(await ines.know(), screen.code)).toEqual(gone);
  expect(await entrance.moves.move(await ines.know(), screen.code)).toEqual(gone);
  expect(await stateOf(ines.token, screen.visitor)).toBe("over");
  launch.clock.move(-60_001);
  const second = await newScreen(ines.token, screen.visitor);
  expect(second.sessionToken).toBeNull();
  expect(await entrance.moves.move(await ines.know(), screen.code)).toEqual(gone); // the newer code ended it
  const pass = await ines.know();
  const both = await Promise.all([entrance.moves.move(pass, second.code), entrance.moves.move(pass, second.code)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await identities(ines.guestId)).toMatchObject([{ sessionId: screen.visitor.sessionId }]);
});

test("ten codes a minute may be typed on one seat, right or wrong", async () => {
  const { token, know } = await seatedGuest();
  const pass = await know();
  for (let at = 0; at < 10; at++) expect(await entrance.moves.look(pass, "22222222")).toEqual(gone);
  const screen = await newScreen(token);
  expect(await entrance.moves.move(pass, screen.code)).toEqual({ ok: false, reason: "tooMany" });
});

test("nobody but a guest or speaker in their own seat moves one, and no event but one of a single browser offers it", async () => {
  const { token } = await seatedGuest();
  const screen = await newScreen(token);
  const staff = await launch.as(producer, eventId, "event.know");
  expect(await entrance.moves.move(staff, screen.code)).toEqual({ ok: false, reason: "notAllowed" });
  expect(entrance.moves.isOffered(staff)).toBe(false);
  for (const level of ["sealed", "invited"] as const) {
    const other = await seatedGuest();
    const before = await newScreen(other.token);
    await launch.room.db.event.update({ where: { id: eventId }, data: { level } });
    const pass = await other.know();
    expect(entrance.moves.isOffered(pass), level).toBe(false);
    expect(await entrance.moves.move(pass, before.code)).toEqual({ ok: false, reason: "notAllowed" });
    const found = await knockAt(other.token);
    expect(await entrance.moves.start(found.pass, found, { sessionId: null, browserWords: "" })).toEqual({ ok: false, reason: "notOffered" });
    await launch.room.db.event.update({ where: { id: eventId }, data: { level: "confidential" } });
  }
});

test("a removed guest starts no move and a signed-out screen receives none", async () => {
  const { guestId, token, know } = await seatedGuest();
  const screen = await newScreen(token);
  const pass = await know();
  await launch.room.db.session.update({ where: { id: screen.visitor.sessionId ?? "" }, data: { endedAt: launch.clock.now() } });
  expect(await entrance.moves.look(pass, screen.code)).toEqual(gone);
  expect(await entrance.moves.move(pass, screen.code)).toEqual(gone);
  expect(await identities(guestId)).toHaveLength(1);
  const again = await newScreen(token);
  const found = await knockAt(token);
  await launch.guests.remove(await launch.as(producer, eventId, "guest.remove"), guestId);
  expect(await entrance.moves.start(found.pass, found, { sessionId: null, browserWords: "" })).toEqual({ ok: false, reason: "notOffered" });
  expect(await entrance.moves.move(pass, again.code)).toEqual(gone);
});

test("a used link opened elsewhere is told to the seat and recorded, once for each browser in ten minutes", async () => {
  const { guestId, token, visitor } = await seatedGuest();
  const screen = { sessionId: null, browserWords: "Firefox, Windows" };
  for (let at = 0; at < 3; at++) {
    const found = await knockAt(token);
    await entrance.moves.openedAgain(found.pass, found, screen);
  }
  const mine = await knockAt(token, visitor);
  await entrance.moves.openedAgain(mine.pass, mine, { sessionId: visitor.sessionId, browserWords: "Chrome, Mac" }); // one's own browser is no news
  expect(heard).toEqual([{ name: "door.knocked", body: { at: expect.any(String), browser: "Firefox, Windows", isMove: false } }]);
  expect(await launch.room.db.entry.findMany({ where: { chain: eventId, name: "door.openedAgain" } })).toMatchObject([{ facts: { guestId } }]);
  await newScreen(token);
  expect(heard.at(-1)).toMatchObject({ name: "door.knocked", body: { browser: "Safari, iPhone", isMove: true } });
});

test("neither codes nor words of a move stand anywhere", async () => {
  const { token } = await seatedGuest();
  const screen = await newScreen(token);
  expect(await launch.wordsInDatabase([screen.code, `${screen.words[0]} ${screen.words[1]}`])).toEqual([]);
});
