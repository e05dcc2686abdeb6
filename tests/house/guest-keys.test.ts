import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { isProofCounted } from "#server/access/signed.ts";
import { newId } from "#server/infra/ids.ts";
import { openAuthenticator } from "#tests/house/authenticator.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";
import type { TestHouse } from "#tests/house/sealed-guest.ts";
import { keyedGuest, keyHolder, newPair, publicHalf, seatedGuest, sealedEvent, signText } from "#tests/house/sealed-guest.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house?.close());

const keysOf = (guestId: string) => house.room.db.guestKey.findMany({ where: { guestId }, orderBy: { createdAt: "asc" } });
const identityOf = (guestId: string) => house.room.db.sessionIdentity.findFirstOrThrow({ where: { guestId } });
const acts = async (eventId: string) => (await house.room.db.entry.findMany({ where: { chain: eventId }, orderBy: { seq: "asc" } })).map(({ name }) => name);

describe("a guest's own key", () => {
  test("is made once and shown; it vouches for a key of this browser, and the cookie is a new one", async () => {
    const eventId = await sealedEvent(house);
    const guest = await seatedGuest(house, eventId);
    const first = guest.cookie();
    expect((await guest.open()).status, "a cookie and a key nobody vouched for").toBe(403);
    expect(await guest.make()).toEqual({ status: 200 });
    expect((await guest.open()).status, "a key that was made and not shown").toBe(403);
    expect(guest.cookie()).toBe(first);
    expect(await guest.show()).toEqual({ status: 200 });
    expect(guest.cookie()).not.toBe(first);
    const opened = await guest.open();
    expect(opened.status).toBe(200);
    expect(await opened.json()).toMatchObject({ screen: "room", isKeyed: true });
    expect((await keyHolder(house, eventId, first ?? "").post(`/entry/${eventId}/nonce`, undefined)).status, "the cookie before it").toBe(404);

    const [key] = await keysOf(guest.guestId);
    expect(key).toMatchObject({ kind: "passkey", eventId, guestId: guest.guestId, sessionId: guest.sessionId, endedAt: null });
    expect(key?.checkedAt).not.toBeNull();
    expect(await identityOf(guest.guestId)).toMatchObject({ keyId: key?.id, keyProvedAt: expect.any(Date) });
    expect(await acts(eventId)).toEqual(["key.made", "key.proved"]);
    expect(await house.house.audit.verify(eventId)).toMatchObject({ brokenAt: null });
    expect(await guest.make(), "another one is staff's to give").toEqual({ status: 409, reason: "hasKey" });
    expect(await guest.show(), "once more").toEqual({ status: 200 });
  });

  test("what the guest's device keeps beside it names neither guest nor event", async () => {
    const eventId = await sealedEvent(house);
    const guest = await seatedGuest(house, eventId);
    const { answer } = await guest.key("begin", { kind: "passkey" });
    const { make } = (answer?.value ?? {}) as unknown as { make: Record<string, unknown> };
    expect(make).toMatchObject({
      attestation: "none",
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      user: { name: "0001", displayName: "0001" },
      rp: { id: "localhost" },
    });
    expect(JSON.stringify(make)).not.toMatch(/Segreta|Nascosta|ev_/);
  });

  test("waits for the code and the agreement", async () => {
    const eventId = await sealedEvent(house, { wishes: { softwareKey: true } });
    for (const lacking of [{ hasCode: false }, { hasSigned: false }])
      for (const kind of ["passkey", "software"] as const) expect(await (await seatedGuest(house, eventId, lacking)).make(kind)).toEqual({ status: 409, reason: "stepsLeft" });
    const guest = await keyedGuest(house, eventId);
    await house.room.db.event.update({ where: { id: eventId }, data: { agreementVersion: 2 } });
    expect(await guest.show()).toEqual({ status: 409, reason: "stepsLeft" });
    expect((await guest.open()).status, "a text that changed closes the room as well").toBe(403);
  });

  test("is refused where the event asks for none, and to whoever knows of no event", async () => {
    const eventId = await sealedEvent(house, { level: "confidential", phase: "doors" });
    const guest = await seatedGuest(house, eventId, { hasSigned: false });
    for (const [act, said] of [["begin", { kind: "passkey" }], ["ask", { requestKey: await publicHalf(await newPair()) }]] as const)
      expect((await guest.key(act, said)).status).toBe(404);
    expect((await guest.post(`/entry/${eventId}/nonce`, undefined)).status).toBe(404);
    const sealed = await sealedEvent(house);
    const stranger = keyHolder(house, sealed, guest.cookie() ?? "");
    const [real, madeUp] = await Promise.all([stranger.post(`/entry/${sealed}/key/begin`, { kind: "passkey" }), stranger.post(`/entry/${sealed.slice(0, -3)}xyz/key/begin`, { kind: "passkey" })]);
    expect([real.status, await real.text()]).toEqual([madeUp.status, await madeUp.text()]);
    expect(real.status).toBe(404);
  });

  test("counts only with its holder's finger, face or code, from the house's own page, for the question that was asked", async () => {
    const eventId = await sealedEvent(house);
    const guest = await seatedGuest(house, eventId);
    const wrongs = [{ origin: "https://elsewhere.example" }, { isUserVerified: false }, { challenge: Buffer.alloc(56, 7).toString("base64url") }];
    for (const wrong of wrongs) expect(await guest.make("passkey", wrong)).toEqual({ status: 409, reason: "wrong" });
    expect(await keysOf(guest.guestId)).toEqual([]);
    expect(await guest.make()).toEqual({ status: 200 });
    for (const wrong of wrongs) expect(await guest.show({ wrong })).toEqual({ status: 409, reason: "wrong" });
    expect(await guest.show({ by: openAuthenticator(house.origin) }), "another passkey").toEqual({ status: 409, reason: "wrong" });
    expect(await guest.show({ vouchFor: await newPair() }), "a browser's key that the question was not about").toEqual({ status: 409, reason: "wrong" });
    expect((await identityOf(guest.guestId)).keyProvedAt).toBeNull();
    expect((await guest.open()).status).toBe(403);
  });

  test("an answer is good once, for a minute, in the browser that was asked", async () => {
    const eventId = await sealedEvent(house);
    const [guest, other] = [await seatedGuest(house, eventId), await seatedGuest(house, eventId)];
    await guest.make();
    await other.make();
    const pair = await newPair();
    const requestKey = await publicHalf(pair);
    const ask = async () => (await guest.key("ask", { requestKey })).answer?.value as unknown as { use: { challenge: string; rpId: string } };
    const answer = { kind: "passkey", requestKey, passkey: guest.passkey.use((await ask()).use as never) };
    expect((await other.key("show", answer)).answer, "another guest's browser").toMatchObject({ reason: "wrong" });
    const { sessionId, token } = await house.house.sessions.begin("a second browser of the guest");
    await house.room.db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId: guest.guestId, codeAt: new Date() } });
    expect((await keyHolder(house, eventId, token).key("show", answer)).answer, "another browser of the guest").toMatchObject({ reason: "wrong" });
    expect((await guest.key("show", answer)).status).toBe(200);
    expect((await guest.key("show", answer)).answer, "a second time").toMatchObject({ reason: "wrong" });
    const late = { kind: "passkey", requestKey, passkey: guest.passkey.use((await ask()).use as never) };
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    try {
      expect((await guest.key("show", late)).answer, "a minute later").toMatchObject({ reason: "wrong" });
    } finally {
      vi.useRealTimers();
    }
  });

  test("of two that are made at once one is kept", async () => {
    const eventId = await sealedEvent(house);
    const guest = await seatedGuest(house, eventId);
    const twin = { ...keyHolder(house, eventId, guest.cookie() ?? "") };
    const made = await Promise.all([guest.make(), twin.make()]);
    expect(made.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await keysOf(guest.guestId)).toHaveLength(1);
  });

  test("is asked for again once the doors are open", async () => {
    const eventId = await sealedEvent(house, { phase: "announced" });
    const guest = await keyedGuest(house, eventId);
    expect(await (await guest.open()).json()).toMatchObject({ screen: "waiting" });
    await house.room.db.event.update({ where: { id: eventId }, data: { phase: "doors", doorsAt: new Date(Date.now() + 1) } });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await guest.open()).status).toBe(403);
    expect(await guest.show()).toEqual({ status: 200 });
    expect(await (await guest.open()).json()).toMatchObject({ screen: "room", phase: "doors" });
    const [before, at, after] = [new Date(1000), new Date(2000), new Date(3000)];
    expect([isProofCounted(null, null), isProofCounted(before, null), isProofCounted(before, at), isProofCounted(at, at), isProofCounted(after, at)]).toEqual([false, true, false, true, true]);
  });
});

