import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "#contracts/staff.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { openStaff } from "#server/staff/staff.ts";
import { openAuthenticator } from "#tests/house/authenticator.ts";
import { openTestRoom } from "#tests/house/open-room.ts";
import { codeAt, makeStrong, stepUpAgain } from "#tests/house/strong.ts";

const minute = 60_000;
const password = "candle meadow quince";
const browser = "Firefox, Linux";
const origin = "http://localhost:3000";
const asking = { sessionId: null, browserWords: browser, address: "a1" };

/** Unwraps what must have come to something. */
function made<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`not done: ${outcome.reason}`);
  return outcome.value;
}

async function openHouse() {
  const at = await openTestRoom();
  const staff = openStaff(at.room, at.sessions);
  const byHouse = at.steward.housePass("staff.invite", "test");
  let people = 0;
  async function employ(roles: Role[] = ["host"]) {
    const email = `person${++people}@maison.test`;
    const { link } = made(await staff.invite(byHouse, { name: "Person", email, roles, eventIds: [] }));
    const { sessionToken } = made(await staff.join(link.split("/").at(-1) ?? "", { name: "Person", email, password }, browser));
    const visitor = await at.sessions.visitorOf(sessionToken);
    return { visitor, id: visitor.staff?.id ?? "", email, token: sessionToken };
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
  expect(entries).not.toMatch(/maison\.test|Firefox|candle/);
});

const seenBy = (token: string | null) => at.sessions.visitorOf(token);
const codeNow = (secret: string) => codeAt(secret, at.clock.now().getTime());
const signIn = (email: string, sessionId: string | null = null) => at.staff.signIn({ email, password }, sessionId, browser, "a1");
const half = async (email: string): Promise<string> => made(await signIn(email)).half ?? "";

/** Somebody with an app, and their browser, which is strong by it. */
async function withApp(roles: Role[] = ["host"]) {
  const person = await at.employ(roles);
  return { ...person, ...(await makeStrong(at, person.visitor)) };
}

/** Somebody with a passkey and nothing else. */
async function withPasskey() {
  const person = await at.employ();
  const device = openAuthenticator(origin);
  const asked = await at.staff.askToMakePasskey(person.visitor, "Maison Aurelle");
  if (!asked) throw new Error("no passkey may be made");
  const kept = made(await at.staff.addPasskey(person.visitor, device.make(asked), browser));
  return { ...person, device, visitor: await seenBy(kept.sessionToken), token: kept.sessionToken, codes: kept.codes ?? [] };
}

describe("an app's codes", () => {
  test("are set by showing one; the browser is strong from then on, under a new token, and others are signed out", async () => {
    const person = await at.employ();
    const other = made(await signIn(person.email)).sessionToken;
    expect((await seenBy(person.token)).staff).toMatchObject({ isStrong: false, isSteppedUp: false });
    const strong = await makeStrong(at, person.visitor);
    expect(strong.visitor.staff).toMatchObject({ id: person.id, isStrong: true, isSteppedUp: true });
    expect((await seenBy(person.token)).staff, "the token before it is dead").toBeNull();
    expect((await seenBy(other)).staff, "a browser that knew the password only").toBeNull();
    const row = await at.room.db.staff.findUniqueOrThrow({ where: { id: person.id } });
    expect(Buffer.from(row.totpSecret ?? []).toString("latin1")).not.toContain(strong.secret);
    expect(strong.codes).toHaveLength(10);
  });

  test("are asked after the password, which alone signs nobody in any more", async () => {
    const person = await withApp();
    const first = made(await signIn(person.email));
    expect(first.sessionToken).toBeNull();
    expect(await at.staff.lookAtHalf(first.half ?? "")).toEqual({ hasApp: true, hasPasskey: false });
    at.clock.move(minute);
    const { sessionToken } = made(await at.staff.signInBySecond(first.half ?? "", codeNow(person.secret), asking));
    expect((await seenBy(sessionToken)).staff).toMatchObject({ id: person.id, isStrong: true, isSteppedUp: true });
  });

  test("are good once each, also for a hundred at the same moment, and for thirty seconds about their time", async () => {
    const person = await withApp();
    expect(await at.staff.signInBySecond(await half(person.email), codeNow(person.secret), asking), "used when it was set").toMatchObject({ reason: "wrong" });
    at.clock.move(minute);
    const word = await half(person.email);
    const code = codeNow(person.secret);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    const tries = await Promise.all(Array.from({ length: 5 }, () => at.staff.signInBySecond(word, spaced, asking)));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    at.clock.move(10 * minute);
    const late = codeAt(person.secret, at.clock.now().getTime() - 70_000);
    expect(await at.staff.stepUpByCode(person.visitor, late, "a1")).toMatchObject({ reason: "wrong" });
    const early = codeAt(person.secret, at.clock.now().getTime() + 70_000);
    expect(await at.staff.stepUpByCode(person.visitor, early, "a1")).toMatchObject({ reason: "wrong" });
    const justBefore = codeAt(person.secret, at.clock.now().getTime() - 30_000);
    expect((await at.staff.stepUpByCode(person.visitor, justBefore, "a1")).ok).toBe(true);
    expect(await at.staff.stepUpByCode(person.visitor, justBefore, "a1")).toMatchObject({ reason: "wrong" });
  });

  test("of another person, another browser's offer and made-up offers set nothing", async () => {
    const [one, two] = [await at.employ(), await at.employ()];
    const offer = await at.staff.offerApp(one.visitor, "Maison");
    const code = codeNow(offer?.secret ?? "");
    for (const offered of [offer?.offered ?? "", "", "made-up", "x".repeat(5000)])
      expect(await at.staff.setApp(two.visitor, { offered, code, address: "a1" })).toMatchObject({ reason: "wrong" });
    expect(await at.staff.setApp(one.visitor, { offered: offer?.offered ?? "", code: "000000", address: "a1" })).toMatchObject({ reason: "wrong" });
    expect(await at.staff.setApp(stranger, { offered: offer?.offered ?? "", code, address: "a1" })).toMatchObject({ reason: "wrong" });
    expect((await at.staff.secondProofs(one.visitor))?.appSetAt).toBeNull();
  });
});

