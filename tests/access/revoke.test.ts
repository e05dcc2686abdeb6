import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Holder } from "#server/access/pass.ts";
import type { TakenLog } from "#server/infra/taken.ts";
import { openTaken } from "#server/infra/taken.ts";
import type { EndSeats } from "#server/access/revoke.ts";
import { openRevoke } from "#server/access/revoke.ts";
import { openTombstones } from "#server/access/tombstones.ts";
import { openAudit } from "#server/audit/audit.ts";
import { openDb } from "#server/infra/db.ts";
import { openDoor } from "#server/access/admit.ts";
import type { TestRoom } from "#tests/access/people.ts";
import { openPeople } from "#tests/access/people.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let house: TestRoom;
let people: ReturnType<typeof openPeople>;
let taker: Holder;
beforeAll(async () => {
  house = await openTestRoom();
  people = openPeople(house);
  const owner = await people.staff(["owner"]);
  taker = { kind: "staff", sessionId: owner.sessionId, staffId: owner.staff.id, roles: ["owner"] };
});
afterAll(() => house.close());

/** A promise and how to keep it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

let files = 0;
/** Another process of the house on the same database, or on one that is away; it may read an earlier one's journal. */
function process({ isAway = false, journalFile = path.join(house.dataDir, `taken-${++files}.jsonl`), taken }: { isAway?: boolean; journalFile?: string; taken?: TakenLog } = {}) {
  const db = isAway ? openDb("postgresql://nobody@127.0.0.1:1/nothing") : house.room.db;
  const faults: unknown[] = [];
  const tombstones = openTombstones();
  const audit = openAudit(db, house.clock);
  const revoke = openRevoke({ db, clock: house.clock, audit, signals: house.room.signals, tombstones, journalFile, taken, onFault: (fault) => faults.push(fault) });
  return { revoke, tombstones, faults, journalFile, door: openDoor({ ...house.doorDeps, tombstones }) };
}
const entries = (chain: string, name: string) => house.room.db.entry.findMany({ where: { chain, name } });
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 8000, interval: 50 });

async function seated() {
  const eventId = await people.event();
  const guestId = await people.guest(eventId);
  const { id: invitationId } = await people.invitation(eventId, guestId);
  const browser = await people.browser();
  await people.bind(browser, eventId, { guestId });
  return { eventId, guestId, invitationId, browser };
}

