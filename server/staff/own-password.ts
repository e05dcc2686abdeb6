import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Room } from "#server/room.ts";
import type { FailedTries } from "#server/staff/failed-tries.ts";
import type { Passwords } from "#server/staff/passwords.ts";
import { staffHolder } from "#server/staff/sessions.ts";
import type { openSignInLimits } from "#server/staff/sign-in-limits.ts";

interface Deps {
  room: Room;
  sessions: Sessions;
  passwords: Passwords;
  tries: FailedTries;
}

interface Change {
  /** The password as it stands; null for somebody who proves themselves otherwise. */
  old: string | null;
  password: string;
  address: string;
}

/** A new password of one's own, by the old one or a proof given a moment ago. */
export function openOwnPassword({ room, sessions, passwords, tries }: Deps, limits: ReturnType<typeof openSignInLimits>) {
  const { db, clock, audit, revoke } = room;

  return {
    /** When the visitor's password was set; ISO 8601, UTC. */
    async passwordSetAt({ staff }: Visitor): Promise<string | null> {
      const row = staff && (await db.staff.findUnique({ where: { id: staff.id }, select: { passwordSetAt: true } }));
      return row?.passwordSetAt.toISOString() ?? null;
    },

    /**
     * Sets the visitor's new password; this browser goes on under a new token, every other one is signed out, and links to
     * a new password end. `stepUp`: no old password was given, and no proof; `same`: it is the old one.
     */
    async changePassword(visitor: Visitor, { old, password, address }: Change): Promise<Outcome<{ sessionToken: string }, "wrong" | "tooMany" | "stepUp" | "same">> {
      const { staff, sessionId } = visitor;
      const row = staff && (await db.staff.findUnique({ where: { id: staff.id } }));
      if (!staff || !sessionId || !row) return failed("wrong");
      if (old === null && !staff.isSteppedUp) return failed("stepUp");
      const attempt = old === null ? null : await limits.attempt({ account: row.id, address, knownBrowser: sessionId });
      if (old !== null && !attempt) return failed("tooMany");
      if (old !== null && !(await passwords.isRight(row.passwordHash, old))) {
        tries.note(row.id, "password");
        return failed("wrong");
      }
      await attempt?.right();
      if (await passwords.isRight(row.passwordHash, password)) return failed("same");
      const passwordHash = await passwords.keep(password);
      const changed = await db.$transaction(async (tx) => {
        const now = clock.now();
        // As it was when the old one was checked: of two changes at once one counts.
        const { count } = await tx.staff.updateMany({ where: { id: row.id, passwordHash: row.passwordHash, removedAt: null }, data: { passwordHash, passwordSetAt: now } });
        const mine = await tx.session.count({ where: { id: sessionId, staffId: row.id, endedAt: null } });
        if (count === 0 || mine === 0 || room.tombstones.has(row.id) || room.tombstones.has(sessionId)) return null;
        const others = await tx.session.findMany({ where: { staffId: row.id, endedAt: null, NOT: { id: sessionId } }, select: { id: true } });
        // Ended here too, so that they stay ended should the house stop before `revoke` is done.
        await tx.session.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { endedAt: now } });
        await tx.staffInvite.updateMany({ where: { staffId: row.id, kind: "recover", usedAt: null, endedAt: null }, data: { endedAt: now } });
        await audit.write(tx, "house", "staff.passwordChanged", { kind: "staff", id: row.id }, { sessionId, by: old === null ? "stepUp" : "password", ended: others.length });
        return { others, sessionToken: await sessions.renew(sessionId, tx) };
      });
      if (!changed) return failed("wrong");
      const holder = staffHolder(row.id, sessionId, staff.roles);
      await revoke.sessions(holder, row.id, changed.others.map(({ id }) => id));
      return done({ sessionToken: changed.sessionToken });
    },
  };
}
