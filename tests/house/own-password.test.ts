import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stranger } from "#server/access/visitor.ts";
import { openStaff } from "#server/staff/staff.ts";
import { openTestRoom } from "#tests/house/open-room.ts";
import { codeAt, makeStrong, stepUpAgain } from "#tests/house/strong.ts";

const minute = 60_000;
const first = "candle meadow quince";
const second = "harbour lantern thistle";
const wrong = "nothing of the kind";

function made<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`not done: ${outcome.reason}`);
  return outcome.value;
}

async function openHouse() {
  const at = await openTestRoom();
  const staff = openStaff(at.room, at.sessions);
  const byHouse = at.steward.housePass("staff.invite", "test");
  let people = 0;
  /** Somebody signed in at two browsers. */
  async function employ() {
    const email = `person${++people}@maison.test`;
    const { link } = made(await staff.invite(byHouse, { name: "Person", email, roles: ["host"], eventIds: [] }));
    const { sessionToken } = made(await staff.join(link.split("/").at(-1) ?? "", { name: "Person", email, password: first }, "Firefox"));
    const other = made(await staff.signIn({ email, password: first }, null, "Safari", "a1")).sessionToken ?? "";
    const visitor = await at.sessions.visitorOf(sessionToken);
    return { email, visitor, id: visitor.staff?.id ?? "", token: sessionToken, other };
  }
  return { ...at, staff, byHouse, employ };
}

let at: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  at = await openHouse();
});
afterAll(async () => {
  const { brokenAt } = await at.room.audit.verify("house");
  const entries = JSON.stringify(await at.room.db.entry.findMany());
  await at.close();
  expect(brokenAt).toBeNull();
  expect(entries).not.toMatch(/maison\.test|Firefox|candle|harbour/);
});

const seen = async (token: string) => (await at.sessions.visitorOf(token)).staff;
const signIn = (email: string, password: string, address = "a1") => at.staff.signIn({ email, password }, null, "Firefox", address);
const change = (visitor: Parameters<typeof at.staff.changePassword>[0], old: string | null, password = second) =>
  at.staff.changePassword(visitor, { old, password, address: "a1" });
const failures = (staffId: string) =>
  at.room.db.entry.findMany({ where: { chain: "house", name: "staff.signInFailed", facts: { path: ["staffId"], equals: staffId } }, orderBy: { seq: "asc" } });

describe("one's own password", () => {
  test("is changed by the old one: this browser goes on under a new token, every other one is signed out", async () => {
    const one = await at.employ();
    const before = await at.staff.passwordSetAt(one.visitor);
    at.clock.move(minute);
    const { sessionToken } = made(await change(one.visitor, first));
    expect(await seen(sessionToken)).toMatchObject({ id: one.id });
    expect([await seen(one.token), await seen(one.other)]).toEqual([null, null]);
    expect(await signIn(one.email, first)).toEqual({ ok: false, reason: "wrong" });
    expect((await signIn(one.email, second)).ok).toBe(true);
    expect(Date.parse((await at.staff.passwordSetAt(one.visitor)) ?? "") - Date.parse(before ?? "")).toBeGreaterThanOrEqual(minute);
    const entry = await at.room.db.entry.findFirst({ where: { name: "staff.passwordChanged" }, orderBy: { seq: "desc" } });
    expect(entry).toMatchObject({ actor: { kind: "staff", id: one.id }, facts: { by: "password", ended: 1 } });
  });

  test("needs the old one, or a proof given a moment ago; and is another one", async () => {
    const one = await at.employ();
    expect(await change(one.visitor, wrong)).toEqual({ ok: false, reason: "wrong" });
    expect(await change(one.visitor, null)).toEqual({ ok: false, reason: "stepUp" });
    expect(await change(one.visitor, first, first)).toEqual({ ok: false, reason: "same" });
    expect(await change(stranger, first)).toEqual({ ok: false, reason: "wrong" });
    expect([await seen(one.token), await seen(one.other)]).not.toContain(null); // nothing happened
    const strong = await makeStrong(at, one.visitor);
    const { sessionToken } = made(await change(strong.visitor, null));
    at.clock.move(11 * minute);
    const later = await at.sessions.visitorOf(sessionToken);
    expect(await change(later, null, first)).toEqual({ ok: false, reason: "stepUp" });
    const again = await stepUpAgain(at, later, strong.secret);
    expect((await change(again.visitor, null, first)).ok).toBe(true);
  });

  test("tried by somebody at an open browser makes that browser wait, and its person hears of it", async () => {
    const one = await at.employ();
    const answers = [];
    for (let nth = 0; nth < 12; nth += 1) answers.push(await change(one.visitor, wrong));
    expect(answers.filter((answer) => !answer.ok && answer.reason === "wrong").length).toBe(10);
    expect(answers.at(-1)).toEqual({ ok: false, reason: "tooMany" });
    await at.staff.writeFailedTries();
    expect((await at.staff.failedTries(one.visitor))?.count).toBe(10);
  });

  test("of two changes at once one counts, and a word given half way for the old one leads nowhere", async () => {
    const one = await at.employ();
    const strong = await makeStrong(at, one.visitor);
    const half = made(await signIn(one.email, first)).half ?? "";
    const both = await Promise.all([change(strong.visitor, first), change(strong.visitor, first, "a third one altogether")]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
    at.clock.move(minute);
    expect(await at.staff.signInBySecond(half, codeAt(strong.secret, at.clock.now().getTime()), { sessionId: null, browserWords: "Firefox", address: "a1" })).toEqual({ ok: false, reason: "gone" });
  });

  test("ends links to a new password that wait, and where it cannot be recorded nothing changes", async () => {
    const one = await at.employ();
    const { link } = made(await at.staff.recoveryLink(at.byHouse, one.id));
    const stays = await at.employ();
    await at.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT test_no_change CHECK (name <> 'staff.passwordChanged') NOT VALID`);
    await expect(change(stays.visitor, first)).rejects.toThrow();
    await at.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT test_no_change`);
    expect([await seen(stays.token), await seen(stays.other)]).not.toContain(null);
    expect((await signIn(stays.email, first)).ok).toBe(true);
    made(await change(one.visitor, first));
    expect(await at.staff.lookAtInvite(link.split("/").at(-1) ?? "")).toBeNull();
  });
});