describe("half way", () => {
  test("a word that is made up, changed, too old, or of a password that was changed leads nowhere", async () => {
    const person = await withApp();
    at.clock.move(minute);
    const word = await half(person.email);
    const [id = "", until = "", proof = ""] = word.split(".");
    for (const bad of ["", "a.b.c", `${id}.${until}`, `${id}.${Number(until) + 1}.${proof}`, `stf_madeup.${until}.${proof}`, `${id}.${until}.`, "x".repeat(900)])
      expect(await at.staff.signInBySecond(bad, codeNow(person.secret), asking)).toEqual({ ok: false, reason: "gone" });
    expect(await at.staff.lookAtHalf(word)).not.toBeNull();
    at.clock.move(10 * minute);
    expect(await at.staff.lookAtHalf(word)).toBeNull();
    const fresh = await half(person.email);
    await at.room.db.staff.update({ where: { id: person.id }, data: { passwordHash: "another" } });
    expect(await at.staff.signInBySecond(fresh, codeNow(person.secret), asking)).toEqual({ ok: false, reason: "gone" });
  });

  test("no session of theirs is staff before the second step, whatever cookie is shown", async () => {
    const person = await withApp();
    const { sessionId, token } = await at.sessions.begin(browser);
    const first = made(await signIn(person.email, sessionId));
    expect(first.sessionToken).toBeNull();
    expect((await seenBy(token)).staff).toBeNull();
    expect((await seenBy(first.half)).sessionId).toBeNull();
  });
});

describe("wrong codes", () => {
  test("make strangers wait, and never a browser that was signed in to the account", async () => {
    const person = await withApp();
    at.clock.move(minute);
    const word = await half(person.email);
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, n) => at.staff.signInBySecond(word, String(100_000 + n), { ...asking, address: "a9" })));
    expect(guesses.filter((one) => !one.ok && one.reason === "wrong").length).toBeLessThanOrEqual(6);
    expect(await at.staff.signInBySecond(word, codeNow(person.secret), { ...asking, address: "a10" }), "elsewhere, too").toEqual({ ok: false, reason: "tooMany" });
    const known = { ...asking, sessionId: person.visitor.sessionId };
    expect((await at.staff.signInBySecond(word, codeNow(person.secret), known)).ok).toBe(true);
  });

  test("of a recovery code count, too", async () => {
    const person = await withApp();
    const word = await half(person.email);
    const guess = (n: number) => at.staff.signInBySecond(word, `0000-0000-${String(n).padStart(4, "0")}`, { ...asking, address: "a11" });
    for (let n = 0; n < 5; n++) expect(await guess(n)).toMatchObject({ reason: "wrong" });
    expect(await at.staff.signInBySecond(word, person.codes[0] ?? "", { ...asking, address: "a12" })).toMatchObject({ reason: "tooMany" });
  });

  test("at the step up make that browser wait, and let no other one in its stead", async () => {
    const person = await withApp();
    for (let n = 0; n < 10; n++) expect(await at.staff.stepUpByCode(person.visitor, "000000", "a13")).toMatchObject({ reason: "wrong" });
    at.clock.move(minute);
    expect(await at.staff.stepUpByCode(person.visitor, codeNow(person.secret), "a13")).toMatchObject({ reason: "tooMany" });
  });
});

