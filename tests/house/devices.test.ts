import { generateKeyPairSync, sign, webcrypto } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { DeviceKey, PairingCode } from "#contracts/devices.ts";
import type { Phase } from "#contracts/event.ts";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import { openDevices } from "#server/devices/devices.ts";
import { pairingWords } from "#server/devices/words.ts";
import { newId } from "#server/infra/ids.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

const minute = 60_000;

/** A tablet's key as a browser makes it: not extractable, signing as r and s. */
async function newTablet(curve: "P-256" | "P-384" = "P-256") {
  const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: curve }, false, ["sign", "verify"]);
  const spki = Buffer.from(await webcrypto.subtle.exportKey("spki", pair.publicKey));
  const prove = async (text: string) =>
    Buffer.from(await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, Buffer.from(text))).toString("base64url");
  return { publicKey: spki.toString("base64url"), spki: new Uint8Array(spki), prove };
}

async function openPlace() {
  const at = await openTestRoom();
  const devices = openDevices(at.room);
  const boutiques = openBoutiques(at.room);
  const edit = at.steward.housePass("boutique.edit", "test");
  const [milano, tokyo] = [
    await boutiques.create(edit, { name: "Spiga", city: "Milano", zone: "Europe/Rome" }),
    await boutiques.create(edit, { name: "Ginza", city: "Tokyo", zone: "Asia/Tokyo" }),
  ];
  const staffId = newId("staff");
  const bytes = new Uint8Array(1);
  await at.room.db.staff.create({ data: { id: staffId, name: bytes, email: bytes, emailHash: new Uint8Array(32), passwordHash: "", roles: ["producer"] } });

  async function plan(boutiqueIds: string[], phase: Phase = "doors") {
    const id = newId("event");
    await at.room.db.event.create({
      data: {
        id, level: "invited", mode: "inviteOnly", format: "hybrid", phase, wishes: {}, title: bytes, codeName: bytes,
        startsAt: new Date(), zone: "Europe/Rome", localStart: "2027-03-11T11:30",
        boutiques: { create: boutiqueIds.map((boutiqueId) => ({ boutiqueId })) },
      },
    });
    return id;
  }
  /** A producer's own pass, as the door gives it: a member of staff of their own for each call, so that one test's wrong codes do not slow down another's right ones. */
  async function producer() {
    const { sessionId } = await at.sessions.begin("studio");
    const visitor = { sessionId, staff: { id: newId("staff"), roles: ["producer" as const], isNarrowed: false, onlyEvents: [], language: "en" as const } };
    return {
      pair: (eventId: string) => at.door.admit(visitor, eventId, "device.pair", "staff"),
      revoke: (eventId: string) => at.door.admit(visitor, eventId, "device.revoke", "staff"),
    };
  }
  async function start() {
    const tablet = await newTablet();
    const session = await at.sessions.begin("tablet");
    const started = await devices.startPairing(session.sessionId, tablet.publicKey);
    if (!started) throw new Error("no code");
    return { ...tablet, ...session, ...started };
  }
  async function paired(eventId: string, boutiqueId: string) {
    const tablet = await start();
    const outcome = await devices.pair(await (await producer()).pair(eventId), tablet.code, boutiqueId);
    if (!outcome.ok) throw new Error(outcome.reason);
    return { ...tablet, deviceId: outcome.value.deviceId };
  }
  return { ...at, devices, milano: milano.id, tokyo: tokyo.id, plan, producer, start, paired };
}

let at: Awaited<ReturnType<typeof openPlace>>;
beforeAll(async () => {
  at = await openPlace();
});
afterAll(() => at.close());

