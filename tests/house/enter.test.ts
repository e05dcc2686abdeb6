import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Knock } from "#server/access/knock.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { digest } from "#server/infra/secrets.ts";
import { codeNameOf, openLaunch, titleOf } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let producer: Visitor;
let eventId: string;
let nth = 0;

beforeAll(async () => {
  launch = await openLaunch();
  producer = await launch.staff("Bruna Conti", "producer");
});
afterAll(() => launch.close());
beforeEach(async () => {
  eventId = await launch.event();
});

const invite = (name = "Inès Arnaud") => launch.invite(producer, eventId, name, `g${++nth}@example.com`);
const identities = (guestId: string) => launch.room.db.sessionIdentity.findMany({ where: { guestId, endedAt: null }, orderBy: { boundAt: "asc" } });
const knockAt = async (token: string, visitor: Visitor = stranger): Promise<Knock> => {
  const found = await launch.knock(visitor, token);
  if (!found) throw new Error("the door does not know the link");
  return found;
};
async function entered(token: string, visitor: Visitor = stranger, instead = false): Promise<Visitor> {
  const outcome = await launch.enter(token, visitor, instead);
  if (!outcome?.ok) throw new Error(`not let in: ${outcome ? outcome.reason : "not found"}`);
  return launch.sessions.visitorOf(outcome.value.sessionToken);
}

test("the door greets by name and looking changes nothing", async () => {
  const { guestId, token } = await invite();
  const before = await launch.room.db.invitation.findMany({ where: { guestId } });
  const found = await knockAt(token);
  expect(await launch.guests.door(found.pass, found)).toEqual({
    maison: "Maison Aurelle",
    guestName: "Inès Arnaud",
    otherName: null,
    eventName: titleOf,
    startsAt: "2027-03-11T17:30:00.000Z",
    zone: "Europe/Rome",
    place: "Palazzo Serbelloni",
    ...{ number: 1, kind: "guest", phase: "announced", state: "enter" },
  });
  expect(await launch.room.db.invitation.findMany({ where: { guestId } })).toEqual(before);
});

test("a veiled event is its code name at the door", async () => {
  eventId = await launch.event({ isVeiled: true });
  const found = await knockAt((await invite()).token);
  expect((await launch.guests.door(found.pass, found)).eventName).toBe(codeNameOf);
});

test("entering binds the browser, and the door then knows it", async () => {
  const { guestId, token } = await invite();
  const visitor = await entered(token);
  expect(await identities(guestId)).toMatchObject([{ sessionId: visitor.sessionId, eventId }]);
  expect((await knockAt(token, visitor)).state).toBe("here");
  const pass = await launch.door.admit(visitor, eventId, "event.know");
  expect(await launch.guests.me(pass)).toEqual({ name: "Inès Arnaud", number: 1, kind: "guest", expectedAt: null, language: "en" });
  expect(await launch.room.db.entry.findMany({ where: { chain: eventId, name: "door.entered" } })).toMatchObject([{ facts: { guestId } }]);
});

test("a speaker goes to the green room", async () => {
  const { token } = await launch.invite(producer, eventId, "Théo Marchal", `g${++nth}@example.com`, { kind: "speaker", expectedAt: "2027-03-11T18:50" });
  const outcome = await launch.enter(token);
  expect(outcome).toMatchObject({ ok: true, value: { to: "greenroom" } });
  if (!outcome?.ok) return;
  const pass = await launch.door.admit(await launch.sessions.visitorOf(outcome.value.sessionToken), eventId, "event.know");
  expect(await launch.guests.me(pass)).toMatchObject({ kind: "speaker", expectedAt: "2027-03-11T17:50:00.000Z" });
});

test("of a hundred browsers that press Enter at once exactly one gets in", async () => {
  const { guestId, token } = await invite();
  const doors = await Promise.all(Array.from({ length: 100 }, () => knockAt(token)));
  const sessionsBefore = await launch.room.db.session.count();
  const outcomes = await Promise.all(doors.map((found) => launch.enterWith(found)));
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  expect(outcomes.filter((one) => !one.ok && one.reason === "elsewhere")).toHaveLength(99);
  expect(await identities(guestId)).toHaveLength(1);
  expect(await launch.room.db.session.count()).toBe(sessionsBefore + 1);
  expect(await launch.room.audit.verify(eventId)).toMatchObject({ brokenAt: null });
});

test("a hundred presses in one browser all end in the room, with one binding and one living cookie", async () => {
  const { guestId, token } = await invite();
  const visitor = await launch.browser();
  const doors = await Promise.all(Array.from({ length: 100 }, () => knockAt(token, visitor)));
  const outcomes = await Promise.all(doors.map((found) => launch.enterWith(found, visitor)));
  expect(outcomes.every((one) => one.ok)).toBe(true);
  expect(await identities(guestId)).toHaveLength(1);
  const tokens = outcomes.flatMap((one) => (one.ok ? [one.value.sessionToken] : []));
  const visitors = await Promise.all(tokens.map((one) => launch.sessions.visitorOf(one)));
  expect(visitors.filter((one) => one.sessionId === visitor.sessionId)).toHaveLength(1);
});