describe("recovery codes", () => {
  test("are good once each after the password, strong but no step up, and kept as keyed hashes", async () => {
    const person = await withApp();
    const [code = "", next = ""] = person.codes;
    expect(code).toMatch(/^[0-9A-HJKMNP-Z]{4}-[0-9A-HJKMNP-Z]{4}-[0-9A-HJKMNP-Z]{4}$/);
    const word = await half(person.email);
    const tries = await Promise.all(Array.from({ length: 4 }, () => at.staff.signInBySecond(word, code.toLowerCase().replaceAll("-", " "), { ...asking, address: "a14" })));
    const entered = tries.flatMap((one) => (one.ok ? [one.value.sessionToken] : []));
    expect(entered).toHaveLength(1);
    const visitor = await seenBy(entered[0] ?? null);
    expect(visitor.staff).toMatchObject({ isStrong: true, isSteppedUp: false });
    expect(await at.staff.stepUpByCode(visitor, next, "a14"), "a recovery code is no step up").toMatchObject({ reason: "wrong" });
    expect((await at.staff.secondProofs(visitor))?.codesLeft).toBe(9);
    const rows = await at.room.db.staffRecoveryCode.findMany({ where: { staffId: person.id } });
    const plain = code.replaceAll("-", "");
    for (const { codeHash } of rows) expect(Buffer.from(codeHash).toString("latin1")).not.toContain(plain);
  });

  test("let their person set a new app in place of the lost one, and end with the next ten", async () => {
    const person = await withApp();
    const { sessionToken } = made(await at.staff.signInBySecond(await half(person.email), person.codes[0] ?? "", { ...asking, address: "a15" }));
    const back = await makeStrong(at, await seenBy(sessionToken));
    expect(back.secret).not.toBe(person.secret);
    expect(back.visitor.staff).toMatchObject({ isSteppedUp: true });
    const { codes } = made(await at.staff.newRecoveryCodes(back.visitor));
    expect(codes).toHaveLength(10);
    expect(await at.staff.signInBySecond(await half(person.email), person.codes[1] ?? "", { ...asking, address: "a15" })).toMatchObject({ reason: "wrong" });
    expect((await at.staff.signInBySecond(await half(person.email), codes[1] ?? "", { ...asking, address: "a15" })).ok).toBe(true);
  });
});

