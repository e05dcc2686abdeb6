import { createSign, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ability } from "#contracts/abilities.ts";
import { phases } from "#contracts/event.ts";
import type { As } from "#server/access/admit.ts";
import { Refusal } from "#server/access/refusal.ts";
import { standing } from "#server/access/standing.ts";
import { visibleToAll, visibleToStaff } from "#server/access/visible.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { newId } from "#server/infra/ids.ts";
import { newToken } from "#server/infra/secrets.ts";
import type { TestRoom } from "#tests/access/people.ts";
import { openPeople } from "#tests/access/people.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let house: TestRoom;
let people: ReturnType<typeof openPeople>;
beforeAll(async () => {
  house = await openTestRoom();
  people = openPeople(house);
});
afterAll(() => house.close());

const refusalOf = async (asking: Promise<unknown> | (() => unknown)): Promise<Refusal["why"] | "let in"> => {
  try {
    await (typeof asking === "function" ? asking() : asking);
    return "let in";
  } catch (fault) {
    if (fault instanceof Refusal) return fault.why;
    throw fault;
  }
};
const ask = (visitor: Visitor, eventId: string, ability: Ability = "event.know", as?: As) => refusalOf(house.door.admit(visitor, eventId, ability, as));

describe("D1: unknown and forbidden look the same", () => {
  test("the shadow of a drill is known to its own people alone: not to an owner with its id, in no list", async () => {
    const [real, shadow] = [await people.event({ phase: "draft" }), await people.event({ phase: "draft" })];
    await house.room.db.event.update({ where: { id: shadow }, data: { drillOf: real } });
    const owner = await people.staff(["owner"]);
    const ofDrill = await people.staff(["analyst"], [shadow]);
    const colleague = await people.staff(["analyst"], [real]);
    expect([await ask(owner, real, "event.know", "staff"), await ask(owner, shadow, "event.know", "staff")]).toEqual(["let in", "unknown"]);
    expect([await ask(ofDrill, shadow, "event.know", "staff"), await ask(colleague, shadow, "event.know", "staff")]).toEqual(["let in", "unknown"]);
    const listed = await house.room.db.event.findMany({ where: visibleToStaff(owner), select: { id: true } });
    expect(listed.map(({ id }) => id)).toContain(real);
    expect(listed.map(({ id }) => id)).not.toContain(shadow);
  });

  test("a made-up id, another's event and a browser without a cookie get one answer", async () => {
    const [mine, other] = [await people.event(), await people.event()];
    const browser = await people.browser();
    await people.bind(browser, mine, { guestId: await people.guest(mine) });
    expect(await ask(browser, mine)).toBe("let in");
    for (const eventId of [other, newId("event"), "ev_", "", `ev_${"x".repeat(80)}`, "'; DROP TABLE \"Event\"; --"]) {
      expect(await standing(house.doorDeps, browser, eventId)).toBeNull(); // no row in either case
      expect(await house.door.look(browser, eventId)).toBeNull();
      expect(await ask(browser, eventId)).toBe("unknown");
    }
    expect(await ask(stranger, mine)).toBe("unknown");
    expect(await house.door.look(stranger, mine)).toBeNull();
  });

  test("an open event is known to a stranger once it is announced, and not before", async () => {
    expect(await ask(stranger, await people.event({ level: "open", phase: "draft" }))).toBe("unknown");
    const announced = await people.event({ level: "open", phase: "announced" });
    const pass = await house.door.admit(stranger, announced, "door.enter");
    expect(pass).toMatchObject({ eventId: announced, holder: { kind: "stranger", sessionId: null }, lens: "full" });
    expect(await ask(stranger, announced, "stage.watch")).toBe("lacking");
  });

  test("who knows of the event hears why nothing goes now, or that something is not theirs", async () => {
    const why = async (phase: (typeof phases)[number], ability: Ability) => {
      const eventId = await people.event({ phase });
      const browser = await people.browser();
      await people.bind(browser, eventId, { guestId: await people.guest(eventId) });
      return ask(browser, eventId, ability);
    };
    expect(await why("announced", "stage.watch")).toBe("notYet");
    expect(await why("ended", "stage.watch")).toBe("ended");
    expect(await why("cancelled", "stage.watch")).toBe("cancelled");
    expect(await why("live", "stage.direct")).toBe("lacking");
    expect(await why("draft", "event.know")).toBe("unknown");
    expect(await why("purged", "event.know")).toBe("unknown");
  });
});

