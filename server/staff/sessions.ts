import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Role } from "#contracts/staff.ts";
import type { SignedInBy } from "#prisma/generated/enums.ts";
import type { Holder, HousePass } from "#server/access/pass.ts";
import type { Sessions } from "#server/access/session.ts";
import { staffMs } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Tx } from "#server/infra/db.ts";
import type { Room } from "#server/room.ts";

/** A member of staff acting on their own behalf, as revocations and the audit name them. */
export const staffHolder = (staffId: string, sessionId: string, roles: readonly Role[]): Holder => ({
  kind: "staff",
  sessionId,
  staffId,
  roles,
});

interface SignedIn {
  staffId: string;
  by: SignedInBy;
  browserWords: string;
  steppedUpAt?: Date | null;
}

/** Begins a new session that is signed in from its first moment; it stands or falls with the transaction. */
export async function beginSignedIn(room: Room, sessions: Sessions, tx: Tx, { staffId, by, browserWords, steppedUpAt = null }: SignedIn) {
  const session = await sessions.begin(browserWords, tx);
  await tx.session.update({ where: { id: session.sessionId }, data: { staffId, signedInAt: room.clock.now(), signedInBy: by, steppedUpAt } });
  return session;
}

/** The sessions a person is signed in with now, as a query's `where`; some may be buried and not stored yet. */
export const signedInNow = ({ clock }: Room) => ({ endedAt: null, signedInAt: { gt: new Date(clock.now().getTime() - staffMs) } });

/** The browsers somebody is signed in with: listing them, and ending one, the others, or all. */
export function openOwnSessions(room: Room, sessions: Sessions) {
  const { db, revoke, tombstones } = room;

  async function livingOf(staffId: string): Promise<string[]> {
    const rows = await db.session.findMany({ where: { staffId, ...signedInNow(room) }, select: { id: true } });
    return rows.map(({ id }) => id).filter((id) => !tombstones.has(id));
  }

  return {
    /** Signs a browser out: its session ends with everything it held. Nothing happens for one that is not signed in. */
    async signOut(sessionId: string): Promise<void> {
      const row = await db.session.findFirst({ where: { id: sessionId, endedAt: null }, include: { staff: true } });
      if (!row?.staff) return;
      await revoke.session(staffHolder(row.staff.id, row.id, row.staff.roles), row.staff.id, row.id);
    },

    /** The browsers somebody is signed in with, the latest seen first. Times are ISO 8601 in UTC. */
    async mySessions(visitor: Visitor): Promise<{ id: string; browser: string; createdAt: string; seenAt: string; isThis: boolean }[]> {
      if (!visitor.staff) return [];
      const rows = await db.session.findMany({ where: { staffId: visitor.staff.id, ...signedInNow(room) }, orderBy: { seenAt: "desc" } });
      return rows
        .filter((row) => !tombstones.has(row.id))
        .map((row) => ({
          id: row.id,
          browser: sessions.browserOf(row),
          createdAt: row.createdAt.toISOString(),
          seenAt: row.seenAt.toISOString(),
          isThis: row.id === visitor.sessionId,
        }));
    },

    /** Ends one of the visitor's own browsers; false for anybody else's and for one that is not there. */
    async endSession(visitor: Visitor, sessionId: string): Promise<boolean> {
      if (!visitor.staff || !visitor.sessionId) return false;
      const { id, roles } = visitor.staff;
      const row = await db.session.findFirst({ where: { id: sessionId, staffId: id, endedAt: null }, select: { id: true } });
      if (!row || tombstones.has(sessionId)) return false;
      await revoke.session(staffHolder(id, visitor.sessionId, roles), id, sessionId);
      return true;
    },

    /** Ends every browser of the visitor but the one that asks; how many they were. */
    async endOtherSessions(visitor: Visitor): Promise<number> {
      if (!visitor.staff || !visitor.sessionId) return 0;
      const { id, roles } = visitor.staff;
      const others = (await livingOf(id)).filter((sessionId) => sessionId !== visitor.sessionId);
      await revoke.sessions(staffHolder(id, visitor.sessionId, roles), id, others);
      return others.length;
    },

    /** Signs a colleague out of every browser, and tells of how many; they may sign in again. `self`: one's own are ended one's own way. */
    async endSessionsOf(pass: HousePass<"staff.remove">, staffId: string): Promise<Outcome<{ count: number }, "self" | "gone">> {
      if (pass.holder.kind === "staff" && pass.holder.staffId === staffId) return failed("self");
      const person = await db.staff.findFirst({ where: { id: staffId, removedAt: null }, select: { id: true } });
      if (!person || tombstones.has(staffId)) return failed("gone");
      const all = await livingOf(staffId);
      await revoke.sessions(pass.holder, staffId, all);
      return done({ count: all.length });
    },
  };
}