test("a step up gives the browser a new cookie; the old one is dead", async () => {
  const { token } = await invite();
  const begun = await launch.sessions.begin("Safari");
  const visitor = await entered(token, { sessionId: begun.sessionId, staff: null });
  expect(visitor.sessionId).toBe(begun.sessionId);
  expect(await launch.sessions.visitorOf(begun.token)).toEqual(stranger);
});

test("staff who open a guest's link stay signed in", async () => {
  const { guestId, token } = await invite();
  const visitor = await entered(token, producer);
  expect(visitor.staff?.id).toBe(producer.staff?.id);
  expect(await identities(guestId)).toMatchObject([{ sessionId: producer.sessionId }]);
});

test("a used link is in use elsewhere for every other browser", async () => {
  const { token } = await invite();
  await entered(token);
  expect((await knockAt(token)).state).toBe("elsewhere");
  expect(await launch.enter(token)).toEqual({ ok: false, reason: "elsewhere" });
});

test("made-up, withdrawn and replaced links open nothing", async () => {
  const { guestId, token } = await invite();
  expect(await launch.knock(stranger, "A".repeat(43))).toBeNull();
  await launch.guests.send(await launch.as(producer, eventId, "guest.invite"), [guestId]);
  await launch.sendQueued();
  expect(await launch.knock(stranger, token)).toBeNull();
  const newer = launch.tokenIn((await launch.letterTo(guestId)).text);
  const standing = await knockAt(newer);
  await launch.guests.withdraw(await launch.as(producer, eventId, "guest.invite"), guestId);
  expect(await launch.knock(stranger, newer)).toBeNull();
  // Whoever looked before it was withdrawn and presses Enter after is too late.
  expect(await launch.enterWith(standing)).toEqual({ ok: false, reason: "gone" });
  expect(await identities(guestId)).toEqual([]);
});

test("a removed guest does not come in by a link that was open", async () => {
  const { guestId, token } = await invite();
  const standing = await knockAt(token);
  await launch.guests.remove(await launch.as(producer, eventId, "guest.remove"), guestId);
  expect(await launch.enterWith(standing)).toEqual({ ok: false, reason: "gone" });
  expect(await launch.knock(stranger, token)).toBeNull();
});

test("a second person in the same browser is asked first, and takes the place only if it says so", async () => {
  const [ines, marc] = [await invite(), await invite("Marc Vidal")];
  const visitor = await entered(ines.token);
  const found = await knockAt(marc.token, visitor);
  expect(await launch.guests.door(found.pass, found)).toMatchObject({ state: "otherPerson", guestName: "Marc Vidal", otherName: "Inès Arnaud" });
  expect(await launch.enter(marc.token, visitor)).toEqual({ ok: false, reason: "otherPerson" });
  expect((await launch.room.db.invitation.findFirstOrThrow({ where: { guestId: marc.guestId } })).boundSessionId).toBeNull();

  const ended: unknown[] = [];
  launch.room.revoke.seatsEndedBy(async (whose, why) => void ended.push({ whose, why }));
  const again = await entered(marc.token, visitor, true);
  launch.room.revoke.seatsEndedBy(async () => {});
  expect(ended).toEqual([{ whose: { guestId: ines.guestId, sessionId: visitor.sessionId }, why: "movedElsewhere" }]);
  expect(await identities(ines.guestId)).toEqual([]);
  expect(await identities(marc.guestId)).toMatchObject([{ sessionId: visitor.sessionId }]);
  const pass = await launch.door.admit(again, eventId, "event.know");
  expect(await launch.guests.me(pass)).toMatchObject({ name: "Marc Vidal" });
});

test("another browser gets a new link by letter, for ten minutes and one use", async () => {
  const { guestId, token } = await invite();
  await entered(token);
  await launch.guests.sendAgain(await knockAt(token));
  await launch.sendQueued();
  const letter = await launch.letterTo(guestId);
  expect(letter.calendar).toBeNull();
  const second = launch.tokenIn(letter.text);
  await entered(second);
  expect(await identities(guestId)).toHaveLength(2);
  expect((await knockAt(second)).state).toBe("elsewhere");

  await launch.guests.sendAgain(await knockAt(token));
  await launch.sendQueued();
  const third = launch.tokenIn((await launch.letterTo(guestId)).text);
  const standing = await knockAt(third);
  launch.clock.move(10 * 60_000);
  expect(await launch.knock(stranger, third)).toBeNull();
  expect(await launch.enterWith(standing)).toEqual({ ok: false, reason: "gone" });
  launch.clock.move(-10 * 60_000);
});