describe("D2: a browser is somebody at an event by what it is bound to", () => {
  test("guest, speaker and tablet, each as what they are", async () => {
    const eventId = await people.event();
    const [a, b, c] = [await people.browser(), await people.browser(), await people.browser()];
    const [guestId, speakerId] = [await people.guest(eventId), await people.guest(eventId, { kind: "speaker" })];
    const { deviceId, boutiqueId } = await people.device(eventId);
    await people.bind(a, eventId, { guestId });
    await people.bind(b, eventId, { guestId: speakerId });
    await people.bind(c, eventId, { deviceId });
    expect((await house.door.look(a, eventId))?.holder).toEqual({ kind: "guest", sessionId: a.sessionId, guestId });
    expect((await house.door.look(b, eventId))?.holder).toEqual({ kind: "speaker", sessionId: b.sessionId, guestId: speakerId });
    expect((await house.door.look(c, eventId))?.holder).toEqual({ kind: "device", sessionId: c.sessionId, deviceId, boutiqueId });
    expect(await ask(c, eventId, "chat.post")).toBe("lacking");
    for (const visitor of [a, b, c]) expect(await ask(visitor, eventId, "event.know", "staff")).toBe("unknown");
  });

  test("the newest binding counts; one that ended does not", async () => {
    const eventId = await people.event();
    const browser = await people.browser();
    const [first, second] = [await people.guest(eventId), await people.guest(eventId)];
    await people.bind(browser, eventId, { guestId: first });
    await people.bind(browser, eventId, { guestId: second });
    expect((await house.door.look(browser, eventId))?.holder).toMatchObject({ guestId: second });
    await house.room.db.sessionIdentity.updateMany({ where: { guestId: second }, data: { endedAt: house.clock.now() } });
    expect((await house.door.look(browser, eventId))?.holder).toMatchObject({ guestId: first });
    await house.room.db.sessionIdentity.updateMany({ where: { guestId: first }, data: { endedAt: house.clock.now() } });
    expect(await ask(browser, eventId)).toBe("unknown");
  });

  test("a removed guest hears so and may nothing, a muted one watches, a revoked tablet knows nothing", async () => {
    const eventId = await people.event();
    const [removed, muted, tablet] = [await people.browser(), await people.browser(), await people.browser()];
    await people.bind(removed, eventId, { guestId: await people.guest(eventId, { removed: true }) });
    await people.bind(muted, eventId, { guestId: await people.guest(eventId, { muted: true }) });
    const { deviceId } = await people.device(eventId);
    await people.bind(tablet, eventId, { deviceId });
    for (const ability of ["event.know", "stage.watch", "door.enter"] as const) expect(await ask(removed, eventId, ability)).toBe("removed");
    expect(await ask(muted, eventId, "stage.watch")).toBe("let in");
    expect(await ask(muted, eventId, "chat.post")).toBe("lacking");
    expect(await ask(tablet, eventId, "reaction.send")).toBe("let in");
    await house.room.db.device.update({ where: { id: deviceId }, data: { revokedAt: house.clock.now() } });
    expect(await ask(tablet, eventId)).toBe("unknown");
  });

  test("what was taken away in memory is gone before the database knows", async () => {
    const eventId = await people.event();
    const [a, b, c] = [await people.browser(), await people.browser(), await people.browser()];
    const [gone, mute] = [await people.guest(eventId), await people.guest(eventId)];
    const { deviceId } = await people.device(eventId);
    const producer = await people.staff(["producer"]);
    await people.bind(a, eventId, { guestId: gone });
    await people.bind(b, eventId, { guestId: mute });
    await people.bind(c, eventId, { deviceId });
    const { tombstones } = house.room;
    tombstones.add(gone);
    tombstones.mute(mute);
    tombstones.add(deviceId);
    expect(await ask(a, eventId)).toBe("removed");
    expect(await ask(b, eventId, "reaction.send")).toBe("lacking");
    expect(await ask(c, eventId)).toBe("unknown");
    tombstones.unmute(mute);
    expect(await ask(b, eventId, "reaction.send")).toBe("let in");
    expect(await ask(producer, eventId, "stage.direct", "staff")).toBe("let in");
    tombstones.add(producer.staff.id);
    expect(await ask(producer, eventId, "stage.direct", "staff")).toBe("unknown");
    expect(await refusalOf(() => house.door.admitHouse(producer, "studio.enter"))).toBe("unknown");
  });
});

