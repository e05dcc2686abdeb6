import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { PasskeyMade } from "#contracts/webauthn.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Webauthn } from "#server/infra/webauthn.ts";
import type { Room } from "#server/room.ts";
import { appAddress, newAppSecret, readAppCode, stepOf } from "#server/staff/app-codes.ts";
import type { SecondProofs } from "#server/staff/second-proofs.ts";
import { staffHolder } from "#server/staff/sessions.ts";
import type { openSignInLimits } from "#server/staff/sign-in-limits.ts";

interface Deps {
  room: Room;
  sessions: Sessions;
  proofs: SecondProofs;
  webauthn: Webauthn;
  codeLimits: ReturnType<typeof openSignInLimits>;
}

/** A first proof is set, and a lost one replaced, at the latest so long after signing in, in milliseconds. */
const afterSignInMs = 15 * 60_000;

/** What must come before one's proofs may be changed: proving oneself again, or signing in anew; null: nothing. */
export type Before = "stepUp" | "signInAnew";

type Kept = Outcome<{ sessionToken: string; codes: string[] | null }, Before | "wrong" | "tooMany">;
interface Me {
  staffId: string;
  sessionId: string;
}

const meOf = ({ staff, sessionId }: Visitor): Me | null => (staff && sessionId ? { staffId: staff.id, sessionId } : null);

