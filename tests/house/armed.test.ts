import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Phase } from "#contracts/event.ts";
import { emptyBody, proofHeader, requestWords, seatAsked } from "#contracts/signed.ts";
import { must } from "#prisma/seed.ts";
import { readNetworks } from "#server/devices/networks.ts";
import { addressesBy } from "#server/http/address.ts";
import { newId } from "#server/infra/ids.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";
import type { TestHouse } from "#tests/house/sealed-guest.ts";
import { newPair, publicHalf, sealedEvent, secretTitle, signText } from "#tests/house/sealed-guest.ts";

let house: TestHouse;
let boutiqueId = "";
beforeAll(async () => {
  house = await openTestHouse({ settings: { TRUSTED_PROXIES: "loopback" } });
  boutiqueId = newId("boutique");
  const word = (column: string, text: string) => house.room.sealed.house.seal(`Boutique.${column}:${boutiqueId}`, text);
  await house.room.db.boutique.create({ data: { id: boutiqueId, name: word("name", "Spiga"), city: word("city", "Milano"), zone: "Europe/Rome" } });
});
afterAll(() => house?.close());

/** A tablet with a key of its own, paired at an event; `from` is the address its proxy saw. */
async function tabletAt(eventId: string, in_ = house) {
  const { sessions, devices } = in_.house;
  await in_.room.db.eventBoutique.create({ data: { eventId, boutiqueId } });
  const pair = await newPair();
  const { sessionId, token } = await sessions.begin("a tablet");
  const code = (await devices.startPairing(sessionId, await publicHalf(pair)))?.code ?? "";
  const { deviceId } = must(await devices.pair(await in_.steward.pass(eventId, "device.pair", "test"), code, boutiqueId));
  const pass = () => in_.steward.pass(eventId, "device.arm", "test");
  const headersFrom = (from?: string): Record<string, string> => (from ? { "X-Forwarded-For": from } : {});
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, in_.origin), { method: "POST", headers: { Cookie: `sipario=${token}`, Origin: in_.origin, ...headers } });

  async function proof(asked: { method: string; target: string; body: string }, by = pair): Promise<string> {
    const given = (await (await post("/tablet/nonce")).json()) as { nonce: string; session: string };
    return `${given.nonce}.${await signText(by, requestWords(given, in_.origin, asked))}`;
  }
  return {
    deviceId, token, post,
    prove: () => signText(pair, devices.challenge(sessionId)),
    arm: async () => devices.arm(await pass(), deviceId),
    disarm: async () => devices.disarm(await pass(), deviceId),
    /** What `/tablet` shows this cookie. */
    page: async (from?: string) => (await in_.browser(token).get("/tablet.data", headersFrom(from))).text(),
    /** What the shell is filled with, signed by the tablet's key or by another. */
    async open(from?: string, by = pair): Promise<{ status: number; screen?: string; text: string }> {
      const signed = await proof({ method: "POST", target: "/tablet/open", body: emptyBody }, by);
      const answer = await post("/tablet/open", { ...headersFrom(from), [proofHeader]: signed });
      const text = await answer.text();
      return { status: answer.status, text, ...(answer.ok ? { screen: JSON.parse(text).screen } : {}) };
    },
    async seat({ from, isSigned = true, isProved = true, by = pair }: { from?: string; isSigned?: boolean; isProved?: boolean; by?: typeof pair } = {}) {
      const auth = {
        eventId,
        ...(isProved ? { proof: await signText(pair, devices.challenge(sessionId)) } : {}),
        ...(isSigned ? { signed: await proof(seatAsked(eventId), by).catch(() => "") } : {}),
      };
      return in_.wire(token, auth, headersFrom(from));
    },
  };
}
const listNetworks = (eventId: string, text: string, in_ = house) =>
  in_.room.db.event.update({ where: { id: eventId }, data: { networks: in_.room.sealed.event(eventId).seal(`Event.networks:${eventId}`, text) } });
const acts = async (eventId: string) => (await house.room.db.entry.findMany({ where: { chain: eventId }, orderBy: { seq: "asc" } })).map(({ name }) => name);
const strict = (level: "confidential" | "sealed", phase: Phase = "live") => sealedEvent(house, { level, phase });

