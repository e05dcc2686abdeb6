import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { SignIn } from "#contracts/staff.ts";
import type { PasskeyUsed } from "#contracts/webauthn.ts";
import type * as z from "#contracts/zod.ts";
import type { Tx } from "#server/infra/db.ts";
import { heldBack } from "#server/infra/held-back.ts";
import type { Webauthn } from "#server/infra/webauthn.ts";
import type { Room } from "#server/room.ts";
import type { Entering } from "#server/staff/entering.ts";
import type { FailedTries } from "#server/staff/failed-tries.ts";
import { openHalfWay } from "#server/staff/half-way.ts";
import type { Passwords } from "#server/staff/passwords.ts";
import type { SecondProofs } from "#server/staff/second-proofs.ts";
import { readTyped } from "#server/staff/second-proofs.ts";
import { openSignInLimits } from "#server/staff/sign-in-limits.ts";

interface Deps {
  room: Room;
  entering: Entering;
  passwords: Passwords;
  proofs: SecondProofs;
  webauthn: Webauthn;
  /** How often codes may fail. */
  codeLimits: ReturnType<typeof openSignInLimits>;
  tries: FailedTries;
}

/** The browser that asks: the session it holds, the words its person knows it by, the address it comes from. */
export interface Asking {
  sessionId: string | null;
  browserWords: string;
  address: string;
}

/** Either the browser is signed in, or it is half way and shows what it has for the second step. */
type Signed = { sessionToken: string; half: null } | { sessionToken: null; half: string };

/** What every passkey is asked at the door. */
const aboutSignIn = "sign in";
/** A first step that fails is answered on such a step, in milliseconds, whether the address is known or not. */
const failedMs = 25;

/** Signing in: by a passkey alone; or by address and password, and a second proof where the person has one. */
export function openSignIn({ room, entering, passwords, proofs, webauthn, codeLimits, tries }: Deps) {
  const { db } = room;
  const limits = openSignInLimits();
  const halfWay = openHalfWay(room);

  /** Locks the person's row, so that a removal or a new password comes wholly before or wholly after this sign-in. */
  async function isStill(tx: Tx, staffId: string, passwordHash: string): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT id FROM "Staff" WHERE id = ${staffId} AND "passwordHash" = ${passwordHash} AND "removedAt" IS NULL FOR UPDATE`;
    return rows.length === 1 && !room.tombstones.has(staffId);
  }

  async function tryPassword(form: z.infer<typeof SignIn>, { sessionId, browserWords, address }: Asking): Promise<Outcome<Signed, "wrong" | "tooMany">> {
    const emailHash = room.secrets.search("email", form.email);
    const [person, browser] = await Promise.all([db.staff.findUnique({ where: { emailHash } }), entering.browserOf(sessionId)]);
    const isKnown = person !== null && browser?.staffId === person.id;
    const attempt = await limits.attempt({
      account: Buffer.from(emailHash).toString("base64url"),
      address,
      knownBrowser: isKnown ? browser.id : null,
    });
    if (!attempt) return failed("tooMany");

    const mayBe = person && !person.removedAt && !room.tombstones.has(person.id) ? person : null;
    const isRight = await passwords.isRight(mayBe?.passwordHash ?? null, form.password);
    if (!isRight && mayBe) tries.note(mayBe.id, "password");
    if (!isRight || !mayBe) return failed("wrong");
    if (await proofs.hasAny(db, mayBe.id)) {
      await attempt.right();
      return done({ sessionToken: null, half: halfWay.give(mayBe) });
    }
    const prove = async (tx: Tx) => (await isStill(tx, mayBe.id, mayBe.passwordHash)) && !(await proofs.hasAny(tx, mayBe.id));
    const token = await entering.enter({ person: mayBe, by: "password", browser, browserWords, prove });
    if (!token) return failed("wrong");
    await attempt.right();
    return done({ sessionToken: token, half: null });
  }

  return {
    /**
     * The first step: address and password. Unknown addresses take as long as known ones. Whoever has a second proof is
     * half way then; nobody signs them in by a password. `tooMany`: failures before this one ask for a wait; a browser
     * that was signed in to the account before waits for its own only.
     */
    async signIn(form: z.infer<typeof SignIn>, sessionId: string | null, browserWords: string, address: string): Promise<Outcome<Signed, "wrong" | "tooMany">> {
      const begun = performance.now();
      const signed = await tryPassword(form, { sessionId, browserWords, address });
      if (!signed.ok) await heldBack(begun, failedMs);
      return signed;
    },

    /** What the second step can ask for; null for whoever is not half way, or was too long ago. */
    async lookAtHalf(half: string): Promise<{ hasApp: boolean; hasPasskey: boolean } | null> {
      const person = await halfWay.read(half);
      if (!person) return null;
      const { hasApp, passkeys } = await proofs.held(db, person.id);
      return { hasApp, hasPasskey: passkeys.length > 0 };
    },

    /** The second step: a code of the app, or a recovery code; each is good once. `gone`: begin again with the password. */
    async signInBySecond(half: string, typed: string, { sessionId, browserWords, address }: Asking): Promise<Outcome<{ sessionToken: string }, "wrong" | "tooMany" | "gone">> {
      const person = await halfWay.read(half);
      if (!person) return failed("gone");
      const browser = await entering.browserOf(sessionId);
      const attempt = await codeLimits.attempt({ account: person.id, address, knownBrowser: browser?.staffId === person.id ? browser.id : null });
      if (!attempt) return failed("tooMany");
      const proof = readTyped(typed);
      if (!proof) return failed("wrong");
      const prove = async (tx: Tx) => (await isStill(tx, person.id, person.passwordHash)) && (await proofs.useTyped(tx, person.id, proof));
      const token = await entering.enter({ person, by: proof.by, browser, browserWords, prove });
      if (!token) tries.note(person.id, "second");
      if (!token) return failed("wrong");
      await attempt.right();
      return done({ sessionToken: token });
    },

    /** The question any passkey of the house answers; null where browsers know none for the house's address. */
    askPasskey: () => (webauthn.isPossible ? webauthn.askToUse(aboutSignIn) : null),

    /** Signs in whoever's passkey answered. */
    async signInByPasskey(answer: PasskeyUsed, { sessionId, browserWords }: Asking): Promise<Outcome<{ sessionToken: string }, "wrong">> {
      const holder = await proofs.answeredBy(aboutSignIn, answer);
      if (!holder) return failed("wrong");
      const browser = await entering.browserOf(sessionId);
      const token = await entering.enter({ person: holder.person, by: "passkey", browser, browserWords, prove: holder.use });
      return token ? done({ sessionToken: token }) : failed("wrong");
    },
  };
}
