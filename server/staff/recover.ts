import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Recovering } from "#contracts/staff.ts";
import type * as z from "#contracts/zod.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Room } from "#server/room.ts";
import type { Invites } from "#server/staff/invites.ts";
import type { Passwords } from "#server/staff/passwords.ts";
import type { SecondProofs } from "#server/staff/second-proofs.ts";
import { beginSignedIn, staffHolder } from "#server/staff/sessions.ts";

/** A new password by a one-time link from another owner. */
export function openRecover(deps: { room: Room; sessions: Sessions; passwords: Passwords; invites: Invites; proofs: SecondProofs }) {
  const { room, sessions, passwords, invites, proofs } = deps;

  /**
   * Uses the link up, sets the password, signs this browser in and ends every other browser and every second proof of
   * that person. Their word as an owner counts again only when it is confirmed anew: whoever made the link held it.
   */
  return async function recover(
    token: string,
    form: z.infer<typeof Recovering>,
    browserWords: string,
  ): Promise<Outcome<{ sessionToken: string }, "gone">> {
    const seen = await invites.lookAtInvite(token);
    if (seen?.kind !== "recover") return failed("gone");
    const passwordHash = await passwords.keep(form.password);
    const made = await room.db.$transaction(async (tx) => {
      const invite = await invites.living(token, tx);
      if (!invite?.staffId || invite.kind !== "recover" || room.tombstones.has(invite.staffId)) return null;
      const { staffId } = invite;
      if (!(await invites.consume(tx, invite.id))) return null;
      // First the row, which a sign-in with the old password locks, then the sessions such a sign-in may have made.
      const { count } = await tx.staff.updateMany({ where: { id: staffId, removedAt: null }, data: { passwordHash, passwordSetAt: room.clock.now() } });
      if (count === 0) return null;
      await proofs.endAll(tx, staffId);
      if (invite.createdById !== null) await tx.staff.update({ where: { id: staffId }, data: { ownerConfirmedAt: null, ownerConfirmedById: null } });
      const older = await tx.session.findMany({ where: { staffId, endedAt: null }, select: { id: true } });
      // Ended here too, so that they stay ended should the house stop before `revoke` is done.
      await tx.session.updateMany({ where: { staffId, endedAt: null }, data: { endedAt: room.clock.now() } });
      const session = await beginSignedIn(room, sessions, tx, { staffId, by: "link", browserWords });
      const facts = { staffId, inviteId: invite.id, sessionId: session.sessionId };
      await room.audit.write(tx, "house", "staff.recovered", { kind: "staff", id: staffId }, facts);
      return { staffId, older, session };
    });
    if (!made) return failed("gone");
    const holder = staffHolder(made.staffId, made.session.sessionId, seen.roles);
    await room.revoke.sessions(holder, made.staffId, made.older.map(({ id }) => id));
    return done({ sessionToken: made.session.token });
  };
}