describe("a software key", () => {
  test("only where the owner wished it, and only while that holds", async () => {
    const without = await seatedGuest(house, await sealedEvent(house));
    expect(await without.make("software")).toEqual({ status: 409, reason: "notAllowed" });
    const eventId = await sealedEvent(house, { wishes: { softwareKey: true } });
    const guest = await keyedGuest(house, eventId, {}, "software");
    expect((await keysOf(guest.guestId))[0]).toMatchObject({ kind: "software", credentialId: null });
    expect((await guest.open()).status).toBe(200);
    await house.room.db.event.update({ where: { id: eventId }, data: { wishes: { softwareKey: false } } });
    expect((await guest.open()).status, "it ends with the wish").toBe(403);
  });

  test("of another browser opens nothing with a stolen cookie", async () => {
    const eventId = await sealedEvent(house, { wishes: { softwareKey: true } });
    const guest = await keyedGuest(house, eventId, {}, "software");
    const thief = keyHolder(house, eventId, guest.cookie() ?? "");
    expect(await thief.make("software"), "a key of their own").toEqual({ status: 409, reason: "hasKey" });
    thief.held.software = await newPair();
    expect(await thief.show(), "and shown as the guest's").toEqual({ status: 409, reason: "wrong" });
    thief.held.request = await newPair();
    expect((await thief.open()).status).toBe(403);
    expect((await guest.open()).status).toBe(200);
  });

  test("a signature that is none, or was made for a request, makes no key", async () => {
    const eventId = await sealedEvent(house, { wishes: { softwareKey: true } });
    const guest = await seatedGuest(house, eventId);
    const pair = await newPair();
    const question = async () => ((await guest.key("begin", { kind: "software" })).answer?.value as unknown as { question: string } | undefined)?.question ?? "";
    const make = async (asked: string, words: string) => (await guest.key("make", { kind: "software", question: asked, publicKey: await publicHalf(pair), signature: await signText(pair, words) })).answer;
    for (const words of [(asked: string) => asked, (asked: string) => `sipario-request\n${asked}`, () => ""]) {
      const asked = await question();
      expect(await make(asked, words(asked))).toMatchObject({ reason: "wrong" });
    }
    const asked = await question();
    expect(await make(asked, `sipario-key\n${asked}`), "the question a wrong answer used up is another one").toMatchObject({ ok: true });
  });
});

