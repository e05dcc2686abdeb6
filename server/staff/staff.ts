import type { Sessions } from "#server/access/session.ts";
import { openWebauthn } from "#server/infra/webauthn.ts";
import type { Room } from "#server/room.ts";
import { openEntering } from "#server/staff/entering.ts";
import { openFailedTries } from "#server/staff/failed-tries.ts";
import { openInviting } from "#server/staff/invite.ts";
import { openInvites } from "#server/staff/invites.ts";
import { openJoin } from "#server/staff/join.ts";
import { openOwners } from "#server/staff/owners.ts";
import { openOwnPassword } from "#server/staff/own-password.ts";
import { openOwnProofs } from "#server/staff/own-proofs.ts";
import { openPasswords } from "#server/staff/passwords.ts";
import { openPeople } from "#server/staff/people.ts";
import { openRecover } from "#server/staff/recover.ts";
import { openRemove } from "#server/staff/remove.ts";
import { openSecondProofs } from "#server/staff/second-proofs.ts";
import { openOwnSessions } from "#server/staff/sessions.ts";
import { openSignInLimits } from "#server/staff/sign-in-limits.ts";
import { openSignIn } from "#server/staff/sign-in.ts";
import { openStepUp } from "#server/staff/step-up.ts";

/** Six digits can be guessed in time: a browser that fails often waits up to a quarter of an hour. */
const codePatience = { knownLongest: 15 * 60 };

/** The people who work for the maison: how they come in by a one-time link, sign in and out, prove themselves, and are taken away. */
export function openStaff(room: Room, sessions: Sessions) {
  const passwords = openPasswords();
  const invites = openInvites(room);
  const webauthn = openWebauthn(room);
  const proofs = openSecondProofs(room, webauthn);
  const codeLimits = openSignInLimits(codePatience);
  const entering = openEntering({ room, sessions });
  const tries = openFailedTries(room);
  const proving = { room, sessions, proofs, webauthn, codeLimits, tries };
  return {
    firstInviteLink: invites.firstInviteLink,
    lookAtInvite: invites.lookAtInvite,
    join: openJoin({ room, sessions, passwords, invites }),
    recover: openRecover({ room, sessions, passwords, invites, proofs }),
    ...openSignIn({ room, entering, passwords, proofs, webauthn, codeLimits, tries }),
    failedTries: tries.failedTries,
    writeFailedTries: tries.flush,
    ...openOwnPassword({ room, sessions, passwords, tries }, openSignInLimits()),
    ...openStepUp(proving),
    ...openOwnProofs(proving),
    ...openOwnSessions(room, sessions),
    ...openPeople(room, invites),
    ...openInviting(room, sessions, proofs),
    ...openOwners(room),
    remove: openRemove(room),
  };
}
