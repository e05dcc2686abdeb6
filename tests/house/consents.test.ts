import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ability } from "#contracts/abilities.ts";
import type { Asking } from "#contracts/consents.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openStaff } from "#server/staff/staff.ts";
import { openPeople } from "#tests/access/people.ts";
import { openTestRoom } from "#tests/house/open-room.ts";
import { makeStrong, stepUpAgain } from "#tests/house/strong.ts";

const hour = 3_600_000;
const day = 24 * hour;
const why = "The boutiques are closed that week.";

async function openHouse() {
  const at = await openTestRoom();
  const staff = openStaff(at.room, at.sessions);
  let people = 0;
  /** An owner who came in by a link and set an app. The first one comes by the first owner's. */
  async function owner(eventIds: string[] = []) {
    const email = `owner${++people}@maison.test`;
    const form = { name: `Owner ${people}`, email, password: "candle meadow quince" };
    const first = people === 1 ? await staff.firstInviteLink() : null;
    const invited = first ? null : await staff.invite(at.steward.housePass("staff.invite", "test"), { ...form, roles: ["owner"], eventIds });
    const link = first ?? (invited?.ok ? invited.value.link : "");
    const joined = await staff.join(link.split("/").at(-1) ?? "", form, "Firefox, Linux");
    if (!joined.ok) throw new Error(joined.reason);
    const strong = await makeStrong({ ...at, staff }, await at.sessions.visitorOf(joined.value.sessionToken));
    let { visitor } = strong;
    return {
      id: visitor.staff?.id ?? "",
      email,
      /** As they are now: after ten minutes they prove themselves again, after twelve hours they sign in. */
      async now(): Promise<Visitor> {
        const found = visitor.sessionId ? await at.sessions.visitorById(visitor.sessionId) : visitor;
        if (found.staff?.isSteppedUp) return found;
        if (!found.staff) await at.room.db.session.update({ where: { id: visitor.sessionId ?? "" }, data: { signedInAt: at.clock.now() } });
        const again = await at.sessions.visitorById(visitor.sessionId ?? "");
        visitor = (await stepUpAgain({ ...at, staff }, again, strong.secret)).visitor;
        return visitor;
      },
    };
  }
  return { ...at, staff, consents: openConsents(at.room), people: openPeople(at), owner };
}

let at: Awaited<ReturnType<typeof openHouse>>;
let first: Awaited<ReturnType<typeof at.owner>>;
let second: Awaited<ReturnType<typeof at.owner>>;
let late: Awaited<ReturnType<typeof at.owner>>;
type Owner = typeof first;
beforeAll(async () => {
  at = await openHouse();
  [first, second] = [await at.owner(), await at.owner()];
});
afterAll(() => at.close());

const pass = async <A extends Ability>(owner: Owner, eventId: string, ability: A) => at.door.admit(await owner.now(), eventId, ability, "staff");
const mayGive = (owner: Owner, eventId: string) => pass(owner, eventId, "consent.give");
const mayConfirm = async (owner: Owner) => at.door.admitHouse(await owner.now(), "owner.confirm");
const counts = async (id: string) => (await at.staff.list(at.steward.housePass("staff.invite", "test"))).find((one) => one.id === id)?.owner;
const event = (level: Level, phase: Phase) => at.people.event({ level, phase });
const online: Asking = { kind: "sealedOnline", wish: "online", reason: why };
const ask = async (owner: Owner, eventId: string, asking: Asking = online) => at.consents.ask(await mayGive(owner, eventId), asking);
const agree = async (owner: Owner, eventId: string, consentId: string) => at.consents.agree(await mayGive(owner, eventId), consentId, "I have seen the rooms, too.");
async function asked(owner: Owner, eventId: string, asking: Asking = online): Promise<string> {
  const made = await ask(owner, eventId, asking);
  if (!made.ok) throw new Error(made.reason);
  return made.value.consentId;
}

