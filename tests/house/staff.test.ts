import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Role } from "#contracts/staff.ts";
import { stranger } from "#server/access/visitor.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import { openPasswords } from "#server/staff/passwords.ts";
import { openStaff } from "#server/staff/staff.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

const hour = 60 * 60_000;
const password = "candle meadow quince";
const form = (name: string) => ({ name, email: `${name.toLowerCase()}@maison.test`, password });
const tokenOf = (link: string | null): string => link?.split("/").at(-1) ?? "";
const firefox = "Firefox, Linux";

/** Unwraps what must have come to something. */
function made<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`not done: ${outcome.reason}`);
  return outcome.value;
}

async function openHouse() {
  const at = await openTestRoom();
  const staff = openStaff(at.room, at.sessions);
  const byHouse = at.steward.housePass("staff.invite", "test");

  async function employ(name: string, roles: Role[], eventIds: string[] = []) {
    const { email } = form(name);
    const { link } = made(await staff.invite(byHouse, { name, email, roles, eventIds }));
    const { sessionToken } = made(await staff.join(tokenOf(link), form(name), firefox));
    const visitor = await at.sessions.visitorOf(sessionToken);
    return { visitor, id: visitor.staff?.id ?? "", sessionId: visitor.sessionId ?? "", token: sessionToken, email };
  }
  return { ...at, staff, byHouse, employ };
}
type HouseAt = Awaited<ReturnType<typeof openHouse>>;

let at: HouseAt;
beforeAll(async () => {
  at = await openHouse();
  await at.employ("Kira", ["owner"]);
});
afterAll(async () => {
  const chain = await at.room.audit.verify("house");
  const entries = await at.room.db.entry.findMany();
  await at.close();
  expect(chain.brokenAt).toBeNull();
  expect(chain.entries).toBeGreaterThan(20);
  expect(JSON.stringify(entries)).not.toMatch(/maison\.test|Firefox|candle|Alma|Bruno/);
});

describe("the first owner", () => {
  test("joins by the newest one-time link, once, and no second owner can come of another", async () => {
    const house = await openHouse();
    try {
      const older = tokenOf(await house.staff.firstInviteLink());
      const link = await house.staff.firstInviteLink();
      expect(link).toMatch(/^\/studio\/join\/[A-Za-z0-9_-]{43}$/);
      expect(await house.staff.lookAtInvite(older)).toBeNull();
      expect(await house.staff.lookAtInvite(tokenOf(link))).toEqual({ kind: "join", name: null, email: null, roles: ["owner"] });
      expect(await house.staff.join(older, form("Otto"), firefox)).toEqual({ ok: false, reason: "gone" });

      // A second living link of the same kind, as a second process might have made it.
      const second = newToken();
      await house.room.db.staffInvite.create({
        data: { id: newId("staffInvite"), kind: "join", tokenHash: digest(second), roles: ["owner"], expiresAt: new Date(Date.now() + hour) },
      });
      const both = await Promise.all([
        house.staff.join(tokenOf(link), form("Alma"), firefox),
        house.staff.join(second, form("Otto"), firefox),
      ]);
      expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
      expect(await house.room.db.staff.count()).toBe(1);
      expect(await house.staff.firstInviteLink()).toBeNull();
      expect(await house.staff.lookAtInvite(second)).toBeNull();
    } finally {
      await house.close();
    }
  });

  test("of a hundred joins at once by one link, one wins", async () => {
    const house = await openHouse();
    try {
      const token = tokenOf(await house.staff.firstInviteLink());
      const joins = await Promise.all(Array.from({ length: 100 }, (_, n) => house.staff.join(token, form(`Owner${n}`), firefox)));
      expect(joins.filter((one) => one.ok)).toHaveLength(1);
      expect(joins.filter((one) => !one.ok && one.reason === "gone")).toHaveLength(99);
      expect(await house.room.db.staff.count()).toBe(1);
      expect(await house.room.db.session.count()).toBe(1);
      expect((await house.room.audit.verify("house")).brokenAt).toBeNull();
    } finally {
      await house.close();
    }
  });

  test("of a hundred joins at once by one colleague's link, one wins", async () => {
    const { link } = made(await at.staff.invite(at.byHouse, { name: "Many", email: "many@maison.test", roles: ["host"], eventIds: [] }));
    const joins = await Promise.all(Array.from({ length: 100 }, (_, n) => at.staff.join(tokenOf(link), form(`Many${n}`), firefox)));
    expect(joins.filter((one) => one.ok)).toHaveLength(1);
  });
});

