import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mark } from "#contracts/mark.ts";
import { unpackCells } from "#contracts/mark-drawing.ts";
import type { Ability } from "#contracts/abilities.ts";
import { clients } from "#prisma/cast.ts";
import { withMarkCode } from "#server/seats/mark-code.ts";
import type { Frame } from "#tests/bench/marked.ts";
import { laidOver, opened, stills } from "#tests/bench/marked.ts";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

let cast: CastHouse;
let eventId = "";
let face: Frame;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const wish = (mark: boolean) => cast.room.db.$executeRaw`UPDATE "Event" SET wishes = jsonb_set(wishes::jsonb, '{mark}', ${String(mark)}::jsonb) WHERE id = ${eventId}`;
const steward = <A extends Ability>(ability: A) => cast.steward.pass(eventId, ability, "test");
const visitorOf = async (cookie: string | null) => cast.house.sessions.visitorOf(cookie);

beforeAll(async () => {
  cast = await openCastHouse();
  eventId = cast.eventIds.invited;
  face = (await stills()).face;
  await wish(true);
  await cast.house.events.openDoors(await steward("event.open"));
  await cast.house.events.goLive(await steward("event.open"));
}, 120_000);
afterAll(() => cast.close());

const cookies = new Map<string, string | null>();
async function sit(key: string, seatId?: string) {
  if (!cookies.has(key)) cookies.set(key, (await cast.enter(key)).jar.cookie);
  return cast.wire(cookies.get(key) ?? null, { eventId, ...(seatId ? { seatId } : {}) });
}
async function ask(socket: Wire, lang = "en"): Promise<Mark | null> {
  const outcome = await cast.command(socket, "mark.ask", { lang });
  if (!outcome.ok) throw new Error(outcome.reason);
  return (outcome.value as { mark: Mark | null }).mark;
}
const shot = async (mark: Mark | null) => opened(laidOver(face, unpackCells(mark?.cells ?? ""))).jpeg({ quality: 60 }).toBuffer();
const trace = async (bytes: Uint8Array) => cast.house.mark.trace(await steward("leak.trace"), bytes);
const entries = (name: string) => cast.room.db.entry.findMany({ where: { chain: eventId, name }, orderBy: { seq: "asc" } });

describe("what a seat's page is given", () => {
  test("a guest: their own name and seat in the language asked for, a pattern of their own, the same each time", async () => {
    const { socket } = await sit("ines");
    const one = await ask(socket);
    const { number } = await cast.room.db.guest.findUniqueOrThrow({ where: { id: cast.guestIds.get("ines") ?? "" } });
    expect(one?.line).toBe(`${clients.ines.name} · seat ${String(number).padStart(4, "0")}`);
    expect(one?.zone).toBe("Europe/Rome");
    expect((await ask(socket, "it"))?.line).toContain("posto");
    expect((await ask(socket))?.cells).toBe(one?.cells);
    const { socket: other } = await sit("camille");
    expect((await ask(other))?.cells).not.toBe(one?.cells);
  });

  test("a tablet: its boutique and number; a colleague at the desk: their name", async () => {
    const tablet = await cast.pairTablet(eventId, cast.boutiqueIds.milano);
    const { socket } = await cast.wire(tablet.cookie, { eventId, proof: await tablet.prove() });
    const mark = await ask(socket);
    expect(mark?.line).toMatch(/ · tablet \d+$/);
    expect(await trace(await shot(mark))).toMatchObject({ isCertain: true, who: { kind: "device" } });
    const { socket: desk } = await cast.wire(cast.staffCookie("marc"), { eventId, as: "staff" });
    const own = await ask(desk);
    expect(own?.line).toContain("Marc");
    expect(await trace(await shot(own))).toMatchObject({ isCertain: true, who: { kind: "staff" } });
  });

  test("nothing where pictures carry no mark; and the page hears when that changes", async () => {
    const { socket, seatId } = await sit("camille");
    const heard: string[] = [];
    socket.on("mark.changed", () => void heard.push("changed"));
    await wish(false);
    await sleep(600);
    expect(await ask(socket)).toBeNull();
    await wish(true);
    await sleep(600);
    expect(await ask(socket)).not.toBeNull();
    await until(() => heard.length === 2);
    expect(cast.house.seating.find(seatId)).not.toBeNull();
  });

  test("every seat has a code, no two of an event the same, and a code that was given is drawn again", async () => {
    const seats = await cast.room.db.seat.findMany({ where: { eventId } });
    expect(seats.length).toBeGreaterThan(3);
    expect(seats.filter(({ markCode }) => markCode === null)).toEqual([]);
    expect(new Set(seats.map(({ markCode }) => markCode)).size).toBe(seats.length);
    const [first] = seats;
    const twin = (markCode: number) =>
      cast.room.db.seat.create({ data: { id: `seat_twin${markCode}`.slice(0, 27), eventId, sessionId: first?.sessionId ?? "", endedAt: new Date(), markCode } });
    let tries = 0;
    const made = await withMarkCode((code) => twin(++tries === 1 ? (first?.markCode ?? 0) : code));
    expect(tries).toBe(2);
    expect(made.markCode).not.toBe(first?.markCode);
    await cast.room.db.seat.delete({ where: { id: made.id } });
  });
});

