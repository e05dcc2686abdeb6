import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Level } from "#contracts/event.ts";
import { clients } from "#prisma/cast.ts";
import { linkFor, must } from "#prisma/seed.ts";
import { stranger } from "#server/access/visitor.ts";
import type { Played } from "#tests/house/a-confidential.ts";
import { playThrough } from "#tests/house/a-confidential.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";

/** A media server's private side that answers every question with nothing: no calls, nobody in them. */
async function openMediaApi(port = 0): Promise<Server> {
  const server = createServer((_request, response) => void response.setHeader("Content-Type", "application/json").end("{}"));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

describe.each(["confidential", "invited"] as const)("C10: the media server stops during a %s event", (level: Level) => {
  let house: Awaited<ReturnType<typeof openTestHouse>>;
  let played: Played;
  let api: Server;
  let port: number;
  const isStrict = level === "confidential";
  const guest = (key: "ines" | "adrien" | "haruka") => played.guestIds.get(key) ?? "";
  const isHere = (key: "ines" | "adrien" | "camille") => played.wires.get(key)?.connected === true;

  /** Goes in as somebody who was not there: by link, and the code where it is asked. */
  async function comesIn(key: "haruka" | "sofia") {
    const link = await until(() => linkFor(house, played.eventId, clients[key].name));
    const knock = await house.house.knock(stranger, link.split("/").at(-1) ?? "");
    if (!knock) throw new Error("the link opens nothing");
    const code = isStrict ? must(await house.house.codes.give(await house.steward.pass(played.eventId, "code.give", "test"), played.guestIds.get(key) ?? "")).code : undefined;
    return house.house.guests.enter(knock.pass, knock, { sessionId: null, browserWords: "Safari", instead: false, code });
  }

  beforeAll(async () => {
    api = await openMediaApi();
    ({ port } = api.address() as AddressInfo);
    house = await openTestHouse({ video: true, settings: { LIVEKIT_URL: `http://127.0.0.1:${port}`, LIVEKIT_API_KEY: "house", LIVEKIT_API_SECRET: "a secret of at least thirty-two signs" } });
    played = await playThrough(house, { level, end: false });
    expect((await comesIn("haruka")).ok).toBe(true);
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
    await vi.waitFor(async () => expect(await house.room.isMediaLost?.()).toBe(true), { timeout: 5000, interval: 200 });
  }, 120_000);
  afterAll(async () => {
    await house.close();
    api.close();
  });

  test("those seated keep what they have, and removal ends a seat within a second", async () => {
    expect([isHere("ines"), isHere("adrien"), isHere("camille")]).toEqual([true, true, true]);
    const started = performance.now();
    const removing = house.room.revoke.guest({ kind: "steward", why: "test" }, played.eventId, guest("adrien"));
    await vi.waitFor(() => expect(isHere("adrien")).toBe(false), { timeout: 1000, interval: 5 });
    expect(performance.now() - started).toBeLessThan(1000);
    await removing;
    expect(isHere("ines")).toBe(true);
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: guest("adrien") } })).removedAt).not.toBeNull();
  });

  test("the curtain falls on every screen, by staff who come in now", async () => {
    const told: boolean[] = [];
    played.wires.get("ines")?.on("curtain.changed", ({ isDown }) => void told.push(isDown));
    const dropped = await house.house.stage.curtain(await house.steward.pass(played.eventId, "stage.direct", "test"), true);
    expect(dropped.ok).toBe(true);
    await vi.waitFor(() => expect(told).toEqual([true]), { timeout: 1000, interval: 5 });
    await vi.waitFor(async () => expect((await house.room.db.event.findUniqueOrThrow({ where: { id: played.eventId } })).curtainAt).not.toBeNull(), 5000);
  });

  test(isStrict ? "nobody new is admitted, at the door or to a seat, and nothing of it is used up" : "newcomers come in without picture, as at an event that never had one", async () => {
    if (!isStrict) return expect((await comesIn("sofia")).ok).toBe(true);
    await expect(comesIn("sofia")).rejects.toThrow("the media server does not answer");
    const invitation = await house.room.db.invitation.findFirstOrThrow({ where: { guestId: played.guestIds.get("sofia") ?? "" } });
    expect(invitation.boundSessionId).toBeNull();
    expect(await house.room.db.doorCode.count({ where: { guestId: played.guestIds.get("sofia") ?? "", NOT: { usedAt: null } } })).toBe(0);

    // Somebody who was let in and has signed, and had no seat yet.
    const seats = await house.room.db.seat.count();
    const row = await house.room.db.sessionIdentity.findFirstOrThrow({ where: { guestId: guest("ines") } });
    const token = await house.house.sessions.renew(row.sessionId);
    await expect(house.wire(token, { eventId: played.eventId })).rejects.toThrow("refused");
    expect(await house.room.db.seat.count()).toBe(seats);
  });

  test("when it answers again, the door is open again", async () => {
    api = await openMediaApi(port);
    await vi.waitFor(async () => expect(await house.room.isMediaLost?.()).toBe(false), { timeout: 5000, interval: 200 });
    if (isStrict) expect((await comesIn("sofia")).ok).toBe(true);
  });
});