describe("invitations", () => {
  test("carry name, address, roles and events to whoever joins, and nothing readable into the database", async () => {
    const asked = { name: "Paola", email: "paola@maison.test", roles: ["moderator" as const], eventIds: ["ev_one"] };
    const { link } = made(await at.staff.invite(at.byHouse, asked));
    expect(link).toMatch(/^http:\/\/localhost:3000\/studio\/join\/[A-Za-z0-9_-]{43}$/);
    const token = tokenOf(link);
    const expected = { kind: "join", name: "Paola", email: "paola@maison.test", roles: ["moderator"] };
    expect(await at.staff.lookAtInvite(token)).toEqual(expected);
    expect(await at.staff.lookAtInvite(token), "looking uses nothing up").toEqual(expected);
    expect((await at.staff.openInvites(at.byHouse)).map((one) => one.name)).toContain("Paola");

    const { sessionToken } = made(await at.staff.join(token, form("Paola"), firefox));
    const visitor = await at.sessions.visitorOf(sessionToken);
    expect(visitor.staff).toMatchObject({ roles: ["moderator"], isNarrowed: true, onlyEvents: ["ev_one"] });
    expect(await at.staff.me(visitor)).toMatchObject({ name: "Paola", email: "paola@maison.test", isNarrowed: true });
    expect((await at.staff.openInvites(at.byHouse)).map((one) => one.name)).not.toContain("Paola");

    const row = await at.room.db.staff.findUniqueOrThrow({ where: { id: visitor.staff?.id ?? "" } });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const raw = Buffer.concat([row.name, row.email, row.emailHash]).toString("latin1");
    expect(raw).not.toMatch(/paola/i);
    expect(at.letters, "no letter is written about a link").toEqual([]);
    expect(await at.staff.me(stranger)).toBeNull();
  });

  test("used, expired, withdrawn, replaced and made-up links are all the same nothing", async () => {
    const ask = (name: string) => ({ name, email: form(name).email, roles: ["host" as const], eventIds: [] });
    const linkFor = async (name: string) => tokenOf(made(await at.staff.invite(at.byHouse, ask(name))).link);
    const expired = await linkFor("Ezio");
    at.clock.move(72 * hour + 1);
    const used = await linkFor("Ugo");
    made(await at.staff.join(used, form("Ugo"), firefox));
    const withdrawn = await linkFor("Walter");
    const open = (await at.staff.openInvites(at.byHouse)).find((one) => one.name === "Walter");
    await at.staff.withdrawInvite(at.byHouse, open?.id ?? "");
    const replaced = await linkFor("Rosa");
    const living = await linkFor("Rosa");
    for (const token of [used, expired, withdrawn, replaced, newToken(), "", "x".repeat(4000)]) {
      expect(await at.staff.lookAtInvite(token)).toBeNull();
      expect(await at.staff.join(token, form("Nessuno"), firefox)).toEqual({ ok: false, reason: "gone" });
      expect(await at.staff.recover(token, { password }, firefox)).toEqual({ ok: false, reason: "gone" });
    }
    expect(await at.staff.lookAtInvite(living)).not.toBeNull();
    expect(await at.staff.recover(living, { password }, firefox), "a joining link recovers nothing").toMatchObject({ reason: "gone" });
    expect(await at.staff.lookAtInvite(living)).not.toBeNull();
  });

  test("somebody who is staff is not asked again, and a taken address leaves the link usable", async () => {
    await at.employ("Carla", ["producer"]);
    expect(await at.staff.invite(at.byHouse, { name: "C", email: "CARLA@maison.test ", roles: ["host"], eventIds: [] })).toEqual({ ok: false, reason: "already" });
    const { link } = made(await at.staff.invite(at.byHouse, { name: "Dora", email: "dora@maison.test", roles: ["host"], eventIds: [] }));
    expect(await at.staff.join(tokenOf(link), form("Carla"), firefox)).toEqual({ ok: false, reason: "emailTaken" });
    expect((await at.staff.join(tokenOf(link), form("Dora"), firefox)).ok).toBe(true);
  });

  test("a link dies with whoever made it", async () => {
    const maker = await at.employ("Mara", ["owner"]);
    const pass = at.door.admitHouse(maker.visitor, "staff.invite");
    const { link } = made(await at.staff.invite(pass, { name: "Back", email: "back@maison.test", roles: ["owner"], eventIds: [] }));
    expect(await at.staff.lookAtInvite(tokenOf(link))).not.toBeNull();
    made(await at.staff.remove(at.steward.housePass("staff.remove", "test"), maker.id));
    expect(await at.staff.lookAtInvite(tokenOf(link))).toBeNull();
    expect(await at.staff.join(tokenOf(link), form("Back"), firefox)).toEqual({ ok: false, reason: "gone" });
    expect((await at.staff.openInvites(at.byHouse)).map((one) => one.name)).not.toContain("Back");
  });
});