describe("C7: owners who count", () => {
  test("the very first counts from joining; another counts 72 hours after somebody who counts confirmed them", async () => {
    expect(await counts(first.id)).toMatchObject({ isCounting: true });
    expect(await counts(second.id)).toEqual({ countsFrom: null, isCounting: false });
    expect(await at.staff.confirmOwner(await mayConfirm(second), second.id)).toEqual({ ok: false, reason: "self" });
    late = await at.owner();
    expect(await at.staff.confirmOwner(await mayConfirm(second), late.id), "who does not count confirms nobody").toEqual({ ok: false, reason: "notCounting" });
    const both = await Promise.all([1, 2].map(async () => at.staff.confirmOwner(await mayConfirm(first), second.id)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await at.staff.confirmOwner(await mayConfirm(first), second.id)).toEqual({ ok: false, reason: "already" });
    expect(await at.staff.confirmOwner(await mayConfirm(first), "stf_madeup")).toEqual({ ok: false, reason: "gone" });
    at.clock.move(72 * hour - 60_000);
    expect((await counts(second.id))?.isCounting).toBe(false);
    at.clock.move(120_000);
    expect((await counts(second.id))?.isCounting).toBe(true);
  });

  test("confirming asks for a step up, and somebody narrowed to events is no owner of the maison", async () => {
    at.clock.move(11 * 60_000);
    const before = await at.sessions.visitorById((await first.now()).sessionId ?? "");
    at.clock.move(11 * 60_000);
    const stale = await at.sessions.visitorById(before.sessionId ?? "");
    expect(() => at.door.admitHouse(stale, "owner.confirm")).toThrow();
    const narrowed = await at.owner(["ev_one"]);
    expect(await counts(narrowed.id)).toBeNull();
    expect(await at.staff.confirmOwner(await mayConfirm(first), narrowed.id)).toEqual({ ok: false, reason: "gone" });
  });

  test("only the steward dates an owner back, and it is recorded as the steward's", async () => {
    const extra = await at.owner();
    await expect(at.staff.dateOwnerBack(await mayConfirm(first), extra.id)).rejects.toThrow();
    await at.staff.dateOwnerBack(at.steward.housePass("owner.confirm", "seed of the demo"), extra.id);
    expect((await counts(extra.id))?.isCounting).toBe(true);
    const entry = await at.room.db.entry.findFirst({ where: { name: "owner.datedBack" } });
    expect(entry?.actor).toEqual({ kind: "steward", why: "seed of the demo" });
  });

  test("a recovery made by another owner ends the word of the one it was made for, until it is confirmed anew", async () => {
    const other = await at.owner();
    await at.staff.dateOwnerBack(at.steward.housePass("owner.confirm", "test"), other.id);
    const link = await at.staff.recoveryLink(at.door.admitHouse(await first.now(), "staff.invite"), other.id);
    if (!link.ok) throw new Error(link.reason);
    await at.staff.recover(link.value.link.split("/").at(-1) ?? "", { password: "another long password" }, "Firefox, Linux");
    expect(await counts(other.id)).toEqual({ countsFrom: null, isCounting: false });
  });
});

describe("consents of two owners", () => {
  test("one asks, another agrees, each with a reason that is sealed; then it is agreed, for this event and this wish only", async () => {
    const [eventId, other] = [await event("sealed", "draft"), await event("sealed", "draft")];
    const consentId = await asked(first, eventId);
    expect(await at.consents.isAgreed(eventId, "sealedOnline", "online")).toBe(false);
    expect(await agree(second, eventId, consentId)).toEqual({ ok: true, value: null });
    expect(await at.consents.isAgreed(eventId, "sealedOnline", "online")).toBe(true);
    for (const [id, kind, wish] of [[other, "sealedOnline", "online"], [eventId, "sealedOnline", "hybrid"], [eventId, "purge", null], [eventId, "levelLowered", "online"]] as const)
      expect(await at.consents.isAgreed(id, kind, wish)).toBe(false);
    const [card] = await at.consents.list(await mayGive(second, eventId));
    expect(card).toMatchObject({ state: "agreed", askedReason: why, agreedReason: "I have seen the rooms, too.", isMine: false, askedBy: "Owner 1", agreedBy: "Owner 2" });
    const row = await at.room.db.consent.findUniqueOrThrow({ where: { id: consentId } });
    expect(Buffer.concat([row.askedReason, row.agreedReason ?? new Uint8Array()]).toString("latin1")).not.toMatch(/boutiques|rooms/);
    const chain = await at.room.db.entry.findMany({ where: { chain: eventId }, orderBy: { seq: "asc" } });
    expect(chain.map(({ name }) => name)).toEqual(["consent.asked", "consent.agreed"]);
    expect(JSON.stringify(chain)).not.toContain("boutiques");
  });

  test("nobody agrees with themselves, nor twice, nor who does not count; of many at once one yes stands", async () => {
    const eventId = await event("sealed", "draft");
    const consentId = await asked(first, eventId);
    expect(await agree(first, eventId, consentId)).toEqual({ ok: false, reason: "self" });
    expect(await agree(late, eventId, consentId)).toEqual({ ok: false, reason: "notCounting" });
    expect(await ask(late, eventId, { ...online, wish: "hybrid" }), "the asker is one of the two").toEqual({ ok: false, reason: "notCounting" });
    expect(await ask(second, eventId)).toEqual({ ok: false, reason: "already" });
    const may = await mayGive(second, eventId);
    const all = await Promise.all(Array.from({ length: 5 }, () => at.consents.agree(may, consentId, "At once and many times.")));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.reason === "gone")).toHaveLength(4);
  });

  test("of another event nobody agrees, refuses or withdraws, and a made-up one is the same", async () => {
    const [eventId, other] = [await event("sealed", "draft"), await event("sealed", "draft")];
    const consentId = await asked(first, eventId);
    const gone = { ok: false, reason: "gone" };
    expect(await agree(second, other, consentId)).toEqual(gone);
    expect(await agree(second, eventId, "cns_madeup")).toEqual(gone);
    expect(await at.consents.refuse(await mayGive(second, other), consentId)).toEqual(gone);
    expect(await at.consents.withdraw(await mayGive(second, eventId), consentId), "not theirs").toEqual(gone);
    expect(await at.consents.refuse(await mayGive(first, eventId), consentId), "one's own is withdrawn, not refused").toEqual(gone);
  });

  test("a refusal ends it, also after the yes; a withdrawal too; then it can be asked anew", async () => {
    const eventId = await event("sealed", "draft");
    const refused = await asked(first, eventId);
    await agree(second, eventId, refused);
    expect((await at.consents.refuse(await mayGive(second, eventId), refused)).ok).toBe(true);
    expect(await at.consents.isAgreed(eventId, "sealedOnline", "online")).toBe(false);
    const withdrawn = await asked(first, eventId);
    expect((await at.consents.withdraw(await mayGive(first, eventId), withdrawn)).ok).toBe(true);
    expect(await agree(second, eventId, withdrawn)).toEqual({ ok: false, reason: "gone" });
    expect((await ask(second, eventId)).ok).toBe(true);
  });

  test("fourteen days after it was asked it is agreed no more, and cannot be used", async () => {
    const [eventId, other] = [await event("sealed", "draft"), await event("sealed", "draft")];
    const open = await asked(first, eventId);
    const agreed = await asked(first, other);
    await agree(second, other, agreed);
    at.clock.move(14 * day - 60_000);
    expect(await at.consents.isAgreed(other, "sealedOnline", "online")).toBe(true);
    at.clock.move(120_000);
    expect(await at.consents.isAgreed(other, "sealedOnline", "online")).toBe(false);
    expect(await agree(second, eventId, open)).toEqual({ ok: false, reason: "gone" });
    expect((await ask(second, eventId)).ok, "asked anew").toBe(true);
  });

  test("is used up once; one for a plan stays good for that plan", async () => {
    const use = (eventId: string, kind: "sealedOnline" | "levelLowered", wish: string) => at.room.db.$transaction((tx) => at.consents.use(tx, eventId, kind, wish));
    const lowering = await event("confidential", "announced");
    await agree(second, lowering, await asked(first, lowering, { kind: "levelLowered", wish: "invited", reason: why }));
    const all = await Promise.all(Array.from({ length: 5 }, () => use(lowering, "levelLowered", "invited")));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await at.consents.isAgreed(lowering, "levelLowered", "invited")).toBe(false);
    const plan = await event("sealed", "draft");
    await agree(second, plan, await asked(first, plan));
    expect(await use(plan, "sealedOnline", "online")).toBe(true);
    at.clock.move(30 * day);
    expect(await use(plan, "sealedOnline", "online")).toBe(true);
    const failed = at.room.db.$transaction(async (tx) => {
      await at.consents.use(tx, plan, "sealedOnline", "online");
      throw new Error("the act failed");
    });
    await expect(failed).rejects.toThrow("the act failed");
  });

  test("what is asked fits the event: lower levels after the draft, a purge of what was sealed and is over", async () => {
    const lower = (wish: "open" | "invited" | "confidential"): Asking => ({ kind: "levelLowered", wish, reason: why });
    const purge: Asking = { kind: "purge", reason: why };
    const notNow = { ok: false, reason: "notNow" };
    expect(await ask(first, await event("sealed", "draft"), lower("invited"))).toEqual(notNow);
    expect(await ask(first, await event("invited", "announced"), lower("confidential"))).toEqual(notNow);
    expect(await ask(first, await event("confidential", "announced"), lower("confidential"))).toEqual(notNow);
    expect(await ask(first, await event("sealed", "announced"), purge)).toEqual(notNow);
    expect(await ask(first, await event("confidential", "ended"), purge)).toEqual(notNow);
    expect(await ask(first, await event("sealed", "ended"))).toEqual(notNow);
    expect((await ask(first, await event("sealed", "ended"), purge)).ok).toBe(true);
    expect((await ask(first, await event("sealed", "live"), lower("invited"))).ok).toBe(true);
  });

  test("waits on the first page of the other owners, without the reason, and of nobody else", async () => {
    const eventId = await event("sealed", "announced");
    await asked(first, eventId);
    const noted = async (visitor: Visitor) => (await at.consents.waitingFor(visitor)).filter((one) => one.eventId === eventId);
    expect(await noted(await second.now())).toEqual([{ eventId, codeName: "Blue hour", kind: "sealedOnline", wish: "online" }]);
    expect(await noted(await first.now())).toEqual([]);
    expect(await noted({ ...(await at.people.staff(["producer"])) })).toEqual([]);
    expect(await noted({ sessionId: null, staff: null })).toEqual([]);
    expect(JSON.stringify(await at.consents.waitingFor(await second.now()))).not.toContain("boutiques");
  });

  test("end with an owner who is taken away, or counts no more, before they are used", async () => {
    const leaving = await at.owner();
    await at.staff.dateOwnerBack(at.steward.housePass("owner.confirm", "test"), leaving.id);
    const [eventId, other] = [await event("sealed", "draft"), await event("sealed", "draft")];
    await agree(leaving, eventId, await asked(first, eventId));
    const theirs = await asked(leaving, other);
    expect(await at.consents.isAgreed(eventId, "sealedOnline", "online")).toBe(true);
    await at.staff.remove(at.door.admitHouse(await first.now(), "staff.remove"), leaving.id);
    expect(await at.consents.isAgreed(eventId, "sealedOnline", "online")).toBe(false);
    expect(await agree(second, other, theirs)).toEqual({ ok: false, reason: "gone" });
  });
});