describe("at a confidential event", () => {
  test("a tablet sleeps until it is armed, and again when it is put to sleep", async () => {
    const eventId = await strict("confidential");
    const tablet = await tabletAt(eventId);
    const asleep = await tablet.page();
    expect(asleep).toContain("notArmed");
    expect(asleep).toContain("Spiga");
    expect(asleep).not.toContain(secretTitle);
    await expect(tablet.seat({ isSigned: false })).rejects.toThrow("refused");

    expect(await tablet.arm()).toMatchObject({ ok: true });
    expect(await tablet.page()).toContain("paired");
    const { socket, may } = await tablet.seat({ isSigned: false });
    expect(may).toContain("stage.watch");
    await expect(tablet.seat({ isSigned: false, isProved: false }), "armed, without its key").rejects.toThrow("refused");

    const begun = performance.now();
    expect((await tablet.disarm()).tookMs).toBeLessThan(1000);
    await until(() => !socket.connected);
    expect(performance.now() - begun).toBeLessThan(1000);
    await until(async () => (await tablet.page()).includes("notArmed"));
    await expect(tablet.seat({ isSigned: false })).rejects.toThrow("refused");
    expect(await tablet.arm(), "its pairing stayed").toMatchObject({ ok: true });
    expect((await tablet.seat({ isSigned: false })).may).toContain("stage.watch");
    expect(await acts(eventId)).toEqual(["device.paired", "device.armed", "device.disarmed", "device.armed"]);
  });

  test("stays awake for twelve hours, and not beyond the event's end", async () => {
    const eventId = await strict("confidential");
    const tablet = await tabletAt(eventId);
    const armed = must(await tablet.arm());
    expect(Date.parse(armed.armedUntil) - Date.now()).toBeGreaterThan(11.99 * 3_600_000);
    const { socket } = await tablet.seat({ isSigned: false });
    await house.house.devices.lapse();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 12 * 3_600_000 + 1000 });
    try {
      await house.house.devices.lapse(); // it only watches: nobody else would ask the door about it
      await until(() => !socket.connected);
      expect(await tablet.page()).toContain("notArmed");
    } finally {
      vi.useRealTimers();
    }
    await house.room.db.event.update({ where: { id: eventId }, data: { phase: "ended" } });
    const look = await house.house.door.look(await house.house.sessions.visitorOf(tablet.token), eventId);
    expect([...(look?.decision.may ?? [])]).toEqual(["event.know"]);
    expect(look?.decision.lens).toBe("nothing");
  });

  test("shows nothing of the time either before it is armed", async () => {
    const early = await tabletAt(await strict("confidential", "announced"));
    expect(await early.page()).toContain("notArmed");
    expect(await early.page()).not.toContain("startsAt");
    expect(must(await early.arm())).toHaveProperty("armedUntil");
    expect(await early.page()).toContain("startsAt");
  });

  test("is armed by owner and producer, while it is theirs to arm", async () => {
    const [here, there] = [await strict("confidential"), await strict("confidential")];
    const tablet = await tabletAt(here);
    const { devices } = house.house;
    const foreign = await house.steward.pass(there, "device.arm", "test");
    for (const id of [tablet.deviceId, "dev_0000000000000000000000"]) {
      expect(await devices.arm(foreign, id)).toEqual({ ok: false, reason: "gone" });
      expect(await devices.disarm(foreign, id)).toEqual({ tookMs: 0 });
    }
    await devices.revoke(await house.steward.pass(here, "device.revoke", "test"), tablet.deviceId);
    expect(await tablet.arm(), "what was taken back stays taken back").toEqual({ ok: false, reason: "gone" });
    expect(await acts(there)).toEqual([]);
  });

  test("putting to sleep does not wait for the database", async () => {
    const tablet = await tabletAt(await strict("confidential"));
    await tablet.arm();
    const { socket } = await tablet.seat({ isSigned: false });
    const pass = await house.steward.pass((await house.room.db.device.findUniqueOrThrow({ where: { id: tablet.deviceId } })).eventId, "device.arm", "test");
    const transaction = vi.spyOn(house.room.db, "$transaction").mockRejectedValue(new Error("away"));
    const find = vi.spyOn(house.room.db.device, "findUnique").mockRejectedValue(new Error("away"));
    try {
      await house.house.devices.disarm(pass, tablet.deviceId);
      await until(() => !socket.connected);
      expect(house.room.tombstones.isAsleep(tablet.deviceId)).toBe(true);
      expect(await tablet.page(), "and it is still a tablet with a place").toContain("notArmed");
      await expect(tablet.seat({ isSigned: false })).rejects.toThrow("refused");
    } finally {
      transaction.mockRestore();
      find.mockRestore();
    }
    await until(() => !house.room.tombstones.isAsleep(tablet.deviceId));
    expect(await tablet.page()).toContain("notArmed");
  });
});