describe("signing in", () => {
  test("gives a new token each time; the old one is dead, the browser and its identities stay", async () => {
    const fern = await at.employ("Fern", ["host"]);
    const first = await at.sessions.begin("Safari, iPad");
    await at.room.db.event.create({
      data: {
        id: "ev_fern", level: "open", mode: "public", format: "online", wishes: {}, title: new Uint8Array(1), codeName: new Uint8Array(1),
        startsAt: new Date(), zone: "Europe/Rome", localStart: "2027-03-11T11:30",
      },
    });
    await at.room.db.sessionIdentity.create({ data: { id: newId("identity"), sessionId: first.sessionId, eventId: "ev_fern" } });
    const { sessionToken } = made(await at.staff.signIn({ email: fern.email, password }, first.sessionId, "Safari, iPad", "a1"));
    expect(sessionToken).not.toBe(first.token);
    expect((await at.sessions.visitorOf(first.token)).sessionId).toBeNull();
    const visitor = await at.sessions.visitorOf(sessionToken);
    expect(visitor).toMatchObject({ sessionId: first.sessionId, staff: { id: fern.id } });
    expect(await at.room.db.sessionIdentity.count({ where: { sessionId: first.sessionId, endedAt: null } })).toBe(1);

    const again = made(await at.staff.signIn({ email: fern.email, password }, first.sessionId, "Safari, iPad", "a1"));
    expect(again.sessionToken).not.toBe(sessionToken);
    expect((await at.sessions.visitorOf(sessionToken)).staff).toBeNull();
  });

  test("as another person ends what the first one had in that browser", async () => {
    const [gina, hugo] = [await at.employ("Gina", ["host"]), await at.employ("Hugo", ["host"])];
    const { sessionToken } = made(await at.staff.signIn({ email: hugo.email, password }, gina.sessionId, firefox, "a1"));
    const visitor = await at.sessions.visitorOf(sessionToken);
    expect(visitor.staff?.id).toBe(hugo.id);
    expect(visitor.sessionId).not.toBe(gina.sessionId);
    expect((await at.sessions.visitorOf(gina.token)).staff).toBeNull();
  });

  test("a wrong password, an unknown address and somebody removed are the same word after the same work", async () => {
    const ines = await at.employ("Ines", ["host"]);
    made(await at.staff.remove(at.steward.housePass("staff.remove", "test"), ines.id));
    const lena = await at.employ("Lena", ["host"]);
    const tries: [string, string][] = [
      [lena.email, "not this one at all"],
      ["nobody@elsewhere.test", password],
      [ines.email, password],
    ];
    for (const [email, word] of tries)
      expect(await at.staff.signIn({ email, password: word }, null, firefox, "a2")).toEqual({ ok: false, reason: "wrong" });

    const passwords = openPasswords();
    const kept = await passwords.keep(password);
    const took = async (of: string | null) => {
      const started = performance.now();
      expect(await passwords.isRight(of, "not this one at all")).toBe(false);
      return performance.now() - started;
    };
    // The least of several taken in turn: what else the machine does can only add.
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let n = 0; n < 12; n++) {
      known = Math.min(known, await took(kept));
      unknown = Math.min(unknown, await took(null));
    }
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
    expect(await passwords.isRight(kept, password)).toBe(true);
  });

  test("after five failures strangers wait, a browser known to the account does not", async () => {
    const nora = await at.employ("Nora", ["host"]);
    const guess = () => at.staff.signIn({ email: nora.email, password: "guessing all day" }, null, firefox, "a3");
    const tried = await Promise.all(Array.from({ length: 40 }, guess));
    const looked = tried.filter((one) => !one.ok && one.reason === "wrong").length;
    expect(looked).toBeGreaterThanOrEqual(5);
    expect(looked, "at once, too, only five are looked at; one more should this take over a second").toBeLessThanOrEqual(6);
    expect(tried.filter((one) => !one.ok && one.reason === "tooMany")).toHaveLength(40 - looked);
    const right = { email: nora.email, password };
    expect(await at.staff.signIn(right, null, firefox, "a4")).toEqual({ ok: false, reason: "tooMany" });
    const foreign = await at.employ("Olga", ["host"]);
    expect(await at.staff.signIn(right, foreign.sessionId, firefox, "a4"), "known to another account only").toMatchObject({ reason: "tooMany" });
    expect((await at.staff.signIn(right, nora.sessionId, firefox, "a3")).ok).toBe(true);
    expect((await at.staff.signIn({ email: foreign.email, password }, null, firefox, "a3")).ok, "others are not touched").toBe(true);
  });

  test("an unknown address is made to wait just as a known one", async () => {
    const guess = () => at.staff.signIn({ email: "ghost@maison.test", password: "guessing all day" }, null, firefox, "a5");
    for (let n = 0; n < 5; n++) expect(await guess()).toEqual({ ok: false, reason: "wrong" });
    expect(await guess()).toEqual({ ok: false, reason: "tooMany" });
  });
});