test("the newest browser ends the oldest beyond two", async () => {
  const { guestId, token } = await invite();
  const visitors = [await entered(token)];
  const ended: unknown[] = [];
  launch.room.revoke.seatsEndedBy(async (whose, why) => void ended.push({ whose, why }));
  for (let more = 0; more < 2; more++) {
    launch.clock.move(1000);
    await launch.guests.sendAgain(await knockAt(token));
    await launch.sendQueued();
    expect(ended).toEqual([]);
    visitors.push(await entered(launch.tokenIn((await launch.letterTo(guestId)).text)));
  }
  launch.room.revoke.seatsEndedBy(async () => {});
  const [first, ...rest] = visitors.map(({ sessionId }) => sessionId);
  expect(ended).toEqual([{ whose: { guestId, sessionId: first }, why: "movedElsewhere" }]);
  expect((await identities(guestId)).map(({ sessionId }) => sessionId)).toEqual(rest);
  launch.clock.move(-2000);
});

test("a link is asked for three times an hour, and whoever asks hears nothing", async () => {
  const { guestId, token } = await invite();
  await launch.guests.sendAgain(await knockAt(token));
  expect(launch.letters).toEqual([]); // not used yet: nothing to ask for
  await entered(token);
  for (let asked = 0; asked < 5; asked++) expect(await launch.guests.sendAgain(await knockAt(token))).toBeUndefined();
  const parallel = await Promise.all(Array.from({ length: 5 }, () => knockAt(token)));
  await Promise.all(parallel.map((found) => launch.guests.sendAgain(found)));
  expect(launch.letters).toHaveLength(3);
  launch.clock.move(61 * 60_000);
  await launch.guests.sendAgain(await knockAt(token));
  expect(launch.letters).toHaveLength(4);
  launch.letters.length = 0;
  launch.clock.move(-61 * 60_000);
  expect(await launch.room.db.invitation.count({ where: { guestId, kind: "again" } })).toBe(4);
});

test("asking for a link never ends a personal one that waits", async () => {
  const { guestId, token } = await invite();
  await entered(token);
  const pass = await launch.as(producer, eventId, "guest.invite");
  await launch.guests.send(pass, [guestId]);
  await launch.sendQueued();
  const resent = launch.tokenIn((await launch.letterTo(guestId)).text);
  launch.clock.move(1000);
  await launch.guests.sendAgain(await knockAt(token));
  await launch.sendQueued();
  expect((await knockAt(resent)).state).toBe("enter");
  launch.clock.move(-1000);
});

test("a public visitor joins with a name or none, and comes back as the same guest", async () => {
  eventId = await launch.event({ level: "open" });
  const pass = await launch.door.admit(stranger, eventId, "door.enter");
  const browser = { sessionId: null, browserWords: "Firefox", language: "it" } as const;
  const first = (await launch.guests.joinOpen(pass, { name: "" }, browser)) ?? expect.fail("not joined");
  const visitor = await launch.sessions.visitorOf(first.sessionToken);
  const mine = await launch.door.admit(visitor, eventId, "door.enter");
  expect(await launch.guests.me(mine)).toEqual({ name: "Ospite", number: 1, kind: "guest", expectedAt: null, language: "it" });

  const same = { ...browser, sessionId: visitor.sessionId };
  await Promise.all(Array.from({ length: 10 }, () => launch.guests.joinOpen(mine, { name: "Somebody" }, same)));
  expect(await launch.room.db.guest.count({ where: { eventId } })).toBe(1);
  const fresh = await launch.browser();
  await Promise.all(Array.from({ length: 10 }, () => launch.guests.joinOpen(pass, { name: "Lia" }, { ...browser, sessionId: fresh.sessionId })));
  const rows = await launch.guests.list(await launch.as(producer, eventId, "guest.list"));
  expect(rows.map(({ name, number, email }) => ({ name, number, email }))).toEqual([
    { name: "Ospite", number: 1, email: null },
    { name: "Lia", number: 2, email: null },
  ]);
});

test("three hundred may join from one network address in ten minutes, and from another one as many", async () => {
  const pass = await launch.door.admit(stranger, await launch.event({ level: "open" }), "door.enter");
  const asked = await Promise.all(Array.from({ length: 301 }, () => launch.guests.mayJoin(pass, "192.0.2.7")));
  expect(asked.filter((may) => !may)).toHaveLength(1);
  expect(await launch.guests.mayJoin(pass, "192.0.2.8")).toBe(true);
});

test("an event by invitation is not joined without a link", async () => {
  const { token } = await invite();
  const found = await knockAt(token);
  const browser = { sessionId: null, browserWords: "Firefox", language: "en" } as const;
  await expect(launch.guests.joinOpen(found.pass, { name: "Lia" }, browser)).rejects.toThrow("only an open event");
});

test("links and cookies are kept as digests only", async () => {
  const { token } = await invite();
  const outcome = await launch.enter(token);
  if (!outcome?.ok) throw new Error("not let in");
  expect(await launch.room.db.invitation.count({ where: { tokenHash: digest(token) } })).toBe(1);
  expect(await launch.room.db.session.count({ where: { tokenHash: digest(outcome.value.sessionToken) } })).toBe(1);
  expect(await launch.wordsInDatabase([token, outcome.value.sessionToken])).toEqual([]);
});