describe("D3: staff", () => {
  test("one narrowed to named events knows no other, and is a stranger at an open one", async () => {
    const [own, other, open] = [await people.event(), await people.event(), await people.event({ level: "open" })];
    const partner = await people.staff(["producer"], [own]);
    expect(await ask(partner, own, "stage.direct", "staff")).toBe("let in");
    expect(await ask(partner, other, "event.know", "staff")).toBe("unknown");
    expect(await ask(partner, newId("event"), "event.know", "staff")).toBe("unknown");
    expect(await ask(partner, open, "numbers.see", "staff")).toBe("lacking");
  });

  test("their role speaks only when they ask as staff; their browser may be a guest besides", async () => {
    const eventId = await people.event();
    const owner = await people.staff(["owner"]);
    expect(await ask(owner, eventId, "stage.direct", "event")).toBe("unknown");
    const guestId = await people.guest(eventId);
    await people.bind(owner, eventId, { guestId });
    expect((await house.door.look(owner, eventId))?.holder.kind).toBe("guest");
    expect((await house.door.look(owner, eventId, "staff"))?.holder).toEqual({ kind: "staff", sessionId: owner.sessionId, staffId: owner.staff.id, roles: ["owner"] });
  });

  test("the maison's own things: strangers and those who lack it get one answer", async () => {
    const [owner, host] = [await people.staff(["owner"]), await people.staff(["host"])];
    const pass = house.door.admitHouse(owner, "staff.invite");
    expect(pass.holder).toMatchObject({ kind: "staff", staffId: owner.staff.id });
    expect(await refusalOf(() => house.door.admitHouse(host, "staff.invite"))).toBe("unknown");
    expect(await refusalOf(() => house.door.admitHouse(stranger, "studio.enter"))).toBe("unknown");
    expect(await refusalOf(() => house.door.admitHouse({ ...owner, sessionId: null }, "studio.enter"))).toBe("unknown");
  });
});

describe("D4: the event moves on", () => {
  test("everybody's look turns with the phase, without a question to the database", async () => {
    const eventId = await people.event({ phase: "doors" });
    const [a, b, producer] = [await people.browser(), await people.browser(), await people.staff(["producer"])];
    await people.bind(a, eventId, { guestId: await people.guest(eventId) });
    await people.bind(b, eventId, { deviceId: (await people.device(eventId)).deviceId });
    const looks = [await house.door.look(a, eventId), await house.door.look(b, eventId), await house.door.look(producer, eventId, "staff")];
    for (const seen of looks) {
      if (!seen) throw new Error("each of them is known");
      expect(seen.decision.may.has("chat.read") || seen.decision.may.has("reaction.send")).toBe(false);
      const live = house.door.again(seen, "live");
      expect(live?.standing.event.phase).toBe("live");
      expect(live?.holder).toBe(seen.holder);
      expect(live?.decision.may.has("stage.watch")).toBe(true);
      expect(house.door.again(seen, "purged") === null).toBe(seen.holder.kind !== "staff");
    }
    const open = await house.door.look(stranger, await people.event({ level: "open" }));
    if (!open) throw new Error("an open event is known");
    expect(house.door.again(open, "ended")?.decision.why).toBe("ended");
    expect(house.door.again(open, "draft")).toBeNull();
  });

  test("a pass that was looked up tells its ability's refusal", async () => {
    expect(await refusalOf(() => house.door.passOf(null, "event.know"))).toBe("unknown");
  });
});