describe("the waits", () => {
  afterEach(() => vi.useRealTimers());

  test("double after each failure up to a quarter of an hour, are lifted by success, and count addresses by failure", async () => {
    vi.useFakeTimers();
    const { openSignInLimits } = await import("#server/staff/sign-in-limits.ts");
    const limits = openSignInLimits();
    const attempt = (account: string, address = "here", knownBrowser: string | null = null) => limits.attempt({ account, address, knownBrowser });
    for (let n = 0; n < 5; n++) expect(await attempt("a")).not.toBeNull();
    for (const seconds of [1, 2, 4, 8]) {
      vi.advanceTimersByTime(seconds * 1000 - 10);
      expect(await attempt("a"), `still waiting before ${seconds} s`).toBeNull();
      vi.advanceTimersByTime(20);
      expect(await attempt("a"), `after ${seconds} s`).not.toBeNull();
    }
    vi.advanceTimersByTime(16_000);
    await (await attempt("a"))?.right();
    for (let n = 0; n < 5; n++) expect(await attempt("a"), "forgotten by success").not.toBeNull();

    for (let n = 0; n < 60; n++) await (await attempt(`ok${n}`, "boutique"))?.right();
    expect(await attempt("one more", "boutique"), "successes of one address never add up").not.toBeNull();
    for (let n = 0; n < 60; n++) await attempt(`bad${n}`, "elsewhere");
    expect(await attempt("one more", "elsewhere")).toBeNull();
    expect(await attempt("one more", "elsewhere", "ses_known")).not.toBeNull();

    for (let n = 0; n < 40; n++) {
      await attempt("b", "here", "ses_known");
      vi.advanceTimersByTime(30_001);
      expect(await attempt("b", "here", "ses_known"), "a known browser waits half a minute at most").not.toBeNull();
      vi.advanceTimersByTime(30_001);
    }
  });
});

