import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { PasskeyUsed } from "#contracts/webauthn.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Tx } from "#server/infra/db.ts";
import type { Webauthn } from "#server/infra/webauthn.ts";
import type { Room } from "#server/room.ts";
import type { FailedTries } from "#server/staff/failed-tries.ts";
import type { SecondProofs } from "#server/staff/second-proofs.ts";
import { readTyped } from "#server/staff/second-proofs.ts";
import type { openSignInLimits } from "#server/staff/sign-in-limits.ts";

interface Deps {
  room: Room;
  sessions: Sessions;
  proofs: SecondProofs;
  webauthn: Webauthn;
  codeLimits: ReturnType<typeof openSignInLimits>;
  tries: FailedTries;
}

/** Proving oneself again for acts that ask for it (C15): by a passkey or the app, never by a password or a recovery code. */
export function openStepUp({ room, sessions, proofs, webauthn, codeLimits, tries }: Deps) {
  const { db, clock, audit } = room;

  /** Notes that somebody proved themselves now, and renews the browser's token; null when the proof or the session is gone. */
  async function renewed(staffId: string, sessionId: string, by: "totp" | "passkey", prove: (tx: Tx) => Promise<boolean>): Promise<string | null> {
    return db.$transaction(async (tx) => {
      if (!(await prove(tx)) || room.tombstones.has(staffId) || room.tombstones.has(sessionId)) return null;
      const { count } = await tx.session.updateMany({
        where: { id: sessionId, staffId, endedAt: null },
        data: { steppedUpAt: clock.now(), signedInBy: by },
      });
      if (count === 0) return null;
      await audit.write(tx, "house", "staff.steppedUp", { kind: "staff", id: staffId }, { sessionId, by });
      return sessions.renew(sessionId, tx);
    });
  }

  const aboutStepUp = (staffId: string, sessionId: string) => `step up ${staffId} ${sessionId}`;

  return {
    /** What somebody can prove themselves with; null for whoever is not staff. `passkey`: the question to theirs, if they have one. */
    async askStepUp(visitor: Visitor) {
      const { staff, sessionId } = visitor;
      if (!staff || !sessionId) return null;
      const { hasApp, passkeys } = await proofs.held(db, staff.id);
      const passkey = passkeys.length > 0 && webauthn.isPossible ? await webauthn.askToUse(aboutStepUp(staff.id, sessionId), passkeys) : null;
      return { hasApp, passkey, isSteppedUp: staff.isSteppedUp === true };
    },

    /** By a code of the app. `tooMany`: this browser's failures before it ask for a wait. */
    async stepUpByCode(visitor: Visitor, typed: string, address: string): Promise<Outcome<{ sessionToken: string }, "wrong" | "tooMany">> {
      const { staff, sessionId } = visitor;
      const proof = readTyped(typed);
      if (!staff || !sessionId || proof?.by !== "totp") return failed("wrong");
      const attempt = await codeLimits.attempt({ account: staff.id, address, knownBrowser: sessionId });
      if (!attempt) return failed("tooMany");
      const token = await renewed(staff.id, sessionId, "totp", (tx) => proofs.useTyped(tx, staff.id, proof));
      if (!token) tries.note(staff.id, "second");
      if (!token) return failed("wrong");
      await attempt.right();
      return done({ sessionToken: token });
    },

    /** By one of their own passkeys. */
    async stepUpByPasskey(visitor: Visitor, answer: PasskeyUsed): Promise<Outcome<{ sessionToken: string }, "wrong">> {
      const { staff, sessionId } = visitor;
      if (!staff || !sessionId) return failed("wrong");
      const holder = await proofs.answeredBy(aboutStepUp(staff.id, sessionId), answer, staff.id);
      const token = holder && (await renewed(staff.id, sessionId, "passkey", holder.use));
      return token ? done({ sessionToken: token }) : failed("wrong");
    },
  };
}
