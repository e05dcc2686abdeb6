import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stranger } from "#server/access/visitor.ts";
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

const hour = 3_600_000;

describe("D8: a session is one browser", () => {
  test("anything that is not a living session is a stranger", async () => {
    for (const token of [null, "", "x", newToken(), `${newToken()}x`, "ü".repeat(43)]) expect(await house.sessions.visitorOf(token)).toEqual(stranger);
    expect(await house.sessions.visitorById("ses_nobody")).toEqual(stranger);
  });

  test("its token is kept nowhere, and a new one at a step up ends the old", async () => {
    const { sessionId, token } = await house.sessions.begin("Firefox on Linux");
    expect(await house.sessions.visitorOf(token)).toEqual({ sessionId, staff: null });
    const row = await house.room.db.session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(house.sessions.browserOf(row)).toBe("Firefox on Linux");
    expect(house.sessions.browserOf({ ...row, browser: null })).toBe("");
    const renewed = await house.sessions.renew(sessionId);
    expect(await house.sessions.visitorOf(token)).toEqual(stranger);
    expect(await house.sessions.visitorOf(renewed)).toEqual({ sessionId, staff: null });
    await house.room.db.session.update({ where: { id: sessionId }, data: { endedAt: house.clock.now() } });
    expect(await house.sessions.visitorOf(renewed)).toEqual(stranger);
  });

  test("only a second proof makes a session of staff strong, and a step up counts for ten minutes", async () => {
    const owner = await people.staff(["owner"]);
    const seen = async () => (await house.sessions.visitorOf(owner.token)).staff;
    const note = (data: object) => house.room.db.session.update({ where: { id: owner.sessionId }, data });
    for (const [signedInBy, isStrong] of [["password", false], ["link", false], ["totp", true], ["passkey", true], ["recoveryCode", true]] as const) {
      await note({ signedInBy, steppedUpAt: house.clock.now() });
      expect(await seen(), signedInBy).toMatchObject({ isStrong, isSteppedUp: isStrong });
    }
    house.clock.move(10 * 60_000);
    expect(await seen()).toMatchObject({ isStrong: true, isSteppedUp: false });
  });

  test("staff are staff for twelve hours, while they are staff", async () => {
    const owner = await people.staff(["owner", "host"], ["ev_one"]);
    expect(await house.sessions.visitorOf(owner.token)).toEqual({ sessionId: owner.sessionId, staff: { ...owner.staff, isStrong: false, isSteppedUp: false } });
    expect(await house.sessions.visitorById(owner.sessionId)).toEqual({ sessionId: owner.sessionId, staff: { ...owner.staff, isStrong: false, isSteppedUp: false } });
    const visits = async (count: number, everyMs: number) => {
      for (let nth = 0; nth < count; nth += 1) {
        house.clock.move(everyMs);
        expect((await house.sessions.visitorOf(owner.token)).staff).not.toBeNull();
      }
    };
    await visits(11, hour);
    await visits(1, hour - 60_000);
    house.clock.move(120_000);
    expect(await house.sessions.visitorOf(owner.token)).toEqual({ sessionId: owner.sessionId, staff: null });
    const removed = await people.staff(["owner"]);
    await house.room.db.staff.update({ where: { id: removed.staff.id }, data: { removedAt: house.clock.now() } });
    expect((await house.sessions.visitorOf(removed.token)).staff).toBeNull();
    const taken = await people.staff(["owner"]);
    house.room.tombstones.add(taken.staff.id);
    expect((await house.sessions.visitorOf(taken.token)).staff).toBeNull();
    house.room.tombstones.add(taken.sessionId);
    expect(await house.sessions.visitorOf(taken.token)).toEqual(stranger);
  });

  test.each([["totp", 60], ["passkey", 60], ["password", 120], ["link", 120]] as const)(
    "staff signed in by %s who pause for more than %i minutes sign in anew, and no later visit wakes them",
    async (signedInBy, minutes) => {
      const one = await people.staff(["owner"]);
      const seen = async () => (await house.sessions.visitorOf(one.token)).staff;
      await house.room.db.session.update({ where: { id: one.sessionId }, data: { signedInBy, steppedUpAt: house.clock.now() } });
      house.clock.move((minutes - 1) * 60_000);
      expect(await seen()).not.toBeNull();
      house.clock.move((minutes - 1) * 60_000);
      expect(await seen()).not.toBeNull(); // since the last visit, not since the first
      house.clock.move((minutes + 1) * 60_000);
      expect(await house.sessions.visitorOf(one.token)).toEqual({ sessionId: one.sessionId, staff: null });
      expect(await seen()).toBeNull();
      expect(await house.sessions.visitorById(one.sessionId)).toEqual({ sessionId: one.sessionId, staff: null });
    },
  );

  test("an open desk is no pause; what was a pause stays one, and the twelve hours run all the same", async () => {
    const one = await people.staff(["owner"]);
    const seen = async () => (await house.sessions.visitorOf(one.token)).staff;
    await house.room.db.session.update({ where: { id: one.sessionId }, data: { signedInBy: "totp" } });
    for (let nth = 0; nth < 8; nth += 1) {
      house.clock.move(20 * 60_000);
      await house.sessions.stillThere([one.sessionId]);
    }
    expect(await seen()).not.toBeNull();
    house.clock.move(61 * 60_000);
    await house.sessions.stillThere([one.sessionId]);
    expect(await seen()).toBeNull();
    const other = await people.staff(["owner"]);
    for (let nth = 0; nth < 37; nth += 1) {
      house.clock.move(20 * 60_000);
      await house.sessions.stillThere([other.sessionId]);
    }
    expect((await house.sessions.visitorOf(other.token)).staff).toBeNull();
  });

  test("a pause that cannot be noted is one all the same", async () => {
    const one = await people.staff(["owner"]);
    await house.room.db.$executeRawUnsafe(`CREATE FUNCTION refuse_pause() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
    await house.room.db.$executeRawUnsafe(`CREATE TRIGGER p BEFORE UPDATE ON "Session" FOR EACH ROW EXECUTE FUNCTION refuse_pause()`);
    house.clock.move(3 * hour);
    for (let nth = 0; nth < 2; nth += 1) expect((await house.sessions.visitorOf(one.token)).staff).toBeNull();
    await house.room.db.$executeRawUnsafe(`DROP TRIGGER p ON "Session"`);
  });

  test("a browser is forgotten a year after its first visit, however often it came", async () => {
    const { sessionId, token } = await house.sessions.begin("a phone");
    for (let nth = 0; nth < 12; nth += 1) {
      house.clock.move(30 * 24 * hour);
      expect((await house.sessions.visitorOf(token)).sessionId).toBe(sessionId);
    }
    house.clock.move(6 * 24 * hour);
    expect(await house.sessions.visitorOf(token)).toEqual(stranger);
  });

  test("a browser is remembered for ninety days since its last visit", async () => {
    const { sessionId, token } = await house.sessions.begin("a phone");
    house.clock.move(80 * 24 * hour);
    expect((await house.sessions.visitorOf(token)).sessionId).toBe(sessionId);
    house.clock.move(80 * 24 * hour);
    expect((await house.sessions.visitorOf(token)).sessionId).toBe(sessionId);
    house.clock.move(91 * 24 * hour);
    expect(await house.sessions.visitorOf(token)).toEqual(stranger);
  });

  test("a visit that cannot be noted is a visit all the same", async () => {
    const { token, sessionId } = await house.sessions.begin("a phone");
    await house.room.db.$executeRawUnsafe(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
    await house.room.db.$executeRawUnsafe(`CREATE TRIGGER t BEFORE UPDATE ON "Session" FOR EACH ROW EXECUTE FUNCTION refuse()`);
    house.clock.move(10 * 60_000);
    expect((await house.sessions.visitorOf(token)).sessionId).toBe(sessionId);
    await house.room.db.$executeRawUnsafe(`DROP TRIGGER t ON "Session"`);
  });
});