describe("D12: the steps of the door, as the rows have them", () => {
  /** A browser bound at an event whose agreement has been signed in its present version. */
  async function bound(level: "confidential" | "sealed", more: { codeAt?: Date; keyProvedAt?: Date; requestKey?: Uint8Array<ArrayBuffer> } = {}, version = 1) {
    const eventId = await people.event({ level });
    const guestId = await people.guest(eventId);
    const browser = await people.browser();
    await people.bind(browser, eventId, { guestId });
    await house.room.db.event.update({ where: { id: eventId }, data: { agreementVersion: 1 } });
    await people.sign(eventId, { guestId }, version);
    await house.room.db.sessionIdentity.updateMany({ where: { eventId }, data: more });
    return { eventId, guestId, browser };
  }
  const now = () => house.clock.now();

  test("a browser bound by its link alone has its steps left", async () => {
    const { eventId, browser } = await bound("confidential");
    expect(await ask(browser, eventId, "stage.watch")).toBe("stepsLeft");
    expect(await ask(browser, eventId, "door.prove")).toBe("let in");
  });

  test("a code and a signature open a confidential event; a text that changed asks again", async () => {
    const { eventId, browser } = await bound("confidential", { codeAt: now() });
    expect(await ask(browser, eventId, "stage.watch")).toBe("let in");
    await house.room.db.event.update({ where: { id: eventId }, data: { agreementVersion: 2 } });
    expect(await ask(browser, eventId, "stage.watch")).toBe("stepsLeft");
    const refused = await bound("confidential", { codeAt: now() }, 0);
    await house.room.db.event.update({ where: { id: refused.eventId }, data: { agreementVersion: 0 } });
    expect(await ask(refused.browser, refused.eventId, "stage.watch")).toBe("stepsLeft"); // no text: nothing was agreed to
  });

  test("at a sealed event only what the browser's own key signed counts", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
    const words = "words of the house";
    const by = (key: typeof privateKey) => new Uint8Array(createSign("sha256").update(words).sign({ key, dsaEncoding: "ieee-p1363" }));
    const { eventId, guestId, browser } = await bound("sealed", { codeAt: now(), keyProvedAt: now(), requestKey: spki });
    const keyId = newId("guestKey");
    await house.room.db.guestKey.create({ data: { id: keyId, eventId, guestId, sessionId: browser.sessionId, kind: "passkey", publicKey: spki } });
    await house.room.db.sessionIdentity.updateMany({ where: { eventId }, data: { keyId } });
    const signed = (signature: Uint8Array, said = words) => ({ ...browser, signed: { words: said, signature } });
    expect(await ask(browser, eventId, "stage.watch")).toBe("stepsLeft");
    expect(await ask(signed(by(other.privateKey)), eventId, "stage.watch")).toBe("stepsLeft");
    expect(await ask(signed(by(privateKey), "other words"), eventId, "stage.watch")).toBe("stepsLeft");
    expect(await ask(signed(by(privateKey).subarray(0, 40)), eventId, "stage.watch")).toBe("stepsLeft");
    expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("let in");
    const kind = (one: "software" | "passkey") => house.room.db.guestKey.update({ where: { id: keyId }, data: { kind: one } });
    await kind("software");
    expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("stepsLeft"); // the owner did not allow it
    await house.room.db.event.update({ where: { id: eventId }, data: { wishes: { softwareKey: true } } });
    expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("let in");
    await house.room.db.event.update({ where: { id: eventId }, data: { doorsAt: new Date(now().getTime() + 60_000) } });
    expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("stepsLeft"); // shown before the doors: asked once more
    await house.room.db.event.update({ where: { id: eventId }, data: { doorsAt: null } });
    await house.room.db.guestKey.update({ where: { id: keyId }, data: { endedAt: now() } });
    expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("stepsLeft");
    await house.room.db.guestKey.update({ where: { id: keyId }, data: { endedAt: null } });
    await house.room.db.sessionIdentity.updateMany({ where: { eventId }, data: { keyProvedAt: null } });
    expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("stepsLeft");
    for (const bad of [new Uint8Array([1, 2, 3]), new Uint8Array(generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }))]) {
      await house.room.db.sessionIdentity.updateMany({ where: { eventId }, data: { keyProvedAt: now(), requestKey: bad } });
      expect(await ask(signed(by(privateKey)), eventId, "stage.watch")).toBe("stepsLeft");
    }
  });

  test("the piece is revealed to press first, to everyone then, and to nobody by the clock", async () => {
    const { eventId, guestId, browser } = await bound("confidential", { codeAt: now() });
    const lens = async () => (await house.door.look(browser, eventId))?.decision.lens;
    const event = (data: object) => house.room.db.event.update({ where: { id: eventId }, data });
    expect(await lens()).toBe("veiled");
    await event({ earlyRevealedAt: now() });
    expect(await lens()).toBe("veiled");
    await house.room.db.guest.update({ where: { id: guestId }, data: { isEarly: true } });
    expect(await lens()).toBe("full");
    await house.room.db.guest.update({ where: { id: guestId }, data: { isEarly: false } });
    await event({ revealedAt: now() });
    expect(await lens()).toBe("full");
  });

  test("staff sign where the event says so, and come with a second proof", async () => {
    const eventId = await people.event({ level: "confidential", wishes: { staffSign: true } });
    await house.room.db.event.update({ where: { id: eventId }, data: { agreementVersion: 1 } });
    const owner = await people.staff(["owner"]);
    expect(await ask(owner, eventId, "desk.see", "staff")).toBe("secondProof");
    const strong = { ...owner, staff: { ...owner.staff, isStrong: true } } as Visitor;
    expect(await ask(strong, eventId, "desk.see", "staff")).toBe("stepsLeft");
    await people.sign(eventId, { staffId: owner.staff.id }, 1);
    expect(await ask(strong, eventId, "desk.see", "staff")).toBe("let in");
    expect(await ask(strong, eventId, "leak.trace", "staff")).toBe("stepUp");
    const again = { ...strong, staff: { ...strong.staff, isSteppedUp: true } } as Visitor;
    expect(await ask(again, eventId, "leak.trace", "staff")).toBe("let in");
    expect(await refusalOf(() => house.door.admitHouse(strong, "owner.confirm"))).toBe("stepUp");
    expect(await refusalOf(() => house.door.admitHouse(again, "owner.confirm"))).toBe("let in");
  });

  test("a tablet is woken for the night, and at a sealed event stands in a listed network", async () => {
    const eventId = await people.event({ level: "sealed" });
    const { deviceId } = await people.device(eventId);
    const browser = await people.browser();
    await people.bind(browser, eventId, { deviceId });
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const words = "words of the house";
    const signature = new Uint8Array(createSign("sha256").update(words).sign({ key: privateKey, dsaEncoding: "ieee-p1363" }));
    await house.room.db.device.update({ where: { id: deviceId }, data: { publicKey: new Uint8Array(publicKey.export({ type: "spki", format: "der" })) } });
    const at = (address: string | null) => ask({ ...browser, address, signed: { words, signature } }, eventId, "stage.watch");
    expect(await ask({ ...browser, address: "192.0.2.7" }, eventId, "stage.watch")).toBe("stepsLeft"); // a cookie is not the tablet
    const arm = (armedUntil: Date | null) => house.room.db.device.update({ where: { id: deviceId }, data: { armedUntil } });
    const list = (text: string) =>
      house.room.db.event.update({ where: { id: eventId }, data: { networks: house.room.sealed.event(eventId).seal(`Event.networks:${eventId}`, text) } });
    expect(await at("192.0.2.7")).toBe("notArmed");
    await arm(new Date(now().getTime() + 60_000));
    expect(await at("192.0.2.7")).toBe("notArmed"); // no list holds nobody
    await list("192.0.2.0/24, 2001:db8::/32");
    expect(await at("192.0.2.7")).toBe("let in");
    expect(await at("::ffff:192.0.2.7")).toBe("let in");
    expect(await at("2001:db8::9")).toBe("let in");
    for (const elsewhere of ["198.51.100.1", "nonsense", "", null]) expect(await at(elsewhere)).toBe("notArmed");
    await list("192.0.2.0/24, everywhere");
    expect(await at("192.0.2.7")).toBe("notArmed"); // a list that cannot be read holds nobody
    await list("192.0.2.0/24");
    await arm(new Date(now().getTime() - 1));
    expect(await at("192.0.2.7")).toBe("notArmed");
  });

  test("in quarantine even a bound guest finds nothing", async () => {
    const { eventId, browser } = await bound("confidential", { codeAt: now() });
    await house.room.db.event.update({ where: { id: eventId }, data: { quarantinedAt: now() } });
    expect(await ask(browser, eventId)).toBe("unknown");
  });
});