describe("pairing", () => {
  test("a code on the tablet, the same two words on both sides, and the tablet belongs to its boutique", async () => {
    const eventId = await at.plan([at.milano, at.tokyo]);
    const tablet = await at.start();
    expect(DeviceKey.safeParse(tablet.publicKey).success).toBe(true);
    expect(PairingCode.parse(`${tablet.code.slice(0, 4)}-${tablet.code.slice(4).toLowerCase()}`)).toBe(tablet.code);
    expect(Date.parse(tablet.expiresAt) - at.clock.now().getTime()).toBeGreaterThan(110_000);
    expect(await at.devices.pairingState(tablet.sessionId)).toEqual({ state: "waiting", expiresAt: tablet.expiresAt });

    const pass = await (await at.producer()).pair(eventId);
    const look = await at.devices.lookAtPairing(pass, tablet.code);
    expect(look?.words).toEqual(tablet.words);
    expect(look?.boutiques).toEqual([{ id: at.tokyo, name: "Ginza" }, { id: at.milano, name: "Spiga" }]);

    const outcome = await at.devices.pair(pass, tablet.code, at.tokyo);
    const deviceId = outcome.ok ? outcome.value.deviceId : "";
    expect(await at.devices.pairingState(tablet.sessionId)).toEqual({ state: "paired", eventId });
    const visitor = await at.sessions.visitorOf(tablet.token);
    const watch = await at.door.admit(visitor, eventId, "lobby.wait");
    expect(watch.holder).toEqual({ kind: "device", sessionId: tablet.sessionId, deviceId, boutiqueId: at.tokyo });

    const rows = await at.room.db.pairing.findMany({ where: { sessionId: tablet.sessionId } });
    expect(JSON.stringify(rows)).not.toContain(tablet.code);
    const entries = await at.room.db.entry.findMany({ where: { chain: eventId } });
    expect(entries.map((one) => [one.name, one.facts])).toEqual([["device.paired", { deviceId, boutiqueId: at.tokyo, number: 1 }]]);
  });

  test("a code is good once, at once or later", async () => {
    const eventId = await at.plan([at.milano]);
    const tablet = await at.start();
    const pass = await (await at.producer()).pair(eventId);
    const all = await Promise.all(Array.from({ length: 8 }, () => at.devices.pair(pass, tablet.code, at.milano)));
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(await at.room.db.device.count({ where: { eventId } })).toBe(1);
    expect(await at.devices.pair(pass, tablet.code, at.milano)).toEqual({ ok: false, reason: "codeUnknown" });
    expect(await at.devices.lookAtPairing(pass, tablet.code)).toBeNull();
  });

  test("a new code ends the older one, and two minutes end any", async () => {
    const place = await openPlace();
    try {
      const eventId = await place.plan([place.milano]);
      const pass = await (await place.producer()).pair(eventId);
      const first = await place.start();
      const second = await place.devices.startPairing(first.sessionId, first.publicKey);
      expect(await place.devices.lookAtPairing(pass, first.code)).toBeNull();
      expect(await place.devices.lookAtPairing(pass, second?.code ?? "")).not.toBeNull();
      place.clock.move(2 * minute - 5000);
      expect(await place.devices.lookAtPairing(pass, second?.code ?? "")).not.toBeNull();
      place.clock.move(5001);
      expect(await place.devices.lookAtPairing(pass, second?.code ?? "")).toBeNull();
      expect(await place.devices.pair(pass, second?.code ?? "", place.milano)).toEqual({ ok: false, reason: "codeUnknown" });
      expect(await place.devices.pairingState(first.sessionId)).toEqual({ state: "none" });

      const [left, right] = await Promise.all([1, 2].map(() => place.devices.startPairing(first.sessionId, first.publicKey)));
      const looks = await Promise.all([left, right].map((one) => place.devices.lookAtPairing(pass, one?.code ?? "")));
      expect(looks.filter(Boolean), "two at once leave one code").toHaveLength(1);
    } finally {
      await place.close();
    }
  });

  test("a boutique that is not of the event is refused and the code stays usable", async () => {
    const eventId = await at.plan([at.milano]);
    const tablet = await at.start();
    const pass = await (await at.producer()).pair(eventId);
    for (const foreign of [at.tokyo, "btq_madeup"])
      expect(await at.devices.pair(pass, tablet.code, foreign)).toEqual({ ok: false, reason: "wrongBoutique" });
    expect((await at.devices.pair(pass, tablet.code, at.milano)).ok).toBe(true);
  });

  test("keys that are no P-256 keys get no code; nor do sessions that ended", async () => {
    const { sessionId } = await at.sessions.begin("tablet");
    const p384 = (await newTablet("P-384")).publicKey;
    const ed25519 = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }).toString("base64url");
    for (const key of [p384, ed25519, "A".repeat(120), ""]) expect(await at.devices.startPairing(sessionId, key)).toBeNull();
    const { publicKey } = await newTablet();
    expect(await at.devices.startPairing("ses_madeup", publicKey)).toBeNull();
    await at.room.revoke.session({ kind: "stranger", sessionId }, sessionId, sessionId);
    expect(await at.devices.startPairing(sessionId, publicKey)).toBeNull();
  });

  test("a tablet whose session ended after its code was shown is not paired", async () => {
    const eventId = await at.plan([at.milano]);
    const tablet = await at.start();
    await at.room.db.session.update({ where: { id: tablet.sessionId }, data: { endedAt: new Date() } });
    const pass = await (await at.producer()).pair(eventId);
    expect(await at.devices.pair(pass, tablet.code, at.milano)).toEqual({ ok: false, reason: "codeUnknown" });
    expect(await at.room.db.device.count({ where: { eventId } })).toBe(0);
  });

  test("tablets of a boutique are numbered from one, also when paired at once", async () => {
    const eventId = await at.plan([at.milano, at.tokyo]);
    await Promise.all([at.milano, at.milano, at.milano, at.tokyo].map((boutique) => at.paired(eventId, boutique)));
    const list = await at.devices.list(await (await at.producer()).revoke(eventId));
    const numbers = (boutiqueId: string) => list.filter((one) => one.boutiqueId === boutiqueId).map((one) => one.number);
    expect([numbers(at.milano), numbers(at.tokyo)]).toEqual([[1, 2, 3], [1]]);
    expect((await at.room.audit.verify(eventId)).brokenAt).toBeNull();
  });

  test("paired anew, what the tablet was at that event ends; at another event it stays", async () => {
    const [here, there] = [await at.plan([at.milano, at.tokyo]), await at.plan([at.milano])];
    const tablet = await at.paired(here, at.milano);
    const producer = await at.producer();
    const again = async (eventId: string, boutiqueId: string) => {
      const started = await at.devices.startPairing(tablet.sessionId, tablet.publicKey);
      return at.devices.pair(await producer.pair(eventId), started?.code ?? "", boutiqueId);
    };
    expect((await again(there, at.milano)).ok).toBe(true);
    const moved = await again(here, at.tokyo);
    const visitor = await at.sessions.visitorOf(tablet.token);
    const atHere = await at.door.admit(visitor, here, "lobby.wait");
    expect(atHere.holder).toMatchObject({ deviceId: moved.ok && moved.value.deviceId, boutiqueId: at.tokyo });
    expect((await at.door.admit(visitor, there, "lobby.wait")).holder).toMatchObject({ boutiqueId: at.milano });
    const list = await at.devices.list(await producer.revoke(here));
    expect(list.map((one) => [one.id === tablet.deviceId, one.revokedAt !== null]).sort()).toEqual([[false, false], [true, true]]);
    expect((await at.room.audit.verify(here)).brokenAt).toBeNull();
  });

  test("wrong codes are limited for each member of staff, not the right ones", async () => {
    const place = await openPlace();
    try {
      vi.useFakeTimers({ toFake: ["Date"] });
      const eventId = await place.plan([place.milano]);
      const pass = await (await place.producer()).pair(eventId);
      const tablet = await place.start();
      for (let n = 0; n < 30; n++) expect(await place.devices.lookAtPairing(pass, tablet.code)).not.toBeNull();
      for (let n = 0; n < 11; n++) expect(await place.devices.lookAtPairing(pass, "22222222")).toBeNull();
      expect(await place.devices.lookAtPairing(pass, tablet.code), "now even the right one waits").toBeNull();
      expect(await place.devices.pair(pass, tablet.code, place.milano)).toEqual({ ok: false, reason: "codeUnknown" });
      const other = await place.steward.pass(eventId, "device.pair", "somebody else");
      expect(await place.devices.lookAtPairing(other, tablet.code)).not.toBeNull();
      vi.setSystemTime(Date.now() + 61_000);
      expect((await place.devices.pair(pass, tablet.code, place.milano)).ok).toBe(true);
    } finally {
      vi.useRealTimers();
      await place.close();
    }
  });
});

