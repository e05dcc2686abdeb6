import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Knock } from "#server/access/knock.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { openEntrance } from "#server/door/door.ts";
import { digest } from "#server/infra/secrets.ts";
import { codeNameOf, openLaunch, titleOf } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let entrance: ReturnType<typeof openEntrance>;
let producer: Visitor;
let eventId: string;
let nth = 0;

/** Staff who signed in by more than a password and proved themselves a moment ago. */
async function strong(name: string, ...roles: Parameters<typeof launch.staff>[1][]): Promise<Visitor & { staff: { id: string } }> {
  const one = await launch.staff(name, ...roles);
  return { ...one, staff: { ...one.staff, roles, isNarrowed: false, onlyEvents: [], language: "en", isStrong: true, isSteppedUp: true } };
}

beforeAll(async () => {
  launch = await openLaunch();
  entrance = openEntrance(launch.room, launch.sessions, { seatsOf: () => [] });
  producer = await strong("Bruna Conti", "producer");
});
afterAll(() => launch.close());
beforeEach(async () => {
  eventId = await launch.event({ level: "confidential" });
});

const invite = (name = "Inès Arnaud", by = producer) => launch.invite(by, eventId, name, `c${++nth}@example.com`);
const as = <A extends Parameters<typeof launch.as>[2]>(ability: A, visitor = producer) => launch.as(visitor, eventId, ability);
async function give(guestId: string): Promise<string> {
  const given = await entrance.codes.give(await as("code.give"), guestId);
  if (!given.ok) throw new Error(given.reason);
  return given.value.code;
}
const knockAt = async (token: string, visitor: Visitor = stranger): Promise<Knock> => {
  const found = await launch.knock(visitor, token);
  if (!found) throw new Error("the door does not know the link");
  return found;
};
const press = (found: Knock, code: string | null, visitor: Visitor = stranger, instead = false) =>
  launch.guests.enter(found.pass, found, { sessionId: visitor.sessionId, browserWords: "Safari, iPhone", instead, code });
async function enter(token: string, code: string | null, visitor: Visitor = stranger) {
  return press(await knockAt(token, visitor), code, visitor);
}
async function entered(token: string, code: string, visitor: Visitor = stranger): Promise<Visitor> {
  const outcome = await enter(token, code, visitor);
  if (!outcome.ok) throw new Error(`not let in: ${outcome.reason}`);
  return launch.sessions.visitorOf(outcome.value.sessionToken);
}
const identities = (guestId: string) => launch.room.db.sessionIdentity.findMany({ where: { guestId, endedAt: null } });
const codes = (guestId: string) => launch.room.db.doorCode.findMany({ where: { guestId }, orderBy: { createdAt: "asc" } });
const rowOf = async (guestId: string) => (await launch.guests.list(await as("guest.list"))).find(({ id }) => id === guestId);
const wrong = { ok: false, reason: "wrongCode" };
const other = (code: string) => (code.startsWith("2") ? `3${code.slice(1)}` : `2${code.slice(1)}`);
const later = (ms: number) => launch.clock.move(ms);

test("before the code the door names neither guest nor event, not when and not where", async () => {
  const { token } = await invite();
  const found = await knockAt(token);
  const shown = await launch.guests.door(found.pass, found);
  expect(shown).toEqual({
    ...{ asks: "code", maison: "Maison Aurelle", state: "enter", anotherBrowser: "codeOrGuest" },
    ...{ guestName: null, otherName: null, eventName: null, place: null },
  });
  for (const word of ["Inès", titleOf, codeNameOf, "Palazzo", "2027", "Rome"]) expect(JSON.stringify(shown)).not.toContain(word);
});

test("the link alone binds nothing and is not used up", async () => {
  const { guestId, token } = await invite();
  expect(await enter(token, null)).toEqual(wrong);
  expect(await identities(guestId)).toEqual([]);
  expect(await launch.room.db.invitation.findFirstOrThrow({ where: { guestId } })).toMatchObject({ boundSessionId: null, openedAt: null });
  expect((await knockAt(token)).state).toBe("enter");
});

