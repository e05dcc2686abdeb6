import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastHouse } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

let cast: CastHouse;
beforeAll(async () => {
  cast = await openCastHouse();
});
afterAll(() => cast.close());

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Collects one kind of news from a socket. */
function heard(socket: { on(name: string, listener: (body: never) => void): unknown }, name: string): unknown[] {
  const all: unknown[] = [];
  socket.on(name, (body: never) => void all.push(body));
  return all;
}

describe("the door over HTTP", () => {
  test("Enter pressed twice by a browser without a session is one entry, with the same cookie", async () => {
    const door = cast.links.get("haruka") ?? "";
    const shown = await cast.browser().get(door);
    const press = shown.headers.getSetCookie().find((one) => one.startsWith("door="))?.split(";")[0] ?? "";
    expect(press).toMatch(/^door=[A-Za-z0-9_-]{43}$/);
    const pressed = await Promise.all([1, 2].map(() => cast.browser().post(door, {}, { Cookie: press })));
    const cookies = pressed.map((one) => one.headers.getSetCookie().find((cookie) => cookie.startsWith("sipario=")));
    expect(pressed.map((one) => one.status)).toEqual([303, 303]);
    expect(cookies[0]).toBe(cookies[1]);
    expect((await cast.browser().post(door)).status).toBe(409);
  });
});

describe("a launch over the wire", () => {
  test("before the doors nobody has a seat but nobody learns why", async () => {
    const ines = await cast.enter("ines");
    await expect(cast.wire(ines.jar.cookie, { eventId: cast.eventIds.invited })).rejects.toThrow("refused");
    await expect(cast.wire(null, { eventId: cast.eventIds.invited })).rejects.toThrow("refused");
    await expect(cast.wire(null, { eventId: "ev_0000000000000000000000" })).rejects.toThrow("refused");
  });

  test("doors, lobby, live, reactions, chat, mute, removal, end", async () => {
    const { eventIds, staffCookie, command } = cast;
    const eventId = eventIds.invited;
    await cast.house.events.openDoors(await cast.steward.pass(eventId, "event.open", "test"));
    const desk = await cast.wire(staffCookie("marc"), { eventId, as: "staff" });
    const adrien = await cast.enter("adrien");
    const guest = await cast.wire(adrien.jar.cookie, { eventId });
    const camille = await cast.wire((await cast.enter("camille")).jar.cookie, { eventId });
    expect(guest.phase).toBe("doors");
    expect(guest.may).toContain("lobby.wait");
    expect(guest.may).not.toContain("chat.post");
    expect(await command(guest.socket, "chat.post", { body: "too early" })).toEqual({ ok: false, reason: "notAllowed" });
    expect(await command(guest.socket, "event.goLive", {})).toEqual({ ok: false, reason: "notAllowed" });

    const phases = heard(guest.socket, "phase.changed");
    expect(await command(desk.socket, "event.goLive", {})).toMatchObject({ ok: true });
    await until(() => phases.length > 0);
    expect(phases[0]).toMatchObject({ phase: "live" });

    const roomLines = heard(camille.socket, "chat.posted");
    const deskLines = heard(desk.socket, "chat.posted");
    const said = await command(guest.socket, "chat.post", { body: "Good evening from Zürich" });
    expect(said).toMatchObject({ ok: true, value: { who: "Adrien", seq: 1 } });
    await until(() => roomLines.length > 0 && deskLines.length > 0);
    expect(JSON.stringify(roomLines)).not.toContain("Keller");
    expect(roomLines[0]).not.toHaveProperty("guestId");
    expect(deskLines[0]).toMatchObject({ fullName: "Adrien Keller", guestId: cast.guestIds.get("adrien") });

    const tallies = heard(camille.socket, "tally.counted");
    const deskTallies = heard(desk.socket, "tally.counted");
    for (let i = 0; i < 5; i++) guest.socket.emit("reaction.send", { reaction: "rose" });
    await until(() => tallies.length > 0 && deskTallies.length > 0);
    const roses = (tallies as { added: { rose: number } }[]).reduce((sum, one) => sum + one.added.rose, 0);
    expect(roses).toBe(5);
    expect(tallies[0]).not.toHaveProperty("places");
    expect(deskTallies[0]).toHaveProperty("places.online.rose");
    expect(tallies.length).toBeLessThan(4);

    const hidden = heard(camille.socket, "chat.hidden");
    const lineId = (said.value as { id: string }).id;
    expect(await command(desk.socket, "chat.hide", { lineId, isHidden: true })).toEqual({ ok: true, value: {} });
    await until(() => hidden.length > 0);
    expect(await command(camille.socket, "chat.hide", { lineId, isHidden: false })).toEqual({ ok: false, reason: "notAllowed" });

    const changes = heard(guest.socket, "seat.changed");
    expect(await command(desk.socket, "guest.mute", { guestId: cast.guestIds.get("adrien"), isMuted: true })).toMatchObject({ ok: true });
    await until(() => changes.length > 0);
    expect(await command(guest.socket, "chat.post", { body: "hello?" })).toEqual({ ok: false, reason: "notAllowed" });

    const endings = heard(guest.socket, "seat.ended");
    const begun = performance.now();
    expect(await command(desk.socket, "guest.remove", { guestId: cast.guestIds.get("adrien") })).toMatchObject({ ok: true });
    await until(() => !guest.socket.connected);
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(endings).toEqual([{ why: "removed" }]);
    await expect(cast.wire(adrien.jar.cookie, { eventId })).rejects.toThrow("refused");
    expect((await adrien.get(`/room/${eventId}`)).status).toBe(403);
    expect((await cast.browser().post(cast.links.get("adrien") ?? "")).status).toBe(404);

    const over = heard(camille.socket, "seat.ended");
    expect(await command(desk.socket, "event.end", {})).toMatchObject({ ok: true });
    await until(() => over.length > 0);
    expect(over).toEqual([{ why: "eventOver" }]);
    expect(await cast.house.audit.verify(eventId)).toMatchObject({ brokenAt: null });
    const totals = await cast.house.reactions.totals(await cast.steward.pass(eventId, "numbers.see", "test"));
    expect(totals).toEqual([{ place: "online", bravo: 0, love: 0, wonder: 0, rose: 5 }]);
  });
});