describe("D10: what is taken back", () => {
  test("a removed guest: the page refuses, the link and the seats end, the audit says who did it", async () => {
    const { eventId, guestId, invitationId, browser } = await seated();
    const ended = vi.fn<EndSeats>(async () => {});
    const said: unknown[] = [];
    const stop = house.room.signals.hear("standing.changed", (fact) => said.push(fact));
    house.room.revoke.seatsEndedBy(ended);
    const { tookMs } = await house.room.revoke.guest(taker, eventId, guestId);
    stop();
    await vi.waitFor(() => expect(house.room.revoke.waiting()).toBe(0), 5000); // recorded, however busy the database is
    expect(tookMs).toBeLessThan(1000);
    expect(ended.mock.calls).toEqual([[{ guestId }, "removed"]]);
    expect(said).toEqual([{ eventId, personId: guestId }]);
    expect((await house.door.look(browser, eventId))?.decision).toMatchObject({ why: "removed", may: new Set() });
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: guestId } })).removedAt).not.toBeNull();
    expect((await house.room.db.invitation.findUniqueOrThrow({ where: { id: invitationId } })).endedAt).not.toBeNull();
    const [entry] = await entries(eventId, "guest.removed");
    expect(entry).toMatchObject({ facts: { personId: guestId }, actor: { kind: "staff", id: taker.kind === "staff" ? taker.staffId : "" } });
    expect(house.room.revoke.waiting()).toBe(0);
  });

  test("a voice: they go on watching, no seat ends", async () => {
    const { eventId, guestId, browser } = await seated();
    const ended = vi.fn<EndSeats>(async () => {});
    house.room.revoke.seatsEndedBy(ended);
    await house.room.revoke.voice(taker, eventId, guestId);
    expect(ended).not.toHaveBeenCalled();
    const look = await house.door.look(browser, eventId);
    expect([look?.decision.may.has("stage.watch"), look?.decision.may.has("chat.post"), look?.decision.may.has("reaction.send")]).toEqual([true, false, false]);
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: guestId } })).mutedAt).not.toBeNull();
  });

  test("an invitation: link and browsers end, and they can be invited anew", async () => {
    const { eventId, guestId, invitationId, browser } = await seated();
    await house.room.revoke.invitation(taker, eventId, guestId);
    expect(await house.door.look(browser, eventId)).toBeNull();
    expect((await house.room.db.invitation.findUniqueOrThrow({ where: { id: invitationId } })).endedAt).not.toBeNull();
    const anew = await people.invitation(eventId, guestId);
    expect((await house.knock(browser, anew.token))?.state).toBe("enter");
    await people.bind(browser, eventId, { guestId });
    expect((await house.door.look(browser, eventId))?.decision.may.has("stage.watch")).toBe(true);
  });

  test("one browser of a guest: the other stays", async () => {
    const { eventId, guestId, browser } = await seated();
    const other = await people.browser();
    await people.bind(other, eventId, { guestId });
    await house.room.revoke.browser(taker, eventId, guestId, browser.sessionId);
    expect(await house.door.look(browser, eventId)).toBeNull();
    expect((await house.door.look(other, eventId))?.decision.may.has("stage.watch")).toBe(true);
  });

  test("a tablet, a member of staff and a session", async () => {
    const eventId = await people.event();
    const tablet = await people.browser();
    const { deviceId } = await people.device(eventId);
    await people.bind(tablet, eventId, { deviceId });
    await house.room.revoke.device(taker, eventId, deviceId);
    expect(await house.door.look(tablet, eventId)).toBeNull();
    expect((await house.room.db.device.findUniqueOrThrow({ where: { id: deviceId } })).revokedAt).not.toBeNull();

    const [colleague, guest] = [await people.staff(["producer"]), await people.browser()];
    const said: unknown[] = [];
    house.room.signals.hear("session.ended", (fact) => said.push(fact));
    await house.room.revoke.staff(taker, colleague.staff.id);
    expect(await house.sessions.visitorOf(colleague.token)).toEqual({ sessionId: null, staff: null });
    expect((await house.room.db.staff.findUniqueOrThrow({ where: { id: colleague.staff.id } })).removedAt).not.toBeNull();
    await house.room.revoke.session(taker, colleague.staff.id, guest.sessionId);
    expect(await house.sessions.visitorOf(guest.token)).toEqual({ sessionId: null, staff: null });
    expect((await house.room.db.session.findUniqueOrThrow({ where: { id: guest.sessionId } })).endedAt).not.toBeNull();
    expect(said).toEqual([{ sessionId: guest.sessionId }]);
    expect(await entries("house", "staff.removed")).toHaveLength(1);
    expect(await entries("house", "session.ended")).toHaveLength(1);
  });
});