describe("D5: the door by personal link", () => {
  async function invited(more: Parameters<typeof people.event>[0] = {}) {
    const eventId = await people.event(more);
    const guestId = await people.guest(eventId);
    return { eventId, guestId, ...(await people.invitation(eventId, guestId)) };
  }

  test("shows its guest the door, uses nothing up, and needs no cookie", async () => {
    const { eventId, guestId, id, token } = await invited({ phase: "announced" });
    for (let again = 0; again < 3; again++) {
      const knock = await house.knock(stranger, token);
      expect(knock).toMatchObject({ invitationId: id, guestId, kind: "guest", state: "enter", pass: { eventId, lens: "nothing", holder: { kind: "guest", sessionId: null, guestId } } });
      expect([...(knock?.pass.may ?? [])].sort()).toEqual(["door.enter", "event.know"]);
    }
  });

  test("made-up, mangled, withdrawn, expired and removed all open the same nothing", async () => {
    const { eventId, guestId, token } = await invited();
    const browser = await people.browser();
    const nothing = [
      newToken(), "", "x", `${token}x`, token.slice(1), token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(),
      `${"é".repeat(43)}`, "'".repeat(43),
      (await people.invitation(eventId, guestId, { endedAt: house.clock.now() })).token,
      (await people.invitation(eventId, guestId, { expiresAt: new Date(house.clock.now().getTime() - 1) })).token,
      (await people.invitation(eventId, await people.guest(eventId, { removed: true }))).token,
    ];
    for (const one of nothing) for (const visitor of [stranger, browser]) expect(await house.knock(visitor, one)).toBeNull();
    expect((await house.knock(browser, (await people.invitation(eventId, guestId, { expiresAt: new Date(house.clock.now().getTime() + 60_000) })).token))?.state).toBe("enter");
    house.room.tombstones.add(guestId);
    expect(await house.knock(browser, token)).toBeNull();
  });

  test.each(phases)("at an event that is %s", async (phase) => {
    const { eventId, guestId, token } = await invited({ phase });
    const isOpen = phase === "announced" || phase === "doors" || phase === "live";
    expect((await house.knock(stranger, token))?.state ?? null).toBe(isOpen ? "enter" : null);
    const bound = await people.browser();
    await people.bind(bound, eventId, { guestId });
    const isTold = isOpen || phase === "ended" || phase === "cancelled";
    expect((await house.knock(bound, token))?.state ?? null).toBe(isTold ? "here" : null);
  });

  test.each(["confidential", "sealed"] as const)("a link at %s shows a door without names", async (level) => {
    const { token } = await invited({ level });
    expect(await house.knock(stranger, token)).toMatchObject({ state: "enter", pass: { lens: "nothing" } });
  });

  test("tells a browser apart: the one that entered, another one, and another person's", async () => {
    const { eventId, guestId, token } = await invited();
    const [mine, others, fresh] = [await people.browser(), await people.browser(), await people.browser()];
    await people.bind(others, eventId, { guestId: await people.guest(eventId) });
    expect((await house.knock(others, token))?.state).toBe("otherPerson");
    await house.room.db.invitation.updateMany({ where: { guestId }, data: { boundSessionId: mine.sessionId, endedAt: null } });
    await people.bind(mine, eventId, { guestId });
    expect((await house.knock(mine, token))?.state).toBe("here");
    expect((await house.knock(fresh, token))?.state).toBe("elsewhere");
    expect((await house.knock(stranger, token))?.state).toBe("elsewhere");
    await house.room.db.invitation.updateMany({ where: { guestId }, data: { expiresAt: new Date(0) } });
    expect((await house.knock(mine, token))?.state).toBe("here");
    expect(await house.knock(fresh, token)).toBeNull();
  });

  test("the one that entered reads by its link what it reads in the room, and a removed one nothing", async () => {
    const { eventId, guestId, token } = await invited();
    const browser = await people.browser();
    await people.bind(browser, eventId, { guestId });
    expect((await house.knock(browser, token))?.pass.lens).toBe("full");
    await house.room.db.guest.update({ where: { id: guestId }, data: { removedAt: house.clock.now() } });
    const knock = await house.knock(browser, token);
    expect(knock?.state).toBe("removed");
    expect([...(knock?.pass.may ?? ["something"])]).toEqual([]);
    expect(knock?.pass.lens).toBe("nothing");
  });

  test("a speaker's link is a speaker's", async () => {
    const eventId = await people.event();
    const guestId = await people.guest(eventId, { kind: "speaker" });
    const { token } = await people.invitation(eventId, guestId);
    expect(await house.knock(stranger, token)).toMatchObject({ kind: "speaker", pass: { holder: { kind: "speaker" } } });
  });
});