describe("tracing", () => {
  test("a frame that was on a guest's screen names them, also when their seat is over; it is recorded", async () => {
    const { socket, seatId } = await sit("adrien");
    const bytes = await shot(await ask(socket));
    expect(await trace(bytes)).toMatchObject({ isCertain: true, seatId, strength: "strong", who: { kind: "guest", name: clients.adrien.name }, endedAt: null });
    const seat = cast.house.seating.find(seatId);
    if (seat) await cast.house.seating.end(seat, "closing");
    await until(async () => (await cast.room.db.seat.findUniqueOrThrow({ where: { id: seatId } })).endedAt !== null);
    const again = await trace(bytes);
    expect(again).toMatchObject({ isCertain: true, seatId });
    const recorded = (await entries("leak.traced")).at(-1);
    expect(recorded?.facts).toMatchObject({ result: "named", seatId });
    expect(JSON.stringify(recorded)).not.toContain(clients.adrien.name);
  });

  test("a picture without a mark, and what is no picture, are not certain; that is recorded, too", async () => {
    expect(await trace(await opened(face).jpeg({ quality: 60 }).toBuffer())).toEqual({ isCertain: false, why: "notCertain" });
    expect(await trace(Buffer.from("nothing"))).toEqual({ isCertain: false, why: "noPicture" });
    expect((await entries("leak.traced")).slice(-2).map(({ facts }) => (facts as { result: string }).result)).toEqual(["notCertain", "noPicture"]);
  });

  test("the seats of another event are not named by this one", async () => {
    const { socket } = await sit("ines");
    const bytes = await shot(await ask(socket));
    const elsewhere = await cast.house.mark.trace(await cast.steward.pass(cast.eventIds.open, "leak.trace", "test"), bytes);
    expect(elsewhere).toEqual({ isCertain: false, why: "notCertain" });
  });

  test("the command line names the seat of a file, and says what it does not prove", async () => {
    const { socket } = await sit("ines");
    const folder = mkdtempSync(path.join(tmpdir(), "sipario-trace-"));
    writeFileSync(path.join(folder, "leak.jpg"), await shot(await ask(socket)));
    const env = { ...process.env, DATA_DIR: cast.dataDir, DATABASE_URL: cast.databaseUrl, NODE_ENV: "production" as const };
    const run = (file: string) =>
      new Promise<{ code: number; out: string }>((resolve) => {
        execFile(process.execPath, ["--import", "tsx", "server/cli.ts", "trace", file], { env }, (fault, out, err) => resolve({ code: Number(fault?.code ?? 0), out: out + err }));
      });
    const named = await run(path.join(folder, "leak.jpg"));
    rmSync(folder, { recursive: true });
    expect(named.out).toContain(clients.ines.name);
    expect(named.out).toContain("can remove or forge");
    expect(named.code).toBe(0);
    expect((await entries("leak.traced")).at(-1)?.actor).toMatchObject({ kind: "steward" });
  }, 60_000);
});

