import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { SignIn } from "#contracts/staff.ts";
import type * as z from "#contracts/zod.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Tx } from "#server/infra/db.ts";
import type { Room } from "#server/room.ts";
import type { Passwords } from "#server/staff/passwords.ts";
import { beginSignedIn, staffHolder } from "#server/staff/sessions.ts";
import { openSignInLimits } from "#server/staff/sign-in-limits.ts";

interface Browser {
  id: string;
  staffId: string | null;
}

/** Signing in with address and password. */
export function openSignIn(deps: { room: Room; sessions: Sessions; passwords: Passwords }) {
  const { room, sessions, passwords } = deps;
  const { db, clock } = room;
  const limits = openSignInLimits();

  /** Locks the person's row, so that a removal or a new password comes wholly before or wholly after this sign-in. */
  async function isStill(tx: Tx, staffId: string, passwordHash: string): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT id FROM "Staff" WHERE id = ${staffId} AND "passwordHash" = ${passwordHash} AND "removedAt" IS NULL FOR SHARE`;
    return rows.length === 1 && !room.tombstones.has(staffId);
  }

  /** The browser's own session signed in under a new token, with its identities at events; a new session where it has none. */
  async function stepUp(tx: Tx, browser: Browser | null, staffId: string, browserWords: string) {
    if (browser && (browser.staffId === null || browser.staffId === staffId)) {
      const { count } = await tx.session.updateMany({
        where: { id: browser.id, endedAt: null, OR: [{ staffId: null }, { staffId }] },
        data: { staffId, signedInAt: clock.now() },
      });
      if (count === 1) return { sessionId: browser.id, token: await sessions.renew(browser.id, tx) };
    }
    return beginSignedIn(room, sessions, tx, staffId, browserWords);
  }

  /**
   * Signs a member of staff in and gives the browser a new token. Unknown addresses take as long as known ones.
   * `tooMany`: failures before this one ask for a wait; a browser that was signed in to the account before waits for its own only.
   */
  return async function signIn(
    form: z.infer<typeof SignIn>,
    currentSessionId: string | null,
    browserWords: string,
    address: string,
  ): Promise<Outcome<{ sessionToken: string }, "wrong" | "tooMany">> {
    const emailHash = room.secrets.search("email", form.email);
    const [person, held] = await Promise.all([
      db.staff.findUnique({ where: { emailHash } }),
      db.session.findFirst({ where: { id: currentSessionId ?? "", endedAt: null }, select: { id: true, staffId: true } }),
    ]);
    const browser = held && !room.tombstones.has(held.id) ? held : null;
    const isKnown = person !== null && browser?.staffId === person.id;
    const attempt = await limits.attempt({
      account: Buffer.from(emailHash).toString("base64url"),
      address,
      knownBrowser: isKnown ? browser.id : null,
    });
    if (!attempt) return failed("tooMany");

    const mayBe = person && !person.removedAt && !room.tombstones.has(person.id) ? person : null;
    const isRight = await passwords.isRight(mayBe?.passwordHash ?? null, form.password);
    if (!isRight || !mayBe) return failed("wrong");

    const session = await db.$transaction(async (tx) => {
      if (!(await isStill(tx, mayBe.id, mayBe.passwordHash))) return null;
      const signedIn = await stepUp(tx, browser, mayBe.id, browserWords);
      await room.audit.write(tx, "house", "staff.signedIn", { kind: "staff", id: mayBe.id }, { sessionId: signedIn.sessionId });
      return signedIn;
    });
    if (!session) return failed("wrong");
    await attempt.right();
    if (browser && browser.id !== session.sessionId && browser.staffId !== null)
      await room.revoke.session(staffHolder(mayBe.id, session.sessionId, mayBe.roles), browser.staffId, browser.id);
    return done({ sessionToken: session.token });
  };
}