describe("D6: lists across events", () => {
  test("the studio lists what its visitor may know of; everybody finds what is open and not over", async () => {
    const [own, other] = [await people.event(), await people.event()];
    const open = await Promise.all(phases.map((phase) => people.event({ level: "open", phase })));
    const list = async (where: object) => (await house.room.db.event.findMany({ where: { AND: [where, { id: { in: [own, other, ...open] } }] }, select: { id: true } })).map(({ id }) => id).sort();
    expect(await list(visibleToStaff(await people.staff(["host"])))).toEqual([own, other, ...open].sort());
    expect(await list(visibleToStaff(await people.staff(["owner"], [own])))).toEqual([own]);
    expect(await list(visibleToStaff(await people.staff(["owner"], [])))).toEqual([]);
    expect(await list(visibleToStaff(await people.staff([])))).toEqual([]);
    expect(await list(visibleToStaff(stranger))).toEqual([]);
    expect(await list(visibleToStaff(await people.browser()))).toEqual([]);
    expect(await list(visibleToAll)).toEqual(open.filter((_, at) => ["announced", "doors", "live"].includes(phases[at] ?? "")).sort());
  });
});

describe("D7: the steward", () => {
  test("has one ability at one event, and says why", async () => {
    const eventId = await people.event({ level: "sealed", wishes: { veil: true } });
    const pass = await house.steward.pass(eventId, "event.open", "the demo's seed");
    expect(pass).toMatchObject({ eventId, lens: "full", holder: { kind: "steward", why: "the demo's seed" }, event: { level: "sealed", wishes: { veil: true, namesShown: true } } });
    expect([...pass.may]).toEqual(["event.open"]);
    expect([...house.steward.housePass("event.create", "the demo's seed").may]).toEqual(["event.create"]);
    expect(await refusalOf(house.steward.pass(newId("event"), "event.open", "a mistake"))).toBe("unknown");
  });
});