describe("sessions", () => {
  test("are listed and ended by their own person only", async () => {
    const [rita, sara] = [await at.employ("Rita", ["host"]), await at.employ("Sara", ["host"])];
    const { sessionToken } = made(await at.staff.signIn({ email: rita.email, password }, null, "Chrome, Windows", "a6"));
    const other = await at.sessions.visitorOf(sessionToken);
    const mine = await at.staff.mySessions(rita.visitor);
    expect(mine.map(({ browser, isThis }) => [browser, isThis]).sort()).toEqual([["Chrome, Windows", false], [firefox, true]]);
    expect(await at.staff.mySessions(stranger)).toEqual([]);

    expect(await at.staff.endSession(sara.visitor, other.sessionId ?? ""), "a stranger's").toBe(false);
    expect(await at.staff.endSession(stranger, other.sessionId ?? "")).toBe(false);
    expect(await at.staff.endSession(rita.visitor, "ses_madeup")).toBe(false);
    expect((await at.sessions.visitorOf(sessionToken)).staff?.id).toBe(rita.id);

    expect(await at.staff.endSession(rita.visitor, other.sessionId ?? "")).toBe(true);
    expect((await at.sessions.visitorOf(sessionToken)).sessionId).toBeNull();
    expect(await at.staff.mySessions(rita.visitor)).toHaveLength(1);
    expect((await at.sessions.visitorOf(rita.token)).staff?.id).toBe(rita.id);
  });

  test("are ended everywhere else at once, and counted; this browser and other people's stay", async () => {
    const [wanda, ubaldo] = [await at.employ("Wanda", ["producer"]), await at.employ("Ubaldo", ["host"])];
    const others = [];
    for (const browser of ["Chrome, Windows", "Safari, iPad"]) others.push(made(await at.staff.signIn({ email: wanda.email, password }, null, browser, "a8")).sessionToken);
    const ids = await Promise.all(others.map(async (token) => (await at.sessions.visitorOf(token)).sessionId ?? ""));
    const seats: string[] = [];
    at.room.revoke.seatsEndedBy(async ({ sessionId }, why) => void seats.push(`${sessionId} ${why}`));
    expect(await at.staff.endOtherSessions(stranger)).toBe(0);
    expect(await at.staff.endOtherSessions(wanda.visitor)).toBe(2);
    at.room.revoke.seatsEndedBy(async () => {});
    expect(seats.sort(), "open desks and calls end").toEqual(ids.map((id) => `${id} signedOut`).sort());
    for (const token of others) expect((await at.sessions.visitorOf(token)).sessionId).toBeNull();
    expect((await at.sessions.visitorOf(wanda.token)).staff?.id).toBe(wanda.id);
    expect((await at.sessions.visitorOf(ubaldo.token)).staff?.id).toBe(ubaldo.id);
    expect(await at.staff.endOtherSessions(wanda.visitor), "nothing is left to end").toBe(0);
    const entries = await at.room.db.entry.findMany({ where: { chain: "house", name: "session.ended" } });
    for (const id of ids) expect(entries.filter(({ facts }) => JSON.stringify(facts).includes(wanda.id)).length, id).toBe(2);
  });

  test("of a colleague are ended by whoever may remove them; the colleague signs in again", async () => {
    const [xenia, yorick] = [await at.employ("Xenia", ["owner"]), await at.employ("Yorick", ["host"])];
    const again = made(await at.staff.signIn({ email: yorick.email, password }, null, "Chrome, Windows", "a9")).sessionToken;
    const browsersOf = async (id: string) => (await at.staff.list(at.byHouse)).find((one) => one.id === id)?.browsers;
    expect(await browsersOf(yorick.id)).toBe(2);
    expect(() => at.door.admitHouse(yorick.visitor, "staff.remove")).toThrow();
    const pass = at.door.admitHouse(xenia.visitor, "staff.remove");
    expect(await at.staff.endSessionsOf(pass, xenia.id)).toEqual({ ok: false, reason: "self" });
    expect(await at.staff.endSessionsOf(pass, "stf_madeup")).toEqual({ ok: false, reason: "gone" });
    expect(await at.staff.endSessionsOf(pass, yorick.id)).toEqual({ ok: true, value: { count: 2 } });
    expect(await browsersOf(yorick.id)).toBe(0);
    expect(await browsersOf(xenia.id)).toBe(1);
    for (const token of [yorick.token, again]) expect((await at.sessions.visitorOf(token)).sessionId).toBeNull();
    expect((await at.staff.signIn({ email: yorick.email, password }, null, firefox, "a9")).ok).toBe(true);
    made(await at.staff.remove(at.steward.housePass("staff.remove", "test"), yorick.id));
    expect(await at.staff.endSessionsOf(pass, yorick.id)).toEqual({ ok: false, reason: "gone" });
  });

  test("signing out ends this browser and no other", async () => {
    const tina = await at.employ("Tina", ["host"]);
    const { sessionToken } = made(await at.staff.signIn({ email: tina.email, password }, null, firefox, "a6"));
    const heard: string[] = [];
    const stop = at.room.signals.hear("session.ended", ({ sessionId }) => heard.push(sessionId));
    await at.staff.signOut(tina.sessionId);
    stop();
    expect(heard).toEqual([tina.sessionId]);
    expect((await at.sessions.visitorOf(tina.token)).sessionId).toBeNull();
    expect((await at.sessions.visitorOf(sessionToken)).staff?.id).toBe(tina.id);
    await at.staff.signOut("ses_madeup");
  });
});

