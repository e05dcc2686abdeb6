import type { Asking, ConsentKind } from "#contracts/consents.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Phase } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import type { Consent } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { visibleToStaff } from "#server/access/visible.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";
import { countingOwners } from "#server/staff/owners.ts";

/** A consent lives so long from its asking, in milliseconds: to be agreed to, and to be used. */
const consentLivesMs = 14 * 24 * 60 * 60_000;

/** A word two owners give together, as an owner of the event reads it. Times are ISO 8601 in UTC. */
export interface ConsentCard {
  id: string;
  kind: ConsentKind;
  wish: string | null;
  state: "asked" | "agreed" | "used" | "ended" | "expired";
  askedBy: string;
  askedReason: string;
  askedAt: string;
  expiresAt: string;
  agreedBy: string | null;
  agreedReason: string | null;
  agreedAt: string | null;
  isMine: boolean;
}

/** A consent another owner waits for; what it is about, without the reason. */
export interface ConsentNote {
  eventId: string;
  codeName: string;
  kind: ConsentKind;
  wish: string | null;
}

const runs: ReadonlySet<Phase> = new Set<Phase>(["draft", "announced", "doors", "live"]);

/** Whether something can be asked for at an event as it is. */
function isPossible({ event: { level, phase } }: Pass, { kind, wish }: Pick<Asking, "kind" | "wish">): boolean {
  switch (kind) {
    case "sealedOnline":
      return runs.has(phase);
    case "levelLowered":
      return phase !== "draft" && runs.has(phase) && levels.some((one, at) => one === wish && at < levels.indexOf(level));
    case "purge":
      return level === "sealed" && (phase === "ended" || phase === "cancelled");
  }
}

/**
 * Acts of two owners (C6, C7): one asks with a reason, another agrees with one, both counting; within fourteen days the
 * act is done once. Nothing is done here: whoever does it asks `isAgreed`, or uses the consent up with the act.
 */