describe("bad input on the wire", () => {
  test("malformed, unknown, oversized and foreign are refused and the house stands", async () => {
    const eventId = cast.eventIds.open;
    await cast.house.events.openDoors(await cast.steward.pass(eventId, "event.open", "test"));
    const desk = await cast.wire(cast.staffCookie("marc"), { eventId, as: "staff" });
    expect(await cast.command(desk.socket, "chat.hide", { lineId: 5 })).toEqual({ ok: false, reason: "shape" });
    const raw = desk.socket as unknown as { timeout(ms: number): { emitWithAck(name: string, ...rest: unknown[]): Promise<unknown> } };
    expect(await raw.timeout(2000).emitWithAck("house.burn", {})).toEqual({ ok: false, reason: "shape" });
    await expect(cast.wire(cast.staffCookie("marc"), { eventId, as: "staff" }, { Origin: "https://elsewhere.example" })).rejects.toThrow("refused");
    await expect(cast.wire("x".repeat(43), { eventId, as: "staff" })).rejects.toThrow("refused");
    desk.socket.emit("reaction.send", { reaction: "x".repeat(20_000) } as never);
    await until(() => !desk.socket.connected);
    expect((await fetch(`${cast.origin}/health`)).status).toBe(200);
  });

  test("a flood from one seat closes that seat's socket and no other", async () => {
    const eventId = cast.eventIds.open;
    const one = await cast.wire(cast.staffCookie("marc"), { eventId, as: "staff" });
    const other = await cast.wire(cast.staffCookie("elena"), { eventId, as: "staff" });
    for (let i = 0; i < 400; i++) one.socket.emit("reaction.send", { reaction: "bravo" });
    await until(() => !one.socket.connected);
    await sleep(100);
    expect(other.socket.connected).toBe(true);
  });
});

describe("seats", () => {
  test("a reload takes the same seat; a duplicated tab gets its own", async () => {
    const eventId = cast.eventIds.open;
    const visitor = cast.browser();
    const slug = (await cast.house.events.listOpen())[0]?.slug ?? "";
    await visitor.post(`/e/${slug}`, { name: "Zoe" });
    const first = await cast.wire(visitor.jar.cookie, { eventId });
    first.socket.on("seat.asked", (answer) => answer());
    const twin = await cast.wire(visitor.jar.cookie, { eventId, seatId: first.seatId });
    expect(twin.seatId).not.toBe(first.seatId);
    expect(first.socket.connected).toBe(true);
    first.socket.disconnect();
    await sleep(50);
    const again = await cast.wire(visitor.jar.cookie, { eventId, seatId: first.seatId });
    expect(again.seatId).toBe(first.seatId);
  });
});
