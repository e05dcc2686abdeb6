import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pass } from "#server/access/pass.ts";
import { openCurtain } from "#server/stage/curtain.ts";
import { openLaunch } from "#tests/house/a-launch.ts";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a fall is kept", () => {
  let launch: Awaited<ReturnType<typeof openLaunch>>;
  beforeAll(async () => {
    launch = await openLaunch();
  });
  afterAll(() => launch.close());

  async function open() {
    const faults: unknown[] = [];
    const eventId = await launch.event({ phase: "live" });
    const pass = await launch.as(await launch.staff("Marc", "producer"), eventId, "stage.direct");
    const again = () => openCurtain(launch.room, (fault) => faults.push(fault));
    const row = () => launch.room.db.event.findUniqueOrThrow({ where: { id: eventId } });
    const entries = (name: string) => launch.room.db.entry.count({ where: { chain: eventId, name } });
    return { eventId, pass, faults, again, row, entries };
  }
  const away = <T>(curtain: ReturnType<typeof openCurtain>, work: () => Promise<T>) => work().finally(() => curtain.close());

  test("in memory at once, in the journal, in the database, and in its chain once", async () => {
    const { eventId, pass, again, row, entries } = await open();
    const curtain = again();
    await away(curtain, async () => {
      expect(curtain.fall(eventId)).toBe(true);
      expect(curtain.isDown(eventId)).toBe(true);
      await curtain.keep(pass.holder, eventId);
      expect(readFileSync(path.join(launch.dataDir, "curtains.jsonl"), "utf8")).toContain(eventId);
      await until(async () => (await row()).curtainAt !== null);
      expect(await entries("curtain.dropped")).toBe(1);
      expect(curtain.fall(eventId)).toBe(false);
      expect(await curtain.raise(pass)).toMatchObject({ ok: true });
      expect(curtain.isDown(eventId)).toBe(false);
      expect((await row()).curtainAt).toBeNull();
      expect(await entries("curtain.raised")).toBe(1);
      expect(await curtain.raise(pass)).toEqual({ ok: false, reason: "notNow" });
    });
  });

  test("across a restart: from the database, and from the journal when the database never heard of it", async () => {
    const one = await open();
    const first = one.again();
    first.fall(one.eventId);
    await first.keep(one.pass.holder, one.eventId);
    await until(async () => (await one.row()).curtainAt !== null);
    first.close();
    const second = one.again();
    expect(second.isDown(one.eventId)).toBe(false);
    await second.wake();
    expect(second.isDown(one.eventId)).toBe(true);
    expect(second.since(one.eventId)).toBe((await one.row()).curtainAt?.toISOString());
    second.close();

    const silent = { ...launch.room, db: { $transaction: () => Promise.reject(new Error("away")) } } as unknown as typeof launch.room;
    const lost: unknown[] = [];
    const third = openCurtain(silent, (fault) => lost.push(fault));
    const other = await open();
    third.fall(other.eventId);
    await third.keep(other.pass.holder, other.eventId);
    await until(() => lost.length > 0);
    third.close();
    const fourth = other.again();
    expect(fourth.isDown(other.eventId)).toBe(true);
    await until(async () => (await other.row()).curtainAt !== null, 5000);
    expect(await other.entries("curtain.dropped")).toBe(1);
    fourth.close();
  });

  test("without the database it falls and cannot be raised; without the entry neither (C8)", async () => {
    const { eventId, pass, again, row } = await open();
    const curtain = again();
    await away(curtain, async () => {
      curtain.fall(eventId);
      await curtain.keep(pass.holder, eventId);
      await until(async () => (await row()).curtainAt !== null);
      await launch.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT "none" CHECK (name <> 'curtain.raised') NOT VALID`);
      await expect(curtain.raise(pass)).rejects.toThrow();
      await launch.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT "none"`);
      expect(curtain.isDown(eventId)).toBe(true);
      expect((await row()).curtainAt).not.toBeNull();
    });
  });

  test("a fall while it is being raised wins, in memory and in the database", async () => {
    const { eventId, pass, again, row } = await open();
    const curtain = again();
    await away(curtain, async () => {
      curtain.fall(eventId);
      await curtain.keep(pass.holder, eventId);
      await until(async () => (await row()).curtainAt !== null);
      const rising = curtain.raise(pass);
      expect(curtain.fall(eventId)).toBe(true);
      const kept = curtain.keep(pass.holder, eventId);
      expect(await rising).toEqual({ ok: false, reason: "notNow" });
      await kept;
      expect(curtain.isDown(eventId)).toBe(true);
      await sleep(200);
      expect((await row()).curtainAt).not.toBeNull();
    });
  });

  test("a full disk keeps it up nowhere: it holds in memory and goes to the database", async () => {
    const { eventId, pass, row } = await open();
    const faults: unknown[] = [];
    const folder = path.join(launch.dataDir, "gone");
    const curtain = openCurtain({ ...launch.room, dataDir: folder }, (fault) => faults.push(fault));
    await away(curtain, async () => {
      const { rmSync, writeFileSync } = await import("node:fs");
      rmSync(folder, { recursive: true });
      writeFileSync(folder, ""); // nothing can be written where a file stands in the way
      curtain.fall(eventId);
      await curtain.keep(pass.holder, eventId);
      expect(faults.length).toBeGreaterThan(0);
      expect(curtain.isDown(eventId)).toBe(true);
      await until(async () => (await row()).curtainAt !== null);
      expect(existsSync(path.join(folder, "curtains.jsonl"))).toBe(false);
    });
  });
});