describe("still pictures", () => {
  const picture = () => opened(face).jpeg({ quality: 92 }).toBuffer();
  const still = async (cookie: string | null) => cast.house.mark.still(await cast.house.door.admit(await visitorOf(cookie), eventId, "product.see"), await picture());

  test("carry the mark of the guest they are given to: the code of their seat", async () => {
    const { seatId } = await sit("ines");
    const bytes = await still(cookies.get("ines") ?? null);
    expect(await trace(bytes)).toMatchObject({ isCertain: true, seatId, who: { name: clients.ines.name } });
    expect(await trace(await sharp(bytes).resize(640).jpeg({ quality: 50 }).toBuffer())).toMatchObject({ isCertain: true, seatId });
  });

  test("belong to somebody also when they never sat", async () => {
    const browser = await cast.enter("haruka");
    const before = await cast.room.db.seat.count({ where: { eventId, guestId: cast.guestIds.get("haruka") ?? "" } });
    const bytes = await still(browser.jar.cookie);
    await still(browser.jar.cookie);
    const seats = await cast.room.db.seat.findMany({ where: { eventId, guestId: cast.guestIds.get("haruka") ?? "" } });
    expect([before, seats.length, seats[0]?.endedWhy]).toEqual([0, 1, "still"]);
    expect(await trace(bytes)).toMatchObject({ isCertain: true, seatId: seats[0]?.id, who: { name: clients.haruka.name } });
  });

  test("go out as they are where pictures carry no mark, and to nobody else where they do", async () => {
    await wish(false);
    expect(Buffer.from(await still(cookies.get("ines") ?? null)).equals(await picture())).toBe(true);
    await wish(true);
    await expect(cast.house.mark.still(await steward("product.see"), await picture())).rejects.toThrow(/nobody/);
  });
});

describe("tampering", () => {
  test("ends the seat's media until its page is loaded again, and is recorded without a name", async () => {
    const { socket, seatId } = await sit("camille");
    await ask(socket);
    const { video, seating } = cast.house;
    expect(video.identityOf(seatId)).not.toBeNull();
    expect(await cast.command(socket, "mark.broken", { how: "hidden" })).toEqual({ ok: true, value: {} });
    expect(video.identityOf(seatId)).toBeNull();
    await sleep(600);
    await ask(socket); // the door is asked again, and gives the seat no place in the call
    expect(video.identityOf(seatId)).toBeNull();
    expect(await video.seatFor(seatId)).toBeNull();
    await until(async () => (await entries("mark.tampered")).length === 1);
    expect((await entries("mark.tampered"))[0]).toMatchObject({ facts: { seatId, how: "hidden" }, actor: { kind: "guest" } });

    socket.disconnect();
    const back = await sit("camille", seatId);
    expect(back.seatId).toBe(seatId);
    expect(seating.find(seatId)?.isMarkBroken).toBe(false);
    expect(video.identityOf(seatId)).not.toBeNull();
  });

  test("is told once, and in the house's own words only", async () => {
    const { socket } = await sit("camille");
    expect(await cast.command(socket, "mark.broken", { how: "because" })).toMatchObject({ ok: false, reason: "shape" });
    const before = (await entries("mark.tampered")).length;
    await cast.command(socket, "mark.broken", { how: "gone" });
    await cast.command(socket, "mark.broken", { how: "moved" });
    await until(async () => (await entries("mark.tampered")).length === before + 1);
    await sleep(300);
    expect((await entries("mark.tampered")).length).toBe(before + 1);
  });
});