export function openConsents(room: Room) {
  const { db, clock, audit, sealed, tombstones } = room;
  const open = { agreedAt: null, usedAt: null, endedAt: null };

  const ownerOf = ({ holder }: Pass): string | null => (holder.kind === "staff" && holder.roles.includes("owner") ? holder.staffId : null);
  const isCounting = async (tx: Tx, staffId: string | null): Promise<boolean> => staffId !== null && (await countingOwners(room, tx)).has(staffId);
  /** Acts on one event's consents take turns. */
  const takeTurns = (tx: Tx, eventId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`consent:${eventId}`}, 0))`;

  /** A living agreement for an act: both owners still count, unless it was used for a plan that stands on it. */
  async function agreed(tx: Tx, eventId: string, kind: ConsentKind, wish: string | null): Promise<Consent | null> {
    const rows = await tx.consent.findMany({ where: { eventId, kind, wish, endedAt: null, NOT: { agreedAt: null } }, orderBy: { askedAt: "desc" } });
    const counting = await countingOwners(room, tx);
    const lives = (row: Consent) => row.expiresAt > clock.now() && row.agreedById !== null && row.agreedById !== row.askedById && counting.has(row.askedById) && counting.has(row.agreedById);
    return rows.find((row) => (row.usedAt === null ? lives(row) : kind === "sealedOnline")) ?? null;
  }

  async function end(pass: Pass<"consent.give">, consentId: string, entry: string, isWhose: (row: Consent, staffId: string) => boolean): Promise<Outcome<null, "gone">> {
    const staffId = ownerOf(pass);
    return db.$transaction(async (tx) => {
      const row = await tx.consent.findFirst({ where: { id: consentId, eventId: pass.eventId, usedAt: null, endedAt: null } });
      if (!row || !staffId || !isWhose(row, staffId)) return failed("gone");
      const { count } = await tx.consent.updateMany({ where: { id: row.id, usedAt: null, endedAt: null }, data: { endedAt: clock.now() } });
      if (count === 0) return failed("gone");
      await audit.record(tx, pass, entry, { consentId, kind: row.kind });
      return done(null);
    });
  }

  function stateOf(row: Consent): ConsentCard["state"] {
    if (row.usedAt) return "used";
    if (row.endedAt) return "ended";
    if (row.expiresAt <= clock.now()) return "expired";
    return row.agreedAt ? "agreed" : "asked";
  }

  return {
    /** Asks another owner. `notCounting`: the asker is one of the two. `already`: it is asked or agreed. `notNow`: not at this event as it is. */
    async ask(pass: Pass<"consent.give">, asking: Asking): Promise<Outcome<{ consentId: string }, "notCounting" | "already" | "notNow">> {
      const { eventId } = pass;
      const { kind, reason } = asking;
      const wish = asking.wish ?? null;
      const askedById = ownerOf(pass);
      if (!isPossible(pass, asking)) return failed("notNow");
      return db.$transaction(async (tx) => {
        await takeTurns(tx, eventId);
        if (!askedById || !(await isCounting(tx, askedById))) return failed("notCounting");
        const now = clock.now();
        const living = await tx.consent.count({ where: { eventId, kind, wish, usedAt: null, endedAt: null, expiresAt: { gt: now } } });
        if (living > 0) return failed("already");
        const id = newId("consent");
        await tx.consent.create({
          data: {
            ...{ id, kind, eventId, wish, askedById },
            askedReason: sealed.house.seal(`Consent.askedReason:${id}`, reason),
            askedAt: now,
            expiresAt: new Date(now.getTime() + consentLivesMs),
          },
        });
        await audit.record(tx, pass, "consent.asked", { consentId: id, kind, wish });
        return done({ consentId: id });
      });
    },

    /** The second owner's word, with a reason. `self`: it takes two. `gone`: nothing of that id waits for it any more. */
    async agree(pass: Pass<"consent.give">, consentId: string, reason: string): Promise<Outcome<null, "self" | "notCounting" | "gone">> {
      const { eventId } = pass;
      const agreedById = ownerOf(pass);
      return db.$transaction(async (tx) => {
        await takeTurns(tx, eventId);
        if (!agreedById || !(await isCounting(tx, agreedById))) return failed("notCounting");
        const now = clock.now();
        const row = await tx.consent.findFirst({ where: { id: consentId, eventId, ...open, expiresAt: { gt: now } } });
        if (!row || !(await isCounting(tx, row.askedById))) return failed("gone");
        if (row.askedById === agreedById) return failed("self");
        const agreedReason = sealed.house.seal(`Consent.agreedReason:${row.id}`, reason);
        await tx.consent.update({ where: { id: row.id }, data: { agreedById, agreedReason, agreedAt: now } });
        await audit.record(tx, pass, "consent.agreed", { consentId, kind: row.kind, wish: row.wish, askedBy: row.askedById });
        return done(null);
      });
    },

    /** Another owner's no, also after a yes that was not used yet. */
    refuse: (pass: Pass<"consent.give">, consentId: string) => end(pass, consentId, "consent.refused", (row, staffId) => row.askedById !== staffId),
    /** Takes one's own asking back. */
    withdraw: (pass: Pass<"consent.give">, consentId: string) => end(pass, consentId, "consent.withdrawn", (row, staffId) => row.askedById === staffId),

    /** Every consent of the event, the newest first. */
    async list(pass: Pass<"consent.give">): Promise<ConsentCard[]> {
      const rows = await db.consent.findMany({ where: { eventId: pass.eventId }, orderBy: { askedAt: "desc" } });
      const ids = rows.flatMap((row) => [row.askedById, ...(row.agreedById ? [row.agreedById] : [])]);
      const people = await db.staff.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
      const names = new Map(people.map(({ id, name }) => [id, sealed.house.open(`Staff.name:${id}`, name)]));
      const me = ownerOf(pass);
      return rows.map((row) => ({
        ...{ id: row.id, kind: row.kind, wish: row.wish, state: stateOf(row), isMine: row.askedById === me },
        askedBy: names.get(row.askedById) ?? "",
        askedReason: sealed.house.open(`Consent.askedReason:${row.id}`, row.askedReason),
        askedAt: row.askedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        agreedBy: row.agreedById && (names.get(row.agreedById) ?? ""),
        agreedReason: row.agreedReason && sealed.house.open(`Consent.agreedReason:${row.id}`, row.agreedReason),
        agreedAt: row.agreedAt?.toISOString() ?? null,
      }));
    },

    /** What waits for this owner's word, at the events they may know of; nothing for anybody else. */
    async waitingFor(visitor: Visitor): Promise<ConsentNote[]> {
      const { staff } = visitor;
      if (!staff?.roles.includes("owner") || tombstones.has(staff.id)) return [];
      const rows = await db.consent.findMany({ where: { ...open, expiresAt: { gt: clock.now() }, NOT: { askedById: staff.id } }, orderBy: { askedAt: "desc" } });
      const where = { AND: [visibleToStaff(visitor), { id: { in: rows.map(({ eventId }) => eventId) }, phase: { not: "purged" as const } }] };
      const events = new Map((await db.event.findMany({ where, select: { id: true, codeName: true } })).map((one) => [one.id, one.codeName]));
      return rows.flatMap(({ eventId, kind, wish }) => {
        const codeName = events.get(eventId);
        return codeName ? [{ eventId, kind, wish, codeName: sealed.event(eventId).open(`Event.codeName:${eventId}`, codeName) }] : [];
      });
    },

    /** Whether two owners agreed to something at an event: asked by whoever is about to do it. */
    isAgreed: async (eventId: string, kind: ConsentKind, wish: string | null = null): Promise<boolean> => (await agreed(db, eventId, kind, wish)) !== null,

    /** Uses an agreement up in the transaction of the act it allows; false when there is none. One for a plan stays good for that plan. */
    async use(tx: Tx, eventId: string, kind: ConsentKind, wish: string | null = null): Promise<boolean> {
      await takeTurns(tx, eventId);
      const row = await agreed(tx, eventId, kind, wish);
      if (!row) return false;
      if (row.usedAt === null) await tx.consent.update({ where: { id: row.id }, data: { usedAt: clock.now() } });
      return true;
    },
  };
}
export type Consents = ReturnType<typeof openConsents>;