describe("failed tries", () => {
  test("are recorded with whom they were at, by what and how many, together; and told to that person alone", async () => {
    const one = await at.employ();
    const other = await at.employ();
    expect(await at.staff.failedTries(one.visitor)).toBeNull();
    for (let nth = 0; nth < 3; nth += 1) expect((await signIn(one.email, wrong, `b${nth}`)).ok).toBe(false);
    await expect.poll(async () => (await failures(one.id)).length).toBe(1); // the first at once
    expect((await at.staff.failedTries(one.visitor))?.count).toBe(3);
    await at.staff.writeFailedTries();
    expect((await failures(one.id)).map(({ facts, actor }) => [facts, actor])).toEqual([
      [{ staffId: one.id, by: "password", count: 1 }, { kind: "stranger" }],
      [{ staffId: one.id, by: "password", count: 2 }, { kind: "stranger" }],
    ]);
    expect((await at.staff.failedTries(one.visitor))?.count).toBe(3);
    expect(await at.staff.failedTries(other.visitor)).toBeNull();
    expect(await at.staff.failedTries(stranger)).toBeNull();
    at.clock.move(31 * 24 * 60 * minute);
    expect(await at.staff.failedTries(one.visitor)).toBeNull(); // told for thirty days
  });

  test("of a second proof count, too; a right sign-in and an unknown address leave none", async () => {
    const one = await at.employ();
    await makeStrong(at, one.visitor);
    const before = await at.room.db.entry.count({ where: { name: "staff.signInFailed" } });
    const half = made(await signIn(one.email, first)).half ?? "";
    await signIn("nobody@maison.test", wrong);
    await at.staff.writeFailedTries();
    expect(await at.room.db.entry.count({ where: { name: "staff.signInFailed" } })).toBe(before);
    const tried = await at.staff.signInBySecond(half, "000000", { sessionId: null, browserWords: "Firefox", address: "a1" });
    expect(tried.ok).toBe(false);
    await expect.poll(async () => (await failures(one.id))[0]?.facts).toEqual({ staffId: one.id, by: "second", count: 1 });
  });

  test("that cannot be recorded now are recorded with what follows, and nobody is answered otherwise", async () => {
    const one = await at.employ();
    await at.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT test_no_fail CHECK (name <> 'staff.signInFailed') NOT VALID`);
    expect(await signIn(one.email, wrong)).toEqual({ ok: false, reason: "wrong" });
    await at.staff.writeFailedTries();
    expect(await failures(one.id)).toEqual([]);
    await at.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT test_no_fail`);
    const toldAfter = async () => {
      await at.staff.writeFailedTries();
      return (await at.staff.failedTries(one.visitor))?.count;
    };
    await expect.poll(toldAfter).toBe(1);
  });
});
