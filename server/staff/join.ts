import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Joining } from "#contracts/staff.ts";
import type * as z from "#contracts/zod.ts";
import type { Sessions } from "#server/access/session.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";
import type { Invites } from "#server/staff/invites.ts";
import { takeTurns } from "#server/staff/invites.ts";
import { datedBack } from "#server/staff/owners.ts";
import type { Passwords } from "#server/staff/passwords.ts";
import { beginSignedIn } from "#server/staff/sessions.ts";

/** Becoming staff by a one-time link. */
export function openJoin(deps: { room: Room; sessions: Sessions; passwords: Passwords; invites: Invites }) {
  const { room, sessions, passwords, invites } = deps;
  const { clock, sealed } = room;

  /** Uses the link up, makes the member of staff and signs this browser in; `emailTaken` leaves the link usable. */
  return async function join(
    token: string,
    form: z.infer<typeof Joining>,
    browserWords: string,
  ): Promise<Outcome<{ sessionToken: string }, "gone" | "emailTaken">> {
    if (!(await invites.living(token))) return failed("gone");
    const passwordHash = await passwords.keep(form.password);
    return room.db.$transaction(async (tx) => {
      await takeTurns(tx);
      const invite = await invites.living(token, tx);
      if (invite?.kind !== "join") return failed("gone");
      const emailHash = room.secrets.search("email", form.email);
      const holder = await tx.staff.findUnique({ where: { emailHash } });
      if (holder && !holder.removedAt) return failed("emailTaken");
      if (!(await invites.consume(tx, invite.id))) return failed("gone");
      // Somebody taken away keeps their row for the audit, but not their address.
      if (holder) await tx.staff.update({ where: { id: holder.id }, data: { emailHash: digest(newToken()) } });
      const id = newId("staff");
      const onlyEvents = invite.onlyEvents;
      await tx.staff.create({
        data: {
          id,
          name: sealed.house.seal(`Staff.name:${id}`, form.name),
          email: sealed.house.seal(`Staff.email:${id}`, form.email),
          emailHash,
          passwordHash,
          roles: invite.roles,
          isNarrowed: onlyEvents.length > 0,
          onlyEvents,
          invitedById: invite.createdById,
          ...(invites.isFirst(invite) ? { ownerConfirmedAt: datedBack(clock.now()) } : {}),
          createdAt: clock.now(),
        },
      });
      const session = await beginSignedIn(room, sessions, tx, { staffId: id, by: "link", browserWords });
      const actor = { kind: "staff", id };
      await room.audit.write(tx, "house", "staff.joined", actor, { staffId: id, inviteId: invite.id, roles: invite.roles });
      if (invites.isFirst(invite)) await room.audit.write(tx, "house", "owner.confirmed", { kind: "steward", why: "first owner" }, { staffId: id });
      await room.audit.write(tx, "house", "staff.signedIn", actor, { sessionId: session.sessionId, by: "link" });
      return done({ sessionToken: session.token });
    });
  };
}