describe("recovery", () => {
  test("sets a new password and ends every older browser of that person", async () => {
    const [vera, anna] = [await at.employ("Vera", ["host"]), await at.employ("Anna", ["owner"])];
    const pass = at.door.admitHouse(anna.visitor, "staff.invite");
    const older = tokenOf(made(await at.staff.recoveryLink(pass, vera.id)).link);
    const token = tokenOf(made(await at.staff.recoveryLink(pass, vera.id)).link);
    expect(await at.staff.lookAtInvite(older)).toBeNull();
    expect(await at.staff.lookAtInvite(token)).toEqual({ kind: "recover", name: "Vera", email: vera.email, roles: ["host"] });
    expect(await at.staff.join(token, form("Zoe"), firefox), "a recovery makes nobody new").toEqual({ ok: false, reason: "gone" });

    const other = "another long password";
    const ended: string[] = [];
    const stop = at.room.signals.hear("session.ended", ({ sessionId }) => ended.push(sessionId));
    const tries = await Promise.all(Array.from({ length: 5 }, () => at.staff.recover(token, { password: other }, firefox)));
    stop();
    expect(ended).toEqual([vera.sessionId]);
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    const winner = tries.find((one) => one.ok);
    const visitor = await at.sessions.visitorOf(winner?.ok ? winner.value.sessionToken : null);
    expect(visitor.staff?.id).toBe(vera.id);
    expect((await at.sessions.visitorOf(vera.token)).sessionId).toBeNull();
    expect(await at.staff.signIn({ email: vera.email, password }, null, firefox, "a7")).toEqual({ ok: false, reason: "wrong" });
    expect((await at.staff.signIn({ email: vera.email, password: other }, null, firefox, "a7")).ok).toBe(true);
    expect(await at.staff.lookAtInvite(token)).toBeNull();
  });

  test("is given by another owner, for somebody who is staff, for a day", async () => {
    const bea = await at.employ("Bea", ["owner"]);
    const pass = at.door.admitHouse(bea.visitor, "staff.invite");
    expect(await at.staff.recoveryLink(pass, bea.id)).toEqual({ ok: false, reason: "self" });
    expect(await at.staff.recoveryLink(pass, "stf_madeup")).toEqual({ ok: false, reason: "gone" });
    const token = tokenOf(made(await at.staff.recoveryLink(at.byHouse, bea.id)).link);
    made(await at.staff.remove(at.steward.housePass("staff.remove", "test"), bea.id));
    expect(await at.staff.lookAtInvite(token)).toBeNull();
    expect(await at.staff.recover(token, { password }, firefox)).toEqual({ ok: false, reason: "gone" });
    expect(await at.staff.recoveryLink(at.byHouse, bea.id)).toEqual({ ok: false, reason: "gone" });
  });
});

describe("removing", () => {
  test("ends somebody everywhere; their address is free for a new beginning", async () => {
    const [emma, paul] = [await at.employ("Emma", ["owner"]), await at.employ("Paul", ["producer"])];
    const pass = at.door.admitHouse(emma.visitor, "staff.remove");
    expect(await at.staff.remove(pass, paul.id)).toEqual({ ok: true, value: null });
    expect((await at.sessions.visitorOf(paul.token)).staff).toBeNull();
    expect(await at.staff.me(paul.visitor)).toBeNull();
    expect((await at.staff.list(at.byHouse)).find((one) => one.id === paul.id)?.removedAt).not.toBeNull();
    const anew = await at.employ("Paul", ["host"]);
    expect(anew.id).not.toBe(paul.id);
    expect(anew.visitor.staff?.roles).toEqual(["host"]);
    expect(() => at.door.admitHouse(anew.visitor, "staff.remove")).toThrow();
  });

  test("never oneself, never the last owner, not even two owners each other", async () => {
    const house = await openHouse();
    try {
      const [one, two] = [await house.employ("Uno", ["owner"]), await house.employ("Due", ["owner"])];
      await house.employ("Narrow", ["owner"], ["ev_one"]); // an outside partner is no owner of the maison
      const passOf = (who: typeof one) => house.door.admitHouse(who.visitor, "staff.remove");
      const [first, second] = [passOf(one), passOf(two)];
      expect(await house.staff.remove(first, one.id)).toEqual({ ok: false, reason: "self" });
      // Both read before either is stored, as it can happen.
      const read = vi.spyOn(house.room.db.staff, "findMany").mockResolvedValue(await house.room.db.staff.findMany());
      const both = await Promise.all([house.staff.remove(first, two.id), house.staff.remove(second, one.id)]);
      read.mockRestore();
      expect(both.filter((done) => done.ok)).toHaveLength(1);
      expect(both).toContainEqual({ ok: false, reason: "lastOwner" });
      expect(await house.room.db.staff.count({ where: { removedAt: null, isNarrowed: false } })).toBe(1);
      const last = both[0]?.ok ? one.id : two.id;
      expect(await house.staff.remove(house.steward.housePass("staff.remove", "test"), last)).toEqual({ ok: false, reason: "lastOwner" });
      expect((await house.room.audit.verify("house")).brokenAt).toBeNull();
    } finally {
      await house.close();
    }
  });
});