describe("revoking", () => {
  test("ends the tablet at once, and never one of another event", async () => {
    const [here, there] = [await at.plan([at.milano]), await at.plan([at.milano])];
    const tablet = await at.paired(there, at.milano);
    const producer = await at.producer();
    const visitor = await at.sessions.visitorOf(tablet.token);
    const isIn = () => at.door.look(visitor, there).then((look) => look?.decision.may.has("lobby.wait") ?? false);

    // Also a house that has seen nothing of that tablet yet asks first.
    for (const devices of [at.devices, openDevices(at.room)])
      for (const id of [tablet.deviceId, "dev_madeup"])
        expect(await devices.revoke(await producer.revoke(here), id)).toEqual({ tookMs: 0 });
    expect(await isIn()).toBe(true);
    expect(await at.devices.list(await producer.revoke(here))).toEqual([]);
    expect(await at.room.db.entry.count({ where: { chain: here } })).toBe(0);

    const ended: unknown[] = [];
    at.room.revoke.seatsEndedBy(async (whose, why) => void ended.push([whose, why]));
    const { tookMs } = await at.devices.revoke(await producer.revoke(there), tablet.deviceId);
    expect(tookMs).toBeLessThan(1000);
    expect(ended).toEqual([[{ deviceId: tablet.deviceId }, "revoked"]]);
    expect(await isIn()).toBe(false);
    expect(await at.devices.pairingState(tablet.sessionId)).toEqual({ state: "none" });
    const [row] = await at.devices.list(await producer.revoke(there));
    expect(row).toMatchObject({ id: tablet.deviceId, boutiqueName: "Spiga", number: 1, isHere: false });
    expect(row?.revokedAt).not.toBeNull();
    expect(await at.devices.revoke(await producer.revoke(there), tablet.deviceId), "a second time nothing is left").toEqual({ tookMs: 0 });
    expect(await at.room.audit.verify(there)).toEqual({ entries: 2, brokenAt: null });
  });

  test("does not wait for a database that is away", async () => {
    const place = await openPlace();
    const eventId = await place.plan([place.milano]);
    const tablet = await place.paired(eventId, place.milano);
    const pass = await (await place.producer()).revoke(eventId);
    const findUnique = vi.spyOn(place.room.db.device, "findUnique").mockRejectedValue(new Error("away"));
    const transaction = vi.spyOn(place.room.db, "$transaction").mockRejectedValue(new Error("away"));
    try {
      const { tookMs } = await place.devices.revoke(pass, tablet.deviceId);
      expect(tookMs).toBeLessThan(1000);
      expect(place.room.tombstones.has(tablet.deviceId)).toBe(true);
      expect(place.room.revoke.waiting()).toBe(1);
    } finally {
      findUnique.mockRestore();
      transaction.mockRestore();
      await place.close();
    }
  });

  test("a device is here while it holds a seat", async () => {
    const eventId = await at.plan([at.milano]);
    const tablet = await at.paired(eventId, at.milano);
    const pass = await (await at.producer()).revoke(eventId);
    const isHere = async () => (await at.devices.list(pass))[0]?.isHere;
    expect(await isHere()).toBe(false);
    const seat = await at.room.db.seat.create({ data: { id: newId("seat"), eventId, sessionId: tablet.sessionId, deviceId: tablet.deviceId } });
    expect(await isHere()).toBe(true);
    await at.room.db.seat.update({ where: { id: seat.id }, data: { endedAt: new Date() } });
    expect(await isHere()).toBe(false);
  });
});