test("the code binds the browser in which it is accepted, once, and the agreement is next", async () => {
  const { guestId, token } = await invite();
  const code = await give(guestId);
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{9}$/);
  const visitor = await entered(token, code);
  expect(await identities(guestId)).toMatchObject([{ sessionId: visitor.sessionId, codeAt: expect.any(Date) }]);
  const look = await launch.door.look(visitor, eventId);
  expect(look?.decision.why).toBe("stepsLeft");
  expect(await entrance.nextStep(await launch.door.admit(visitor, eventId, "door.prove"))).toBe("nda");
  expect((await knockAt(token, visitor)).state).toBe("here");
  // Used up: it opens no second browser.
  expect(await enter(token, code)).toEqual(wrong);
  expect(await identities(guestId)).toHaveLength(1);
  const names = (await launch.room.db.entry.findMany({ where: { chain: eventId }, orderBy: { seq: "asc" } })).map(({ name }) => name);
  expect(names.slice(-3)).toEqual(["code.given", "code.accepted", "door.entered"]);
});

test("of a hundred browsers with the right code at once exactly one gets in", async () => {
  const { guestId, token } = await invite();
  const code = await give(guestId);
  const doors = await Promise.all(Array.from({ length: 100 }, () => knockAt(token)));
  const outcomes = await Promise.all(doors.map((found) => press(found, code)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter((one) => !one.ok && one.reason === "wrongCode")).toHaveLength(99);
  expect(await identities(guestId)).toHaveLength(1);
  expect(await codes(guestId)).toMatchObject([{ wrongTries: 0, usedAt: expect.any(Date) }]);
});

test("a hundred wrong codes at once are one try, and rest the code, never the guest", async () => {
  const { guestId, token } = await invite();
  const code = await give(guestId);
  const doors = await Promise.all(Array.from({ length: 100 }, () => knockAt(token)));
  await Promise.all(doors.map((found) => press(found, other(code))));
  expect(await codes(guestId)).toMatchObject([{ wrongTries: 1, endedAt: null }]);
  later(1001);
  await entered(token, code);
});

test("wrong, not given, resting, lapsed, ended and another guest's code are answered alike, and no sooner than a quarter second", async () => {
  const [ines, marc] = [await invite(), await invite("Marc Vidal")];
  const tries: [string, () => Promise<unknown>][] = [];
  const code = await give(ines.guestId);
  tries.push(["wrong", () => enter(ines.token, other(code))]);
  tries.push(["resting", () => enter(ines.token, code)]);
  tries.push(["not given", () => enter(marc.token, code)]);
  tries.push(["not a code", () => enter(marc.token, null)]);
  for (const [name, attempt] of tries) {
    const begun = performance.now();
    expect(await attempt(), name).toEqual(wrong);
    expect(performance.now() - begun, name).toBeGreaterThan(245);
  }
  later(24 * 60 * 60_000 + 2000);
  expect(await enter(ines.token, code)).toEqual(wrong);
  later(-24 * 60 * 60_000 - 2000);
  const second = await give(ines.guestId);
  expect(await enter(ines.token, code)).toEqual(wrong); // the new one ended it
  later(1001);
  await entered(ines.token, second);
});

test("wrong tries rest the code longer and longer, and the tenth ends it; what is typed meanwhile does not count", async () => {
  const { guestId, token } = await invite();
  const code = await give(guestId);
  const rests = [1, 5, 30, 120, 300, 600, 900, 1800, 3600];
  for (const [at, seconds] of rests.entries()) {
    expect(await enter(token, other(code))).toEqual(wrong);
    later(seconds * 1000 - 700);
    expect(await enter(token, code), `still resting after try ${at + 1}`).toEqual(wrong);
    expect((await codes(guestId))[0]).toMatchObject({ wrongTries: at + 1, endedAt: null, usedAt: null });
    expect((await rowOf(guestId))?.code).toMatchObject({ state: "resting", wrongTries: at + 1 });
    later(701);
  }
  expect((await rowOf(guestId))?.code?.state).toBe("given");
  expect(await enter(token, other(code))).toEqual(wrong);
  expect((await rowOf(guestId))?.code).toMatchObject({ state: "voided", wrongTries: 10 });
  expect(await enter(token, code)).toEqual(wrong);
  expect(await launch.room.db.entry.findFirst({ where: { chain: eventId, name: "code.voided" } })).toMatchObject({ facts: { guestId, wrongTries: 10 } });
  later(-(rests.reduce((sum, one) => sum + one, 0) * 1000 + rests.length));
});

test("ten wrong codes at a used link end that code and never the bound browser", async () => {
  const { guestId, token } = await invite();
  const visitor = await entered(token, await give(guestId));
  const second = await give(guestId);
  for (let at = 0; at < 10; at++) {
    expect(await enter(token, other(second))).toEqual(wrong);
    later(3_600_001);
  }
  expect((await codes(guestId)).at(-1)).toMatchObject({ wrongTries: 10, endedAt: expect.any(Date) });
  expect((await knockAt(token, visitor)).state).toBe("here");
  expect((await launch.door.look(visitor, eventId))?.decision.why).toBe("stepsLeft");
  later(-36_000_010);
});

test("a new code at the used link binds the new browser and ends the old one", async () => {
  const { guestId, token } = await invite();
  const first = await entered(token, await give(guestId));
  expect((await knockAt(token)).state).toBe("elsewhere");
  later(10);
  const ended: unknown[] = [];
  launch.room.revoke.seatsEndedBy(async (whose, why) => void ended.push({ whose, why }));
  const second = await entered(token, await give(guestId));
  launch.room.revoke.seatsEndedBy(async () => {});
  expect(ended).toEqual([{ whose: { guestId, sessionId: first.sessionId }, why: "movedElsewhere" }]);
  expect(await identities(guestId)).toMatchObject([{ sessionId: second.sessionId }]);
  expect(await launch.door.look(first, eventId)).toBeNull();
});

test("a browser that sits for somebody else keeps the code until it says so", async () => {
  const [ines, marc] = [await invite(), await invite("Marc Vidal")];
  const visitor = await entered(ines.token, await give(ines.guestId));
  const code = await give(marc.guestId);
  const found = await knockAt(marc.token, visitor);
  expect(found.state).toBe("otherPerson");
  expect(await press(found, code, visitor)).toEqual({ ok: false, reason: "otherPerson" });
  expect((await codes(marc.guestId))[0]).toMatchObject({ usedAt: null, wrongTries: 0 });
  expect(await press(found, code, visitor, true)).toMatchObject({ ok: true });
  expect(await identities(ines.guestId)).toEqual([]);
});

test("an advisor gives codes to own clients only; nobody else's are told of", async () => {
  const meiLin = await strong("Mei Lin Koh", "advisor");
  const [mine, hers] = [await invite("Marc Vidal", meiLin), await invite()];
  const pass = await as("code.give", meiLin);
  expect(await entrance.codes.give(pass, hers.guestId)).toEqual({ ok: false, reason: "gone" });
  expect(await entrance.codes.give(pass, "gst_0000000000000000000000")).toEqual({ ok: false, reason: "gone" });
  expect(await entrance.codes.give(pass, mine.guestId)).toMatchObject({ ok: true, value: { code: expect.any(String) } });
  expect((await launch.guests.list(await as("guest.list", meiLin))).map(({ name, code }) => [name, code?.state])).toEqual([["Marc Vidal", "given"]]);
});

test("an event without a code gives none, and one that wishes it asks for it", async () => {
  eventId = await launch.event({ level: "invited" });
  const { guestId, token } = await invite();
  expect(await entrance.codes.give(await as("code.give"), guestId)).toEqual({ ok: false, reason: "noCode" });
  expect(await rowOf(guestId)).not.toHaveProperty("code");
  await launch.room.db.event.update({ where: { id: eventId }, data: { wishes: { code: true } } });
  expect(await enter(token, null)).toEqual(wrong);
  const code = await give(guestId);
  expect(await enter(token, code)).toMatchObject({ ok: true });
});

test("taking an invitation back ends its code, and a new link does not wake it", async () => {
  const { guestId } = await invite();
  const code = await give(guestId);
  await launch.guests.withdraw(await as("guest.invite"), guestId);
  await launch.guests.send(await as("guest.invite"), [guestId]);
  await launch.sendQueued();
  expect(await enter(launch.tokenIn((await launch.letterTo(guestId)).text), code)).toEqual(wrong);
  expect((await rowOf(guestId))?.code?.state).toBe("ended");
});

test("raised to ask for a code, an event asks it of browsers that are in, and one of them stays", async () => {
  eventId = await launch.event({ level: "invited" });
  const { guestId, token } = await invite();
  const first = await entered(token, "");
  later(10);
  await launch.guests.sendAgain(await knockAt(token));
  await launch.sendQueued();
  const second = await entered(launch.tokenIn((await launch.letterTo(guestId)).text), "");
  await launch.room.db.event.update({ where: { id: eventId }, data: { level: "confidential" } });
  const pass = await launch.door.admit(first, eventId, "door.prove");
  expect(await entrance.nextStep(pass)).toBe("code");
  expect(await entrance.codes.prove(pass, null)).toEqual(wrong);
  const code = await give(guestId);
  expect(await entrance.codes.prove(pass, other(code))).toEqual(wrong);
  later(1001);
  const proved = await entrance.codes.prove(pass, code);
  if (!proved.ok) throw new Error(proved.reason);
  const visitor = await launch.sessions.visitorOf(proved.value.sessionToken);
  expect(visitor.sessionId).toBe(first.sessionId);
  expect(await identities(guestId)).toMatchObject([{ sessionId: first.sessionId, codeAt: expect.any(Date) }]);
  expect(await launch.door.look(second, eventId)).toBeNull();
  expect(await entrance.nextStep(await launch.door.admit(visitor, eventId, "door.prove"))).toBe("nda");
});

test("where staff alone move a guest, no code opens a used link; a reissue ends the browser and gives link and code", async () => {
  const { guestId, token } = await invite();
  const first = await entered(token, await give(guestId));
  await launch.room.db.event.update({ where: { id: eventId }, data: { level: "sealed" } });
  const spare = await give(guestId);
  expect(await enter(token, spare)).toEqual({ ok: false, reason: "elsewhere" });
  expect((await codes(guestId)).at(-1)?.usedAt).toBeNull();
  expect((await rowOf(guestId))?.browser).toMatchObject({ words: "Safari, iPhone" });
  const given = await launch.guests.reissue(await as("guest.invite"), await as("code.give"), guestId);
  if (!given.ok) throw new Error(given.reason);
  await launch.sendQueued();
  expect(await launch.door.look(first, eventId)).toBeNull();
  expect(await launch.knock(stranger, token)).toBeNull();
  const fresh = launch.tokenIn((await launch.letterTo(guestId)).text);
  expect(await enter(fresh, spare)).toEqual(wrong);
  later(1001);
  await entered(fresh, given.value.code);
  expect(await launch.room.db.entry.findFirst({ where: { chain: eventId, name: "seat.reissued" } })).toMatchObject({
    actor: { kind: "staff", id: producer.staff?.id },
    facts: { guestId, sessionIds: [first.sessionId] },
  });
});

test("a code is kept as a keyed hash: neither the code nor its plain digest stands anywhere", async () => {
  const { guestId } = await invite();
  const code = await give(guestId);
  expect(await launch.wordsInDatabase([code])).toEqual([]);
  const [row] = await codes(guestId);
  for (const plain of [code, `${guestId}\0${code}`]) expect(Buffer.from(row?.codeHash ?? "").equals(Buffer.from(digest(plain)))).toBe(false);
});
