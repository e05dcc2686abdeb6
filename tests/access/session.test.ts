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
    house.clock.move(12 * hour - 60_000);
    expect((await house.sessions.visitorOf(owner.token)).staff).not.toBeNull();
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