describe("another guest's key", () => {
  test("neither vouches nor signs", async () => {
    const eventId = await sealedEvent(house);
    const [guest, other] = [await seatedGuest(house, eventId), await keyedGuest(house, eventId)];
    await guest.make();
    expect(await guest.show({ by: other.passkey })).toEqual({ status: 409, reason: "wrong" });
    guest.held.request = other.held.request;
    expect((await guest.open()).status).toBe(403);
    await expect(guest.seat()).rejects.toThrow("refused");
  });
});

const endKey = async (eventId: string, guestId: string) => {
  await house.room.db.guestKey.updateMany({ where: { guestId }, data: { endedAt: new Date() } });
  house.room.signals.say("standing.changed", { eventId, personId: guestId });
};

describe("a key that has ended", () => {
  test("is dead at once: requests, seat and a question it was just asked", async () => {
    const eventId = await sealedEvent(house);
    const guest = await keyedGuest(house, eventId);
    const { socket } = await guest.seat();
    const endings: unknown[] = [];
    socket.on("seat.ended", (said) => void endings.push(said));
    const requestKey = await publicHalf(await newPair());
    const asked = (await guest.key("ask", { requestKey })).answer?.value as unknown as { use: never };

    await endKey(eventId, guest.guestId);
    await until(() => !socket.connected);
    expect(endings).toEqual([{ why: "stepsLeft" }]);
    expect((await guest.open()).status).toBe(403);
    await expect(guest.seat()).rejects.toThrow("refused");
    expect((await guest.key("show", { kind: "passkey", requestKey, passkey: guest.passkey.use(asked.use) })).answer).toMatchObject({ reason: "noKey" });
    expect(await guest.show()).toEqual({ status: 409, reason: "noKey" });

    const fresh = keyHolder(house, eventId, guest.cookie() ?? "");
    expect([await fresh.make(), await fresh.show()]).toEqual([{ status: 200 }, { status: 200 }]);
    expect((await fresh.open()).status).toBe(200);
    guest.browser.jar.cookie = fresh.cookie();
    expect((await guest.open()).status, "the browser's key that the old one vouched for").toBe(403);
  });

  test("ends with the place that staff give on another device; there a new one is made", async () => {
    const eventId = await sealedEvent(house);
    const guest = await keyedGuest(house, eventId);
    const clientId = newId("client");
    const named = (column: string) => house.room.sealed.house.seal(`Client.${column}:${clientId}`, "ottavia@sealed.example");
    await house.room.db.client.create({ data: { id: clientId, name: named("name"), email: named("email"), emailHash: house.room.secrets.search("email", clientId) } });
    await house.room.db.guest.update({ where: { id: guest.guestId }, data: { clientId } });
    const { socket } = await guest.seat();
    const [invite, give] = [await house.steward.pass(eventId, "guest.invite", "test"), await house.steward.pass(eventId, "code.give", "test")];
    expect(await house.house.guests.reissue(invite, give, guest.guestId)).toMatchObject({ ok: true });
    await until(() => !socket.connected);
    expect((await guest.post(`/room/${eventId}/open`, undefined)).status).toBe(404);
    expect((await keysOf(guest.guestId)).map(({ endedAt }) => endedAt !== null)).toEqual([true]);

    const { sessionId, token } = await house.house.sessions.begin("the new device");
    await house.room.db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId: guest.guestId, codeAt: new Date() } });
    const anew = keyHolder(house, eventId, token);
    expect([await anew.show({ by: guest.passkey }), await anew.make(), await anew.show(), (await anew.open()).status]).toEqual([{ status: 409, reason: "noKey" }, { status: 200 }, { status: 200 }, 200]);
  });

  test("showing it again ends the seat that stands on the key before", async () => {
    const eventId = await sealedEvent(house);
    const guest = await keyedGuest(house, eventId);
    const { socket } = await guest.seat();
    expect(await guest.show()).toEqual({ status: 200 });
    await until(() => !socket.connected);
    expect((await guest.seat()).may).toContain("stage.watch");
  });

  test("staff see whose key it is, on what browser, and when it last worked", async () => {
    const eventId = await sealedEvent(house);
    const guest = await keyedGuest(house, eventId);
    const cards = await house.house.keys.list(await house.steward.pass(eventId, "code.give", "test"));
    expect(cards).toEqual([{ guestId: guest.guestId, kind: "passkey", browser: "Firefox on Linux", madeAt: expect.any(String), checkedAt: expect.any(String) }]);
  });
});

test("a removed guest's key opens nothing, and a withdrawn invitation takes it along", async () => {
  const eventId = await sealedEvent(house);
  const [removed, withdrawn] = [await keyedGuest(house, eventId), await keyedGuest(house, eventId)];
  await house.house.guests.remove(await house.steward.pass(eventId, "guest.remove", "test"), removed.guestId);
  expect((await removed.open()).status).toBe(403);
  await expect(removed.seat("x".repeat(130))).rejects.toThrow("refused");
  await house.house.guests.withdraw(await house.steward.pass(eventId, "guest.invite", "test"), withdrawn.guestId);
  expect((await withdrawn.post(`/entry/${eventId}/nonce`, undefined)).status).toBe(404);
  await until(async () => (await keysOf(withdrawn.guestId)).every(({ endedAt }) => endedAt !== null));
});