/** One's own second proofs: setting the first, adding, taking away. */
export function openOwnProofs({ room, sessions, proofs, webauthn, codeLimits }: Deps) {
  const { db, clock, sealed, audit, revoke } = room;
  const aboutMaking = ({ staffId, sessionId }: Me) => `make ${staffId} ${sessionId}`;
  const whereSecret = (staffId: string, sessionId: string) => `Staff.totpSecret:${staffId}:offered:${sessionId}`;

  /** The secret of an offer the house made to this browser; null for any other. */
  function openOffer({ staffId, sessionId }: Me, offered: string): string | null {
    if (offered.length > 400) return null;
    try {
      return sealed.house.open(whereSecret(staffId, sessionId), Buffer.from(offered, "base64url"));
    } catch {
      return null;
    }
  }

  /**
   * Whoever has a proof proves themselves again first. Without one, the password just given is all there is; and who
   * signed in by a recovery code lost the proof they would be asked for.
   */
  async function before({ staff }: Visitor, { staffId, sessionId }: Me, tx: Tx): Promise<Before | null> {
    if (staff?.isSteppedUp) return null;
    const row = await tx.session.findUnique({ where: { id: sessionId }, select: { signedInAt: true, signedInBy: true } });
    const isFresh = row?.signedInAt ? clock.now().getTime() - row.signedInAt.getTime() < afterSignInMs : false;
    if (isFresh && row?.signedInBy === "recoveryCode") return null;
    if (await proofs.hasAny(tx, staffId)) return "stepUp";
    return isFresh ? null : "signInAnew";
  }

  /** One after the other for each person, so that two first proofs at once are a first and one that asks for a step up. */
  const lock = (tx: Tx, staffId: string) => tx.$queryRaw`SELECT id FROM "Staff" WHERE id = ${staffId} AND "removedAt" IS NULL FOR UPDATE`;

  /** Keeps a proof that was just shown: this browser is signed in by it from now on, under a new token; at the first one every other browser is signed out. */
  async function keep(visitor: Visitor, me: Me, by: "totp" | "passkey", write: (tx: Tx) => Promise<boolean>): Promise<Kept> {
    const kept = await db.$transaction(async (tx) => {
      await lock(tx, me.staffId);
      const first = await before(visitor, me, tx);
      if (first) return failed(first);
      const isFirst = !(await proofs.hasAny(tx, me.staffId));
      if (!(await write(tx))) return failed("wrong");
      const codes = isFirst ? await proofs.codes.renew(tx, me.staffId) : null;
      const { count } = await tx.session.updateMany({
        where: { id: me.sessionId, staffId: me.staffId, endedAt: null },
        data: { signedInBy: by, steppedUpAt: clock.now() },
      });
      if (count === 0) throw new Error("the session ended while a proof was set"); // takes the proof back
      const actor = { kind: "staff", id: me.staffId };
      await audit.write(tx, "house", by === "totp" ? "staff.appSet" : "staff.passkeyAdded", actor, { sessionId: me.sessionId, isFirst });
      const others = isFirst ? await tx.session.findMany({ where: { staffId: me.staffId, endedAt: null, NOT: { id: me.sessionId } }, select: { id: true } }) : [];
      return done({ codes, others, sessionToken: await sessions.renew(me.sessionId, tx) });
    });
    if (!kept.ok) return kept;
    const holder = staffHolder(me.staffId, me.sessionId, visitor.staff?.roles ?? []);
    await Promise.all(kept.value.others.map(({ id }) => revoke.session(holder, me.staffId, id)));
    const { codes, sessionToken } = kept.value;
    return done({ codes, sessionToken });
  }

  /** Takes something away that somebody is proved by, only after they proved themselves again; without any proof left, nobody's browser is strong. */
  async function take(visitor: Visitor, entry: string, write: (tx: Tx, me: Me) => Promise<boolean>): Promise<Outcome<null, "stepUp" | "gone">> {
    const me = meOf(visitor);
    if (!me) return failed("gone");
    if (!visitor.staff?.isSteppedUp) return failed("stepUp");
    return db.$transaction(async (tx) => {
      await lock(tx, me.staffId);
      if (!(await write(tx, me))) return failed("gone");
      if (!(await proofs.hasAny(tx, me.staffId))) {
        await proofs.codes.end(tx, me.staffId);
        await tx.session.updateMany({ where: { staffId: me.staffId, endedAt: null }, data: { signedInBy: "password", steppedUpAt: null } });
      }
      await audit.write(tx, "house", entry, { kind: "staff", id: me.staffId }, { sessionId: me.sessionId });
      return done(null);
    });
  }

  return {
    /** What the visitor has beside their password, and what comes before they may change it. Times are ISO 8601 in UTC. */
    async secondProofs(visitor: Visitor) {
      const me = meOf(visitor);
      if (!me) return null;
      const person = await db.staff.findUnique({ where: { id: me.staffId }, select: { totpSecret: true, totpSetAt: true } });
      const { passkeys } = await proofs.held(db, me.staffId);
      return {
        appSetAt: person?.totpSecret ? (person.totpSetAt?.toISOString() ?? null) : null,
        passkeys: passkeys.map((row) => ({
          id: row.id,
          name: sealed.house.open(`StaffPasskey.name:${row.id}`, row.name),
          createdAt: row.createdAt.toISOString(),
          usedAt: row.usedAt?.toISOString() ?? null,
        })),
        codesLeft: await proofs.codes.left(db, me.staffId),
        before: await before(visitor, me, db),
        isStrong: visitor.staff?.isStrong === true,
        isPasskeyPossible: webauthn.isPossible,
      };
    },

    /** The question by which this browser makes a passkey; null where it may not now, or browsers know none for the house's address. */
    async askToMakePasskey(visitor: Visitor, house: string) {
      const me = meOf(visitor);
      if (!me || !webauthn.isPossible || (await before(visitor, me, db))) return null;
      const row = await db.staff.findUnique({ where: { id: me.staffId } });
      if (!row) return null;
      const { passkeys } = await proofs.held(db, me.staffId);
      const name = sealed.house.open(`Staff.email:${row.id}`, row.email);
      const displayName = sealed.house.open(`Staff.name:${row.id}`, row.name);
      return webauthn.askToMake(aboutMaking(me), { house, id: row.id, name, displayName, has: passkeys });
    },

    /** Keeps the passkey this browser made; `codes`: ten recovery codes, told once, with the first proof. */
    async addPasskey(visitor: Visitor, answer: PasskeyMade, browserWords: string): Promise<Kept> {
      const me = meOf(visitor);
      const made = me && (await webauthn.made(aboutMaking(me), answer));
      if (!made) return failed("wrong");
      const id = newId("passkey");
      return keep(visitor, me, "passkey", async (tx) => {
        const credentialId = new Uint8Array(made.credentialId);
        if (await tx.staffPasskey.findUnique({ where: { credentialId }, select: { id: true } })) return false;
        const { counter, transports } = made;
        const name = sealed.house.seal(`StaffPasskey.name:${id}`, browserWords);
        await tx.staffPasskey.create({
          data: { id, staffId: me.staffId, credentialId, publicKey: new Uint8Array(made.publicKey), counter, transports: [...transports], name, createdAt: clock.now() },
        });
        return true;
      });
    },

    /** A new secret for an app, with the address its QR drawing holds; `offered` brings it back sealed. Null where it may not be set now. */
    async offerApp(visitor: Visitor, house: string): Promise<{ secret: string; address: string; offered: string } | null> {
      const me = meOf(visitor);
      if (!me || (await before(visitor, me, db))) return null;
      const row = await db.staff.findUnique({ where: { id: me.staffId } });
      if (!row) return null;
      const secret = newAppSecret();
      const offered = Buffer.from(sealed.house.seal(whereSecret(me.staffId, me.sessionId), secret)).toString("base64url");
      return { secret, offered, address: appAddress(secret, house, sealed.house.open(`Staff.email:${row.id}`, row.email)) };
    },

    /** The secret and address of an offer that was made before, to be shown again after a wrong code; null for one that is not this browser's. */
    async offerAgain(visitor: Visitor, offered: string, house: string): Promise<{ secret: string; address: string; offered: string } | null> {
      const me = meOf(visitor);
      const secret = me && openOffer(me, offered);
      const row = secret && (await db.staff.findUnique({ where: { id: me.staffId } }));
      return row ? { secret, offered, address: appAddress(secret, house, sealed.house.open(`Staff.email:${row.id}`, row.email)) } : null;
    },

    /** Keeps an app that shows the right code; one that was set before ends. */
    async setApp(visitor: Visitor, { offered, code, address }: { offered: string; code: string; address: string }): Promise<Kept> {
      const me = meOf(visitor);
      const secret = me && openOffer(me, offered);
      const digits = readAppCode(code);
      if (!secret || !digits) return failed("wrong");
      const attempt = await codeLimits.attempt({ account: me.staffId, address, knownBrowser: me.sessionId });
      if (!attempt) return failed("tooMany");
      const step = stepOf(secret, digits, clock.now());
      if (step === null) return failed("wrong");
      await attempt.right();
      return keep(visitor, me, "totp", async (tx) => {
        const totpSecret = sealed.house.seal(`Staff.totpSecret:${me.staffId}`, secret);
        const { count } = await tx.staff.updateMany({
          where: { id: me.staffId, removedAt: null },
          data: { totpSecret, totpSetAt: clock.now(), totpStep: step },
        });
        return count === 1;
      });
    },

    endPasskey: (visitor: Visitor, passkeyId: string) =>
      take(visitor, "staff.passkeyEnded", async (tx, { staffId }) => {
        const { count } = await tx.staffPasskey.updateMany({ where: { id: passkeyId, staffId, endedAt: null }, data: { endedAt: clock.now() } });
        return count === 1;
      }),

    endApp: (visitor: Visitor) =>
      take(visitor, "staff.appEnded", async (tx, { staffId }) => {
        const { count } = await tx.staff.updateMany({ where: { id: staffId, NOT: { totpSetAt: null } }, data: { totpSecret: null, totpSetAt: null } });
        return count === 1;
      }),

    /** Ten new recovery codes, told once; those before are good no longer. `gone`: they have no proof to recover. */
    async newRecoveryCodes(visitor: Visitor): Promise<Outcome<{ codes: string[] }, "stepUp" | "gone">> {
      const made: { codes: string[] } = { codes: [] };
      const taken = await take(visitor, "staff.recoveryCodesMade", async (tx, { staffId }) => {
        if (!(await proofs.hasAny(tx, staffId))) return false;
        made.codes = await proofs.codes.renew(tx, staffId);
        return true;
      });
      return taken.ok ? done(made) : taken;
    },
  };
}
