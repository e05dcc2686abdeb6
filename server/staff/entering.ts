import type { Role } from "#contracts/staff.ts";
import type { SignedInBy } from "#prisma/generated/enums.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Tx } from "#server/infra/db.ts";
import type { Room } from "#server/room.ts";
import { beginSignedIn, staffHolder } from "#server/staff/sessions.ts";

/** A browser that asks to be signed in, by the session it holds already. */
export interface Browser {
  id: string;
  staffId: string | null;
}

interface Entry {
  person: { id: string; roles: readonly Role[] };
  by: SignedInBy;
  browser: Browser | null;
  browserWords: string;
  /** Uses the proof up, in the transaction of the entry; false: it is not one any more. */
  prove(tx: Tx): Promise<boolean>;
}

/** Somebody who just used a second proof has proved themselves a moment ago. */
const isFreshProof = (by: SignedInBy): boolean => by === "totp" || by === "passkey";

/** The last step of every way to sign in: the browser gets its member of staff and a new token, in one transaction. */
export function openEntering({ room, sessions }: { room: Room; sessions: Sessions }) {
  const { db, clock } = room;

  /** The browser's own session signed in under a new token, with its identities at events; a new session where it has none. */
  async function enterBy(tx: Tx, { browser, person: { id: staffId }, by, browserWords }: Entry) {
    const now = clock.now();
    if (browser && (browser.staffId === null || browser.staffId === staffId)) {
      const { count } = await tx.session.updateMany({
        where: { id: browser.id, endedAt: null, OR: [{ staffId: null }, { staffId }] },
        data: { staffId, signedInAt: now, signedInBy: by, steppedUpAt: isFreshProof(by) ? now : null },
      });
      if (count === 1) return { sessionId: browser.id, token: await sessions.renew(browser.id, tx) };
    }
    return beginSignedIn(room, sessions, tx, { staffId, by, browserWords, steppedUpAt: isFreshProof(by) ? now : null });
  }

  return {
    /** The living session a browser holds; null for a browser without one. */
    async browserOf(sessionId: string | null): Promise<Browser | null> {
      const held = sessionId && (await db.session.findFirst({ where: { id: sessionId, endedAt: null }, select: { id: true, staffId: true } }));
      return held && !room.tombstones.has(held.id) ? held : null;
    },

    /** Signs somebody in; whoever was signed in there before is signed out. Null when the proof is good no longer. */
    async enter(entry: Entry): Promise<string | null> {
      const { browser, person, by } = entry;
      const session = await db.$transaction(async (tx) => {
        if (!(await entry.prove(tx)) || room.tombstones.has(person.id)) return null;
        const entered = await enterBy(tx, entry);
        await room.audit.write(tx, "house", "staff.signedIn", { kind: "staff", id: person.id }, { sessionId: entered.sessionId, by });
        return entered;
      });
      if (!session) return null;
      if (browser && browser.id !== session.sessionId && browser.staffId !== null)
        await room.revoke.session(staffHolder(person.id, session.sessionId, person.roles), browser.staffId, browser.id);
      return session.token;
    },
  };
}
export type Entering = ReturnType<typeof openEntering>;