describe("the tablet's proof", () => {
  test("its own signature of its session's challenge, for two minutes, and nothing else", async () => {
    const place = await openPlace();
    try {
      const eventId = await place.plan([place.milano]);
      const tablet = await place.paired(eventId, place.milano);
      const visitor = await place.sessions.visitorOf(tablet.token);
      const key = await place.devices.keyOf(await place.door.admit(visitor, eventId, "lobby.wait"));
      expect(Buffer.from(key ?? []).equals(Buffer.from(tablet.spki))).toBe(true);
      expect(await place.devices.keyOf(await (await place.producer()).pair(eventId)), "staff have none").toBeNull();

      const challenge = place.devices.challenge(tablet.sessionId);
      const proof = await tablet.prove(challenge);
      const isProved = (by: string, session = tablet.sessionId) => place.devices.isProved(key, session, by);
      expect(await isProved(proof)).toBe(true);

      const thief = await newTablet();
      const foreign = await place.sessions.begin("thief");
      expect(await isProved(await thief.prove(challenge)), "another key").toBe(false);
      expect(await isProved(proof, foreign.sessionId), "another session").toBe(false);
      expect(await isProved(await tablet.prove(place.devices.challenge(foreign.sessionId))), "another session's challenge").toBe(false);
      expect(await isProved(await tablet.prove(`${challenge}x`)), "another text").toBe(false);
      const made = `${Math.floor(place.clock.now().getTime() / minute)}.${Buffer.alloc(32).toString("base64url")}`;
      expect(await isProved(await tablet.prove(made)), "a made-up challenge").toBe(false);
      const flipped = `${proof[0] === "A" ? "B" : "A"}${proof.slice(1)}`;
      for (const wrong of ["", "x".repeat(400), flipped, Buffer.alloc(64).toString("base64url")]) expect(await isProved(wrong)).toBe(false);
      const der = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const derProof = sign("sha256", Buffer.from(challenge), der.privateKey).toString("base64url");
      const derKey = new Uint8Array(der.publicKey.export({ type: "spki", format: "der" }));
      expect(await place.devices.isProved(derKey, tablet.sessionId, derProof), "the other way to write a signature").toBe(false);
      for (const none of [null, new Uint8Array(0), new Uint8Array(91)])
        expect(await place.devices.isProved(none, tablet.sessionId, proof)).toBe(false);

      place.clock.move(minute);
      expect(await isProved(proof), "still good a minute later").toBe(true);
      place.clock.move(minute);
      expect(await isProved(proof), "over after two").toBe(false);
    } finally {
      await place.close();
    }
  });
});