describe("passkeys", () => {
  test("sign their holder in by one press, without a name, strong and proved a moment ago", async () => {
    const person = await withPasskey();
    const asked = await at.staff.askPasskey();
    if (!asked) throw new Error("not asked");
    expect(asked).toMatchObject({ rpId: "localhost", userVerification: "required", allowCredentials: [] });
    const { sessionToken } = made(await at.staff.signInByPasskey(person.device.use(asked), asking));
    expect((await seenBy(sessionToken)).staff).toMatchObject({ id: person.id, isStrong: true, isSteppedUp: true });
    expect(made(await signIn(person.email)).sessionToken, "the password alone is not enough any more").toBeNull();
  });

  test("answer each question once, in ten minutes, for our origin, verified, and for nothing else than was asked", async () => {
    const person = await withPasskey();
    const ask = async () => {
      const asked = await at.staff.askPasskey();
      if (!asked) throw new Error("not asked");
      return asked;
    };
    const refused = async (answer: Parameters<typeof at.staff.signInByPasskey>[0]) =>
      expect(await at.staff.signInByPasskey(answer, asking)).toEqual({ ok: false, reason: "wrong" });
    const once = person.device.use(await ask());
    const both = await Promise.all([at.staff.signInByPasskey(once, asking), at.staff.signInByPasskey(once, asking)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await refused(person.device.use(await ask(), { origin: "http://evil.example" }));
    await refused(person.device.use(await ask(), { isUserVerified: false }));
    await refused(person.device.use(await ask(), { challenge: Buffer.alloc(56).toString("base64url") }));
    await refused(person.device.use(await ask(), { userHandle: Buffer.from("stf_another").toString("base64url") }));
    await refused(person.device.use(await ask(), { counter: 1 }));
    await refused(openAuthenticator(origin).use(await ask()));
    const stepUp = await at.staff.askStepUp(person.visitor);
    if (!stepUp?.passkey) throw new Error("not asked");
    await refused(person.device.use(stepUp.passkey, { counter: 90 }));
    const old = person.device.use(await ask(), { counter: 91 });
    at.clock.move(10 * minute + 1);
    await refused(old);
    expect((await at.staff.signInByPasskey(person.device.use(await ask(), { counter: 92 }), asking)).ok).toBe(true);
  });

  test("that do not count, as those kept by a phone's maker, answer each question once all the same", async () => {
    const person = await withPasskey();
    await at.room.db.staffPasskey.updateMany({ where: { staffId: person.id }, data: { counter: 0 } });
    const asked = await at.staff.askPasskey();
    if (!asked) throw new Error("not asked");
    const answer = person.device.use(asked, { counter: 0 });
    expect((await at.staff.signInByPasskey(answer, asking)).ok).toBe(true);
    expect(await at.staff.signInByPasskey(answer, asking)).toEqual({ ok: false, reason: "wrong" });
  });

  test("step up their own person in the browser that was asked, and nobody else", async () => {
    const [person, other] = [await withPasskey(), await withPasskey()];
    at.clock.move(11 * minute);
    const visitor = await seenBy(person.token);
    expect(visitor.staff).toMatchObject({ isStrong: true, isSteppedUp: false });
    const asked = async (of: Visitor) => {
      const found = await at.staff.askStepUp(of);
      if (!found?.passkey) throw new Error("not asked");
      return found.passkey;
    };
    expect(await at.staff.stepUpByPasskey(visitor, other.device.use(await asked(visitor)))).toMatchObject({ reason: "wrong" });
    expect(await at.staff.stepUpByPasskey(visitor, person.device.use(await asked(await seenBy(other.token)))), "another browser's question").toMatchObject({ reason: "wrong" });
    const { sessionToken } = made(await at.staff.stepUpByPasskey(visitor, person.device.use(await asked(visitor))));
    expect((await seenBy(sessionToken)).staff).toMatchObject({ isSteppedUp: true });
    expect((await seenBy(person.token)).staff, "a new token at each step up").toBeNull();
    at.clock.move(10 * minute);
    expect((await seenBy(sessionToken)).staff).toMatchObject({ isStrong: true, isSteppedUp: false });
  });

  test("that are known, made for another browser, unverified or made elsewhere are not kept", async () => {
    const person = await at.employ();
    const other = await at.employ();
    const ask = async (of: Visitor) => {
      const asked = await at.staff.askToMakePasskey(of, "Maison");
      if (!asked) throw new Error("not asked");
      return asked;
    };
    const refused = async (answer: Parameters<typeof at.staff.addPasskey>[1]) =>
      expect(await at.staff.addPasskey(person.visitor, answer, browser)).toEqual({ ok: false, reason: "wrong" });
    await refused(openAuthenticator(origin).make(await ask(other.visitor)));
    await refused(openAuthenticator(origin).make(await ask(person.visitor), { isUserVerified: false }));
    await refused(openAuthenticator("http://evil.example").make(await ask(person.visitor)));
    const device = openAuthenticator(origin);
    made(await at.staff.addPasskey(other.visitor, device.make(await ask(other.visitor)), browser));
    await refused(device.make(await ask(person.visitor)));
    expect((await at.staff.secondProofs(person.visitor))?.passkeys).toEqual([]);
  });

  test("of somebody taken away open nothing", async () => {
    const person = await withPasskey();
    const asked = await at.staff.askPasskey();
    if (!asked) throw new Error("not asked");
    made(await at.staff.remove(at.steward.housePass("staff.remove", "test"), person.id));
    expect(await at.staff.signInByPasskey(person.device.use(asked), asking)).toMatchObject({ reason: "wrong" });
  });
});

describe("changing one's proofs", () => {
  test("asks for a step up where there is one, and for a fresh sign-in where there is none", async () => {
    const late = await at.employ();
    at.clock.move(16 * minute);
    expect((await at.staff.secondProofs(late.visitor))?.before).toBe("signInAnew");
    expect(await at.staff.offerApp(late.visitor, "Maison")).toBeNull();
    const again = made(await signIn(late.email, late.visitor.sessionId)).sessionToken;
    expect((await at.staff.secondProofs(await seenBy(again)))?.before).toBeNull();

    const person = await withApp();
    at.clock.move(10 * minute);
    const visitor = await seenBy(person.token);
    expect((await at.staff.secondProofs(visitor))?.before).toBe("stepUp");
    expect(await at.staff.askToMakePasskey(visitor, "Maison")).toBeNull();
    expect(await at.staff.endApp(visitor)).toEqual({ ok: false, reason: "stepUp" });
    expect(await at.staff.newRecoveryCodes(visitor)).toEqual({ ok: false, reason: "stepUp" });
    const stepped = await stepUpAgain(at, visitor, person.secret);
    expect(await at.staff.askToMakePasskey(stepped.visitor, "Maison")).not.toBeNull();
    expect(await at.staff.endPasskey(stepped.visitor, "pky_madeup")).toEqual({ ok: false, reason: "gone" });
    made(await at.staff.endApp(stepped.visitor));
    expect((await seenBy(stepped.token)).staff, "without any proof left nobody is strong").toMatchObject({ isStrong: false, isSteppedUp: false });
    expect(await at.room.db.staffRecoveryCode.count({ where: { staffId: person.id } })).toBe(0);
  });

  test("two first proofs at the same moment are a first and one that is refused, or one after the other", async () => {
    const person = await at.employ();
    const offers = await Promise.all([1, 2].map(() => at.staff.offerApp(person.visitor, "Maison")));
    const kept = await Promise.all(offers.map((offer) => at.staff.setApp(person.visitor, { offered: offer?.offered ?? "", code: codeNow(offer?.secret ?? ""), address: "a1" })));
    expect(kept.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("nobody ends a passkey of another", async () => {
    const [one, two] = [await withPasskey(), await withPasskey()];
    const theirs = (await at.staff.secondProofs(two.visitor))?.passkeys[0]?.id ?? "";
    expect(await at.staff.endPasskey(one.visitor, theirs)).toEqual({ ok: false, reason: "gone" });
    expect((await at.staff.secondProofs(two.visitor))?.passkeys).toHaveLength(1);
  });
});

describe("a recovery by another owner", () => {
  test("ends every proof and every browser, asks its maker for a step up, and asks for new proofs", async () => {
    const [owner, lost] = [await withApp(["owner"]), await withApp(["producer"])];
    const weak = await at.employ(["owner"]);
    const byWeak = at.door.admitHouse(weak.visitor, "staff.invite");
    expect(await at.staff.recoveryLink(byWeak, lost.id)).toEqual({ ok: false, reason: "stepUp" });
    const { link } = made(await at.staff.recoveryLink(at.door.admitHouse(owner.visitor, "staff.invite"), lost.id));
    const { sessionToken } = made(await at.staff.recover(link.split("/").at(-1) ?? "", { password: "another long password" }, browser));
    const visitor = await seenBy(sessionToken);
    expect(visitor.staff).toMatchObject({ id: lost.id, isStrong: false });
    expect(await at.staff.secondProofs(visitor)).toMatchObject({ appSetAt: null, passkeys: [], codesLeft: 0, before: null });
    expect((await seenBy(lost.token)).staff).toBeNull();
    const first = made(await at.staff.signIn({ email: lost.email, password: "another long password" }, null, browser, "a20"));
    expect(first.sessionToken).not.toBeNull();
  });
});

test("a browser left open makes nobody: who has a second proof shows it before asking anybody in, or giving anybody a new password", async () => {
  const owner = await withApp(["owner"]);
  const colleague = await at.employ(["owner"]);
  const form = (email: string) => ({ name: "Person", email, roles: ["owner" as const], eventIds: [] });
  at.clock.move(11 * minute);
  const stale = at.door.admitHouse(await seenBy(owner.token), "staff.invite");
  expect(await at.staff.invite(stale, form("stale@maison.test"))).toEqual({ ok: false, reason: "stepUp" });
  expect(await at.staff.recoveryLink(stale, colleague.id)).toEqual({ ok: false, reason: "stepUp" });
  expect(await at.room.db.staffInvite.count({ where: { createdById: owner.id } })).toBe(0);
  const stepped = made(await at.staff.stepUpByCode(await seenBy(owner.token), codeNow(owner.secret), "a1"));
  const fresh = at.door.admitHouse(await seenBy(stepped.sessionToken), "staff.invite");
  expect(await at.staff.invite(fresh, form("fresh@maison.test"))).toMatchObject({ ok: true });
  expect(await at.staff.recoveryLink(fresh, colleague.id)).toMatchObject({ ok: true });
  // Who has none yet cannot show one; the first owner of a house begins so.
  expect(await at.staff.invite(at.door.admitHouse(await seenBy(colleague.token), "staff.invite"), form("first@maison.test"))).toMatchObject({ ok: true });
});