describe("in the house", () => {
  let cast: CastHouse;
  let eventId = "";
  const ears = new Map<string, { socket: Wire; cookie: string | null; said: { name: string; body: unknown; at: number }[] }>();
  const ear = (key: string) => {
    const found = ears.get(key);
    if (!found) throw new Error(`${key} is not here`);
    return found;
  };
  const quiet = () => {
    for (const { said } of ears.values()) said.length = 0;
  };
  async function listen(key: string, cookie: string | null, auth: Parameters<CastHouse["wire"]>[1]) {
    const { socket } = await cast.wire(cookie, auth);
    const said: { name: string; body: unknown; at: number }[] = [];
    socket.onAny((name: string, body: unknown) => void said.push({ name, body, at: performance.now() }));
    ears.set(key, { socket, cookie, said });
  }
  const turn = (key: string, isDown: boolean) => cast.command(ear(key).socket, "stage.curtain", { isDown });

  beforeAll(async () => {
    cast = await openCastHouse();
    eventId = cast.eventIds.invited;
    const { house, steward } = cast;
    await house.product.edit(await steward.pass(eventId, "product.edit", "test"), { en: "The Serene Hour", it: "Ora Serena", fr: "L'Heure sereine", de: "Die heitere Stunde" });
    await house.events.openDoors(await steward.pass(eventId, "event.open", "test"));
    const tablet = await cast.pairTablet(eventId, cast.boutiqueIds.milano);
    for (const key of ["ines", "kaori"]) await listen(key, (await cast.enter(key)).jar.cookie, { eventId });
    await listen("tablet", tablet.cookie, { eventId, proof: await tablet.prove() });
    for (const key of ["elena", "marc", "beatrice", "luca", "meiLin"] as const) await listen(key, cast.staffCookie(key), { eventId, as: "staff" });
  });
  afterAll(() => cast.close());
  const everybody = ["ines", "kaori", "tablet", "elena", "marc", "beatrice", "luca", "meiLin"];

  test("only who directs may touch it, and the lobby hears it, too", async () => {
    for (const key of ["ines", "kaori", "tablet", "beatrice", "luca", "meiLin"]) expect(await turn(key, true), key).toMatchObject({ ok: false, reason: "notAllowed" });
    quiet();
    expect(await turn("marc", true)).toMatchObject({ ok: true, value: { isDown: true, unconfirmed: 0 } });
    expect(await turn("elena", false)).toMatchObject({ ok: true });
    await sleep(200);
    for (const key of everybody) expect(ear(key).said.filter(({ name }) => name === "curtain.changed").map(({ body }) => body), key).toMatchObject([{ isDown: true }, { isDown: false }]);
    await cast.house.events.goLive(await cast.steward.pass(eventId, "event.open", "test"));
  });

  test("down: the word comes before any other, in a few milliseconds, and newcomers find it down", async () => {
    await sleep(700);
    quiet();
    const pressed = performance.now();
    expect(await turn("marc", true)).toMatchObject({ ok: true, value: { isDown: true } });
    await until(() => everybody.every((key) => ear(key).said.length > 0));
    const took = everybody.map((key) => Math.round(((ear(key).said[0]?.at ?? 0) - pressed) * 10) / 10);
    process.stderr.write(`curtain: press -> word on each screen, ms: ${JSON.stringify(took)}\n`);
    for (const key of everybody) expect(ear(key).said[0], key).toMatchObject({ name: "curtain.changed", body: { isDown: true } });
    expect(Math.max(...took)).toBeLessThan(250);

    const page = await (await cast.browser(ear("ines").cookie).get(`/room/${eventId}`)).text();
    expect(page).not.toContain("The Serene Hour");
    expect(page).toMatch(/isCurtainDown/);
    const late = await cast.enter("camille");
    const { socket } = await cast.wire(late.jar.cookie, { eventId });
    expect(socket.connected).toBe(true);
    expect(await cast.house.stage.now(await cast.steward.pass(eventId, "stage.watch", "test"))).toMatchObject({ isCurtainDown: true, onAir: [] });
  });

  test("while it is down nothing is brought on and nothing revealed; readiness and the conversation go on", async () => {
    const { house } = cast;
    const kaori = house.seating.seats({ eventId }).find(({ look }) => look.holder.kind === "speaker");
    expect(await cast.command(ear("kaori").socket, "stage.ready", { isReady: true })).toMatchObject({ ok: true, value: { isReady: true, isOnAir: false } });
    const bringOn = await house.stage.bringOn(await cast.steward.pass(eventId, "stage.direct", "test"), kaori?.id ?? "");
    expect(bringOn).toMatchObject({ ok: false, reason: expect.stringMatching(/^(curtainDown|noPicture)$/) }); // without a media server that is said first
    expect(await cast.command(ear("marc").socket, "stage.reveal", { to: "everyone" })).toMatchObject({ ok: false });
    expect(await cast.command(ear("ines").socket, "chat.post", { body: "What happened" })).toMatchObject({ ok: true });
  });

  test("raised it is told, the piece is there again, and the record holds both", async () => {
    quiet();
    expect(await turn("elena", false)).toMatchObject({ ok: true, value: { isDown: false } });
    await until(() => ear("ines").said.some(({ name, body }) => name === "curtain.changed" && (body as { isDown: boolean }).isDown === false));
    expect(await (await cast.browser(ear("ines").cookie).get(`/room/${eventId}`)).text()).toContain("The Serene Hour");
    const names = (await cast.room.db.entry.findMany({ where: { chain: eventId, name: { startsWith: "curtain." } }, orderBy: { seq: "asc" } })).map(({ name }) => name);
    expect(names).toEqual(["curtain.dropped", "curtain.raised", "curtain.dropped", "curtain.raised"]);
    expect(await turn("elena", false)).toEqual({ ok: false, reason: "notNow" });
  });

  test("with the database away it falls as fast, is never raised by it, and is recorded when the database is back", async () => {
    await sleep(700); // the desk's pass is older than half a second: the door would be asked
    quiet();
    const { db } = cast.room;
    const real = db.$queryRaw;
    const held = new Promise<never>(() => {});
    Object.assign(db, { $queryRaw: () => held }); // silent: it answers nothing at all
    const pressed = performance.now();
    const answered = turn("marc", true);
    await until(() => everybody.every((key) => ear(key).said.some(({ name }) => name === "curtain.changed")));
    const ms = Math.round(performance.now() - pressed);
    process.stderr.write(`curtain with a silent database: on every screen after ${ms} ms\n`);
    expect(ms).toBeLessThan(1000);
    expect(await answered).toMatchObject({ ok: true, value: { isDown: true } });
    Object.assign(db, { $queryRaw: real });
    await until(async () => (await db.event.findUniqueOrThrow({ where: { id: eventId } })).curtainAt !== null);
  });

  test("the pass of who drops it goes no further: with the database silent nobody is brought on and nothing raised", async () => {
    await sleep(700);
    const { db } = cast.room;
    const real = db.$queryRaw;
    Object.assign(db, { $queryRaw: () => Promise.reject(new Error("away")) });
    expect(await turn("marc", false)).toEqual({ ok: false, reason: "houseBusy" });
    expect(await cast.command(ear("marc").socket, "stage.bringOn", { seatId: "seat_0000000000000000000000" })).toEqual({ ok: false, reason: "houseBusy" });
    Object.assign(db, { $queryRaw: real });
    expect(await turn("marc", false)).toMatchObject({ ok: true });
  });

  test("a pass is for its own event", async () => {
    const pass: Pass<"stage.direct"> = await cast.steward.pass(cast.eventIds.open, "stage.direct", "test");
    expect(await cast.house.stage.curtain(pass, true)).toMatchObject({ ok: true });
    expect(cast.house.stage.isCurtainDown(await cast.steward.pass(eventId, "event.know", "test"))).toBe(false);
  });
});