test("the pairing words are 256 different plain words", () => {
  expect(new Set(pairingWords).size).toBe(256);
  for (const word of pairingWords) expect(word).toMatch(/^[a-z]{3,9}$/);
});

describe("the staff's corner", () => {
  test("opens by the event's own code, is noted, and takes no code for a while after five wrong ones", async () => {
    const [eventId, other] = [await at.plan([at.milano]), await at.plan([at.milano])];
    const tablet = await at.paired(eventId, at.milano);
    const code = at.devices.staffCode(await (await at.producer()).pair(eventId));
    const otherCode = at.devices.staffCode(await (await at.producer()).pair(other));
    expect(code).toMatch(/^\d{6}$/);
    expect(otherCode).not.toBe(code);
    const pass = await at.door.admit(await at.sessions.visitorOf(tablet.token), eventId, "event.know");
    expect(await at.devices.enterStaff(pass, { code: otherCode, act: "enter" })).toEqual({ ok: false, reason: "wrong" });
    expect((await at.devices.enterStaff(pass, { code, act: "enter" })).ok).toBe(true);
    const noted = await at.room.db.entry.findMany({ where: { chain: eventId, name: "tablet.staffEntered" } });
    expect(noted.map(({ facts }) => facts)).toEqual([{ deviceId: tablet.deviceId, act: "enter" }]);
    const staffPass = await (await at.producer()).revoke(eventId);
    expect(await at.devices.enterStaff(staffPass as never, { code, act: "enter" })).toEqual({ ok: false, reason: "notHere" });
    for (let wrong = 0; wrong < 4; wrong++) expect(await at.devices.enterStaff(pass, { code: otherCode, act: "enter" })).toEqual({ ok: false, reason: "wrong" });
    expect(await at.devices.enterStaff(pass, { code, act: "unpair" })).toEqual({ ok: false, reason: "tooMany" });
    expect(await at.devices.pairingState(tablet.sessionId)).toEqual({ state: "paired", eventId });
  });

  test("takes the tablet's place back by the same code", async () => {
    const eventId = await at.plan([at.milano]);
    const tablet = await at.paired(eventId, at.milano);
    const code = at.devices.staffCode(await (await at.producer()).pair(eventId));
    const pass = await at.door.admit(await at.sessions.visitorOf(tablet.token), eventId, "event.know");
    expect((await at.devices.enterStaff(pass, { code, act: "unpair" })).ok).toBe(true);
    expect(await at.devices.pairingState(tablet.sessionId)).toEqual({ state: "none" });
  });
});
