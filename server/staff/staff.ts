import type { Sessions } from "#server/access/session.ts";
import type { Room } from "#server/room.ts";
import { openInviting } from "#server/staff/invite.ts";
import { openInvites } from "#server/staff/invites.ts";
import { openJoin } from "#server/staff/join.ts";
import { openPasswords } from "#server/staff/passwords.ts";
import { openPeople } from "#server/staff/people.ts";
import { openRecover } from "#server/staff/recover.ts";
import { openRemove } from "#server/staff/remove.ts";
import { openOwnSessions } from "#server/staff/sessions.ts";
import { openSignIn } from "#server/staff/sign-in.ts";

/** The people who work for the maison: how they come in by a one-time link, sign in and out, and are taken away. */
export function openStaff(room: Room, sessions: Sessions) {
  const passwords = openPasswords();
  const invites = openInvites(room);
  return {
    firstInviteLink: invites.firstInviteLink,
    lookAtInvite: invites.lookAtInvite,
    join: openJoin({ room, sessions, passwords, invites }),
    recover: openRecover({ room, sessions, passwords, invites }),
    signIn: openSignIn({ room, sessions, passwords }),
    ...openOwnSessions(room, sessions),
    ...openPeople(room, invites),
    ...openInviting(room),
    remove: openRemove(room),
  };
}