describe("at a sealed event", () => {
  const at = "203.0.113.7";
  async function standing(networks: string | null = "203.0.113.0/24 2001:db8:77::/48") {
    const eventId = await strict("sealed");
    const tablet = await tabletAt(eventId);
    if (networks !== null) await listNetworks(eventId, networks);
    return { eventId, tablet };
  }

  test("its cookie opens a shell; its own signature, its arming and its network together open its place", async () => {
    const { eventId, tablet } = await standing();
    const shell = await tablet.page(at);
    expect(shell).toContain("shell");
    for (const one of [secretTitle, "Spiga", eventId, tablet.deviceId]) expect(shell).not.toContain(one);
    expect(await tablet.open(at)).toMatchObject({ status: 200, screen: "notArmed" });
    await tablet.arm();
    expect(await tablet.page(at), "armed, by cookie").toContain("shell");
    expect((await tablet.post("/tablet/open", { "X-Forwarded-For": at })).status).toBe(403);
    expect(await tablet.open(at)).toMatchObject({ status: 200, screen: "paired" });
    expect((await tablet.open(at, await newPair())).status, "another key").toBe(403);
    expect((await tablet.seat({ from: at })).may).toContain("stage.watch");
    for (const lacking of [{ isSigned: false }, { isProved: false }, { by: await newPair() }]) await expect(tablet.seat({ from: at, ...lacking })).rejects.toThrow("refused");
  });

  test("the network is added to the key and the arming, and replaces neither", async () => {
    const { tablet } = await standing();
    expect((await tablet.open(at)).screen).toBe("notArmed");
    await expect(tablet.seat({ from: at })).rejects.toThrow("refused");
    await tablet.arm();
    for (const from of ["198.51.100.7", "203.0.114.7", "2001:db8:78::1", undefined]) {
      expect((await tablet.open(from)).screen, from).toBe("notArmed");
      await expect(tablet.seat({ from }), from).rejects.toThrow("refused");
    }
    for (const from of [at, "2001:db8:77::1", "::ffff:203.0.113.9"]) {
      expect((await tablet.open(from)).screen, from).toBe("paired");
      expect((await tablet.seat({ from })).may, from).toContain("stage.watch");
    }
  });

  test("no list, or an empty one, holds nobody", async () => {
    for (const networks of [null, "", " \n "]) {
      const { tablet } = await standing(networks);
      await tablet.arm();
      expect((await tablet.open(at)).screen).toBe("notArmed");
      await expect(tablet.seat({ from: at })).rejects.toThrow("refused");
    }
  });

  test("a forged header behind the proxy is not the address; without a trusted proxy no header is", async () => {
    const { tablet } = await standing();
    await tablet.arm();
    // What the tablet says itself stands left of what the proxy adds.
    for (const from of [`${at}, 198.51.100.7`, `198.51.100.7, ${at}, 198.51.100.7`]) {
      expect((await tablet.open(from)).screen, from).toBe("notArmed");
      await expect(tablet.seat({ from }), from).rejects.toThrow("refused");
    }
    expect((await tablet.open(`198.51.100.7, ${at}`)).screen).toBe("paired");

    const bare = await openTestHouse();
    try {
      const word = (column: string) => bare.room.sealed.house.seal(`Boutique.${column}:${boutiqueId}`, "Spiga");
      await bare.room.db.boutique.create({ data: { id: boutiqueId, name: word("name"), city: word("city"), zone: "Europe/Rome" } });
      const eventId = await sealedEvent(bare);
      const far = await tabletAt(eventId, bare);
      await far.arm();
      await listNetworks(eventId, at, bare);
      expect((await far.open(at)).screen).toBe("notArmed");
      await expect(far.seat({ from: at })).rejects.toThrow("refused");
      await listNetworks(eventId, "127.0.0.0/8 ::1", bare);
      expect((await far.open(at)).screen, "where it really stands").toBe("paired");
      expect((await far.seat({ from: "198.51.100.7" })).may).toContain("stage.watch");
    } finally {
      await bare.close();
    }
  });
});

describe("addresses", () => {
  const asked = (remoteAddress: string, forwarded?: string) => ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

  test("are read by the rule Express has: from the right, as far as proxies are trusted", () => {
    const none = addressesBy([]);
    expect(none(asked("198.51.100.1"))).toBe("198.51.100.1");
    expect(none(asked("127.0.0.1", "203.0.113.7"))).toBe("127.0.0.1");
    const local = addressesBy(["loopback", "10.0.0.0/8"]);
    expect(local(asked("198.51.100.1", "203.0.113.7")), "from somebody else").toBe("198.51.100.1");
    expect(local(asked("127.0.0.1"))).toBe("127.0.0.1");
    expect(local(asked("127.0.0.1", "203.0.113.7"))).toBe("203.0.113.7");
    expect(local(asked("127.0.0.1", "203.0.113.7, 198.51.100.1"))).toBe("198.51.100.1");
    expect(local(asked("127.0.0.1", "203.0.113.7,10.1.2.3"))).toBe("203.0.113.7");
    expect(local(asked("::1", "203.0.113.7, 10.1.2.3, 127.0.0.1"))).toBe("203.0.113.7");
    expect(local(asked("127.0.0.1", "10.0.0.9")), "all of them are trusted: the first").toBe("10.0.0.9");
    expect(local(asked("127.0.0.1", " , "))).toBe("127.0.0.1");
    expect(addressesBy([])(asked(""))).toBeNull();
  });

  test("lists of networks are read whole or not at all", () => {
    expect(readNetworks("203.0.113.0/24, 2001:db8::/32\n198.51.100.7")?.check("198.51.100.7")).toBe(true);
    for (const wrong of ["203.0.113.0/33", "203.0.113/24", "elsewhere", "203.0.113.0/24/8", "203.0.113.0/-1", "2001:db8::/129", "203.0.113.0/"]) expect(readNetworks(wrong), wrong).toBeNull();
  });
});