describe("D11: without the database", () => {
  test("a removal holds at once, waits in the journal, and a restart keeps it and records it once", async () => {
    const { eventId, guestId, browser } = await seated();
    const muted = await seated();
    const away = process({ isAway: true });
    const ended = vi.fn<EndSeats>(async () => {});
    away.revoke.seatsEndedBy(ended);
    const { tookMs } = await away.revoke.guest(taker, eventId, guestId);
    await away.revoke.voice(taker, muted.eventId, muted.guestId);
    expect(tookMs).toBeLessThan(1000);
    expect(ended).toHaveBeenCalledWith({ guestId }, "removed");
    expect((await away.door.look(browser, eventId))?.decision.why).toBe("removed");
    expect(away.revoke.waiting()).toBe(2);
    await until(() => expect(away.faults.length).toBeGreaterThan(2)); // the timer tries again, and stops at the first that fails
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: guestId } })).removedAt).toBeNull();
    away.revoke.close();

    const restarted = process({ journalFile: away.journalFile });
    expect(restarted.tombstones.has(guestId)).toBe(true);
    expect(restarted.tombstones.isMuted(muted.guestId)).toBe(true);
    expect((await restarted.door.look(browser, eventId))?.decision.why).toBe("removed");
    await until(() => expect(restarted.revoke.waiting()).toBe(0));
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: guestId } })).removedAt).not.toBeNull();
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: muted.guestId } })).mutedAt).not.toBeNull();
    expect(await entries(eventId, "guest.removed")).toHaveLength(1);
    expect(await house.room.audit.verify(eventId)).toMatchObject({ brokenAt: null });
    restarted.revoke.close();
    const third = process({ journalFile: away.journalFile });
    expect(third.revoke.waiting()).toBe(0);
    third.revoke.close();
  });

  test("a withdrawal keeps its guest out until it is recorded, and no longer", async () => {
    const { eventId, guestId, browser } = await seated();
    const away = process({ isAway: true });
    await away.revoke.invitation(taker, eventId, guestId);
    await away.revoke.invitation(taker, eventId, guestId);
    expect((await away.door.look(browser, eventId))?.decision).toMatchObject({ why: "removed", may: new Set() });
    away.revoke.close();
    const restarted = process({ journalFile: away.journalFile });
    expect((await restarted.door.look(browser, eventId))?.decision.may.size).toBe(0);
    await until(() => expect(restarted.revoke.waiting()).toBe(0));
    await until(() => expect(restarted.tombstones.has(guestId)).toBe(false));
    expect(await restarted.door.look(browser, eventId)).toBeNull();
    restarted.revoke.close();
  });

  test("staff, tablets, sessions and browsers wait likewise", async () => {
    const { eventId, guestId, browser } = await seated();
    const [colleague, { deviceId }] = [await people.staff(["host"]), await people.device(eventId)];
    const away = process({ isAway: true });
    await Promise.all([
      away.revoke.staff(taker, colleague.staff.id),
      away.revoke.device(taker, eventId, deviceId),
      away.revoke.session(taker, colleague.staff.id, colleague.sessionId),
      away.revoke.browser(taker, eventId, guestId, browser.sessionId),
    ]);
    for (const id of [colleague.staff.id, deviceId, colleague.sessionId]) expect(away.tombstones.has(id)).toBe(true);
    expect(away.tombstones.has(guestId)).toBe(false);
    away.revoke.close();
    const restarted = process({ journalFile: away.journalFile });
    for (const id of [colleague.staff.id, deviceId, colleague.sessionId]) expect(restarted.tombstones.has(id)).toBe(true);
    await until(() => expect(restarted.revoke.waiting()).toBe(0));
    restarted.revoke.close();
    expect(await house.door.look(browser, eventId)).toBeNull();
  });

  test("an act is recorded once though its taker and the timer both try", async () => {
    const { eventId, guestId } = await seated();
    const own = process();
    const holding = house.room.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT id FROM "Guest" WHERE id = ${guestId} FOR UPDATE`;
        await new Promise((resolve) => setTimeout(resolve, 4500)); // two turns of the timer
      },
      { timeout: 8000 },
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await own.revoke.guest(taker, eventId, guestId);
    expect(own.revoke.waiting()).toBe(1);
    await holding;
    await until(() => expect(own.revoke.waiting()).toBe(0));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await entries(eventId, "guest.removed")).toHaveLength(1);
    own.revoke.close();
  });

  test("an act that its taker recorded while the timer waited for an earlier one is not recorded again: a link sent since then lives", async () => {
    const { revoke } = process();
    const [held, other] = [await seated(), await seated()];
    /** Keeps others from an invitation's row until it is let go. */
    async function hold(invitationId: string) {
      const given = deferred();
      const isHeld = deferred();
      const done = house.room.db.$transaction(
        async (tx) => {
          await tx.$queryRaw`SELECT id FROM "Invitation" WHERE id = ${invitationId} FOR UPDATE`;
          isHeld.resolve();
          await given.promise;
        },
        { timeout: 20_000 },
      );
      await isHeld.promise;
      return async () => {
        given.resolve();
        await done;
      };
    }
    const [letHeldGo, letOtherGo] = [await hold(held.invitationId), await hold(other.invitationId)];
    await revoke.invitation(taker, held.eventId, held.guestId); // both answered, both waiting for their rows
    await revoke.invitation(taker, other.eventId, other.guestId);
    await new Promise((resolve) => setTimeout(resolve, 2500)); // the timer has seen both, and waits for the first
    await letOtherGo();
    await until(async () => expect(await entries(other.eventId, "invitation.withdrawn")).toHaveLength(1));
    const again = await people.invitation(other.eventId, other.guestId);
    await letHeldGo();
    await until(() => expect(revoke.waiting()).toBe(0));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await entries(other.eventId, "invitation.withdrawn")).toHaveLength(1);
    expect((await house.room.db.invitation.findUniqueOrThrow({ where: { id: again.id } })).endedAt).toBeNull();
    revoke.close();
  });

  test("a disk that takes no journal keeps nobody in", async () => {
    const { eventId, guestId, browser } = await seated();
    const own = process();
    rmSync(own.journalFile);
    mkdirSync(own.journalFile);
    const ended = vi.fn<EndSeats>(async () => {});
    own.revoke.seatsEndedBy(ended);
    await own.revoke.guest(taker, eventId, guestId);
    own.revoke.close();
    expect(ended).toHaveBeenCalledOnce();
    expect(own.faults.length).toBeGreaterThan(0);
    expect((await own.door.look(browser, eventId))?.decision.why).toBe("removed");
    expect((await house.room.db.guest.findUniqueOrThrow({ where: { id: guestId } })).removedAt).not.toBeNull();
  });

  test("the journal holds ids only, a torn or foreign line is left out", async () => {
    const away = process({ isAway: true });
    const { eventId, guestId } = await seated();
    await away.revoke.guest(taker, eventId, guestId);
    away.revoke.close();
    const text = readFileSync(away.journalFile, "utf8");
    expect(text).toContain(guestId);
    expect(text).not.toMatch(/Beatrice|Ottavia/);
    const file = path.join(house.dataDir, "torn.jsonl");
    writeFileSync(file, `${JSON.stringify({ act: "nothing we know", id: "x" })}\n${text}${text.slice(0, 40)}`);
    const restarted = process({ journalFile: file, isAway: true });
    expect(restarted.revoke.waiting()).toBe(1);
    expect(restarted.tombstones.has(guestId)).toBe(true);
    restarted.revoke.close();
  });

  test("what was taken away for good is noted outside the database, too; a log that cannot be written keeps nobody in", async () => {
    const file = path.join(house.dataDir, "log", "taken.log");
    await house.room.db.maison.create({ data: { id: "the maison", name: new Uint8Array(1) } });
    const first = process({ isAway: true });
    const { eventId, guestId } = await seated();
    await first.revoke.guest(taker, eventId, guestId);
    first.revoke.close();
    // A stop between both files: the next life notes what the journal alone has.
    const taken = openTaken(file);
    const second = process({ journalFile: first.journalFile, taken });
    expect(taken.all().map(({ act, personId }) => [act, personId])).toEqual([["guest.removed", guestId]]);
    await until(() => expect(second.revoke.waiting()).toBe(0));
    second.revoke.close();
    const { generation } = await house.room.db.maison.findFirstOrThrow();
    expect(generation).toBeGreaterThanOrEqual(1);

    const third = process({ isAway: true });
    const other = await seated();
    await third.revoke.guest(taker, other.eventId, other.guestId);
    third.revoke.close();
    const fourth = process({ journalFile: third.journalFile, taken: { note: () => { throw new Error("the disk is full"); }, generation: () => 0, all: () => [] } });
    expect(fourth.faults.length).toBeGreaterThan(0);
    expect(fourth.tombstones.has(other.guestId)).toBe(true);
    await until(() => expect(fourth.revoke.waiting()).toBe(0));
    fourth.revoke.close();
  });
});

describe("D13: a level that is raised", () => {
  const levelOf = async (eventId: string) => (await house.room.db.event.findUniqueOrThrow({ where: { id: eventId } })).level;

  test("holds at once, is stored with what it brings, and sends home who came without a link", async () => {
    const own = process({ taken: openTaken(path.join(house.dataDir, "levels.log")) });
    const day = 86_400_000;
    const early = new Date(Date.now() + day);
    for (const [purgeAt, kept] of [[null, false], [new Date(Date.now() + 400 * day), false], [early, true]] as const) {
      const eventId = await people.event({ level: "open" });
      await house.room.db.event.update({ where: { id: eventId }, data: { purgeAt } });
      const visitor = await people.browser();
      await people.bind(visitor, eventId, { guestId: await people.guest(eventId) });
      await own.revoke.level(taker, eventId, "sealed");
      expect(await levelOf(eventId)).toBe("sealed");
      const row = await house.room.db.event.findUniqueOrThrow({ where: { id: eventId } });
      expect(row.purgeAt?.getTime() === early.getTime()).toBe(kept);
      expect(row).toMatchObject({ mode: "inviteOnly", slug: null });
      expect(await house.room.db.sessionIdentity.count({ where: { eventId, endedAt: null } })).toBe(0);
      expect(await entries(eventId, "level.raised")).toHaveLength(1);
    }
    const eventId = await people.event({ level: "confidential" });
    await own.revoke.level(taker, eventId, "invited"); // not higher: recorded, and nothing loosened
    expect(await levelOf(eventId)).toBe("confidential");
    await own.revoke.level(taker, await people.event({ level: "invited" }), "confidential");
    own.revoke.close();
  });

  test("holds in memory while the database is away; the higher of two counts, and an old line without its level is the highest", async () => {
    const away = process({ isAway: true });
    const eventId = await people.event({ level: "invited" });
    await away.revoke.level(taker, eventId, "confidential");
    expect(away.tombstones.levelOf(eventId, "invited")).toBe("confidential");
    expect(away.tombstones.levelOf(eventId, "sealed")).toBe("sealed");
    await away.revoke.level(taker, eventId, "sealed");
    await away.revoke.level(taker, eventId, "confidential");
    expect(away.tombstones.levelOf(eventId, "invited")).toBe("sealed");
    expect(away.revoke.waitingIds().size).toBe(3);
    away.tombstones.levelStored(eventId, "confidential");
    expect(away.tombstones.levelOf(eventId, "invited")).toBe("sealed");
    away.revoke.close();
    const other = await people.event({ level: "invited" });
    const [line = ""] = readFileSync(away.journalFile, "utf8").split("\n");
    const { level: _, ...bare } = JSON.parse(line);
    const file = path.join(house.dataDir, "bare.jsonl");
    writeFileSync(file, `${JSON.stringify({ ...bare, id: "ent_bare", chain: other })}\n`);
    const next = process({ journalFile: file });
    expect(next.tombstones.levelOf(other, "open")).toBe("sealed");
    await until(async () => expect(await levelOf(other)).toBe("sealed"));
    next.revoke.close();
  });

  test("a look follows a raised level and a reveal without asking the database", async () => {
    const { eventId, browser } = await seated();
    const seen = await house.door.look(browser, eventId);
    if (!seen) throw new Error("a bound guest knows of the event");
    expect(house.door.raised(seen, "confidential")?.decision.why).toBe("stepsLeft");
    const veiled = await people.event({ level: "invited", wishes: { veil: true } });
    const guestId = await people.guest(veiled);
    const press = await people.browser();
    await people.bind(press, veiled, { guestId });
    const before = await house.door.look(press, veiled);
    if (!before) throw new Error("a bound guest knows of the event");
    expect(before.decision.lens).toBe("veiled");
    expect(house.door.shown(before, "early")?.decision.lens).toBe("veiled");
    expect(house.door.shown({ ...before, standing: { ...before.standing, isEarly: true } }, "early")?.decision.lens).toBe("full");
    const shown = house.door.shown(before, "everyone");
    expect(shown?.decision.lens).toBe("full");
    expect(shown && house.door.shown(shown, "early")?.decision.lens).toBe("full");
  });

  test("a plan that raised a level is noted outside the database, where there is such a log", async () => {
    const taken = openTaken(path.join(house.dataDir, "plans.log"));
    const [with_, without] = [process({ taken }), process()];
    const eventId = await people.event();
    await with_.revoke.noteRaised(eventId, "sealed");
    await without.revoke.noteRaised(eventId, "sealed");
    expect(taken.all()).toMatchObject([{ act: "level.raised", chain: eventId, level: "sealed" }]);
    with_.revoke.close();
    without.revoke.close();
  });

  test("a tablet put to sleep sleeps at once, and may be woken when that is stored", async () => {
    const eventId = await people.event({ level: "confidential" });
    const { deviceId } = await people.device(eventId);
    const browser = await people.browser();
    await people.bind(browser, eventId, { deviceId });
    const arm = () => house.room.db.device.update({ where: { id: deviceId }, data: { armedUntil: new Date(Date.now() + 60_000) } });
    await arm();
    const away = process({ isAway: true });
    await away.revoke.arming(taker, eventId, deviceId);
    expect((await away.door.look(browser, eventId))?.decision.why).toBe("notArmed");
    away.revoke.close();
    const next = process({ journalFile: away.journalFile });
    await until(() => expect(next.tombstones.isAsleep(deviceId)).toBe(false));
    expect((await next.door.look(browser, eventId))?.decision.why).toBe("notArmed"); // stored: it is to be armed anew
    await arm();
    expect((await next.door.look(browser, eventId))?.decision.why).toBeNull();
    next.revoke.close();
  });
});
