import { createHash } from "node:crypto";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { GuestKeyKind, KeyMade, KeyReason, KeyShown } from "#contracts/signed.ts";
import { challengeSeconds, keyWords } from "#contracts/signed.ts";
import type { GuestKey } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { mustSign, profileOf } from "#server/access/profile.ts";
import type { Sessions } from "#server/access/session.ts";
import { isProofCounted, isSignedBy, readBrowserKey } from "#server/access/signed.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import { openWebauthn } from "#server/infra/webauthn.ts";
import { isAsked } from "#server/keys/requests.ts";
import { openMaison } from "#server/maison/maison.ts";
import type { Room } from "#server/room.ts";

/** Where a guest stands with their key at an event, for the step at the door. Times are ISO 8601 in UTC. */
export interface KeyStep {
  kind: GuestKeyKind | null;
  madeAt: string | null;
  /** When it last worked. */
  checkedAt: string | null;
  /** Whether this browser has shown it for this entry. */
  isShown: boolean;
  /** Whether the event lets guests without a passkey keep a weaker key in their browser. */
  maySoftware: boolean;
}

/** What a browser is asked to do with its key: WebAuthn's options, or a question whose words it signs. */
export type Asking =
  | { kind: "passkey"; make: PublicKeyCredentialCreationOptionsJSON }
  | { kind: "passkey"; use: PublicKeyCredentialRequestOptionsJSON }
  | { kind: "software"; question: string };
/** A guest's key as staff see it: what device it was made on, and when it last worked. */
export interface KeyCard {
  guestId: string;
  kind: GuestKeyKind;
  browser: string;
  madeAt: string;
  checkedAt: string | null;
}

interface Here {
  sessionId: string;
  guestId: string;
  identityId: string;
}

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, "base64url"));
const signs = (publicKey: Uint8Array, question: string, signature: string): boolean =>
  isSignedBy(publicKey, { words: keyWords(question), signature: bytesOf(signature) });

/** A guest's own key at one event: made once, in one browser, and shown once for each entry; there it vouches for a fresh key of that browser. */
export function openGuestKeys(room: Room, sessions: Sessions) {
  const { db, clock, audit, signals, secrets, origin } = room;
  const webauthn = openWebauthn({ secrets, clock, origin, answeredMs: challengeSeconds * 1000, residentKey: "preferred" });

  /** The holder's browser at the event, when every step before the key was taken; null otherwise. */
  async function here(tx: Tx, { event, eventId, holder }: Pass<"door.prove">): Promise<Here | null> {
    if (!isAsked(event) || (holder.kind !== "guest" && holder.kind !== "speaker") || !holder.sessionId) return null;
    const { sessionId, guestId } = holder;
    const identity = await tx.sessionIdentity.findFirst({ where: { sessionId, eventId, endedAt: null }, orderBy: { boundAt: "desc" } });
    if (!identity || identity.guestId !== guestId) return null;
    if (profileOf(event.level, event.wishes).entry.includes("code") && !identity.codeAt) return null;
    if (mustSign(holder.kind, event.level, event.wishes)) {
      const { agreementVersion } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { agreementVersion: true } });
      const where = { guestId, eventId, kind: "signed" as const, version: agreementVersion };
      if (agreementVersion === 0 || (await tx.agreement.count({ where })) === 0) return null;
    }
    return { sessionId, guestId, identityId: identity.id };
  }

  const keyOf = (tx: Tx, eventId: string, guestId: string): Promise<GuestKey | null> =>
    tx.guestKey.findFirst({ where: { eventId, guestId, endedAt: null }, orderBy: { createdAt: "desc" } });

  /** What a question is about: the house's MAC binds these to its random part, and no answer goes for anything else. */
  const aboutMaking = (at: Here, eventId: string) => ["key.make", at.sessionId, eventId, at.guestId].join("\0");
  const aboutShowing = (at: Here, eventId: string, keyId: string, requestKey: string) =>
    ["key.show", at.sessionId, eventId, keyId, createHash("sha256").update(bytesOf(requestKey)).digest("base64url")].join("\0");

  async function keptOf(made: KeyMade, about: string) {
    if (made.kind === "passkey") {
      const passkey = await webauthn.made(about, made.passkey);
      return passkey && { credentialId: new Uint8Array(passkey.credentialId), publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter };
    }
    const publicKey = bytesOf(made.publicKey);
    const isTrue = readBrowserKey(publicKey) !== null && webauthn.isAnswering(about, made.question) && signs(publicKey, made.question, made.signature);
    return isTrue ? { credentialId: null, publicKey, counter: 0 } : null;
  }

  const passkeyOf = ({ credentialId, publicKey, counter }: GuestKey) => ({ credentialId: credentialId ?? new Uint8Array(), publicKey, counter, transports: [] });

  /** The key's counter after a true answer; null for any other. */
  async function counterOf(key: GuestKey, shown: KeyShown, about: string): Promise<number | null> {
    if (shown.kind !== key.kind) return null;
    if (shown.kind === "passkey") return shown.passkey.id === Buffer.from(key.credentialId ?? []).toString("base64url") ? webauthn.used(about, shown.passkey, passkeyOf(key)) : null;
    return webauthn.isAnswering(about, shown.question) && signs(key.publicKey, shown.question, shown.signature) ? 0 : null;
  }

  return {
    /** Where the holder stands with their key; null where the event asks for none. */
    async step({ event, eventId, holder }: Pass<"event.know">): Promise<KeyStep | null> {
      if (!isAsked(event) || (holder.kind !== "guest" && holder.kind !== "speaker")) return null;
      const [key, identity, { doorsAt }] = await Promise.all([
        keyOf(db, eventId, holder.guestId),
        db.sessionIdentity.findFirst({ where: { sessionId: holder.sessionId ?? "", eventId, endedAt: null }, orderBy: { boundAt: "desc" } }),
        db.event.findUniqueOrThrow({ where: { id: eventId }, select: { doorsAt: true } }),
      ]);
      return {
        kind: key?.kind ?? null,
        madeAt: key?.createdAt.toISOString() ?? null,
        checkedAt: key?.checkedAt?.toISOString() ?? null,
        isShown: key !== null && identity?.keyId === key.id && identity.requestKey !== null && isProofCounted(identity.keyProvedAt, doorsAt),
        maySoftware: event.wishes.softwareKey,
      };
    },

    /** Begins a new key for a guest who has none. */
    async begin(pass: Pass<"door.prove">, kind: GuestKeyKind): Promise<Outcome<Asking, KeyReason>> {
      if (kind === "software" && !pass.event.wishes.softwareKey) return failed("notAllowed");
      const at = await here(db, pass);
      if (!at) return failed("stepsLeft");
      if (await keyOf(db, pass.eventId, at.guestId)) return failed("hasKey");
      const about = aboutMaking(at, pass.eventId);
      if (kind === "software") return done({ kind, question: webauthn.question(about) });
      const { number } = await db.guest.findUniqueOrThrow({ where: { id: at.guestId }, select: { number: true } });
      const seat = String(number).padStart(4, "0"); // what the guest's own device keeps beside the key: the maison and a number
      const owner = { house: (await openMaison(room).read()).name, id: newId("guestKey"), name: seat, displayName: seat, has: [] };
      return done({ kind, make: await webauthn.askToMake(about, owner) });
    },

    /** Keeps the key a browser made. It proves nothing yet: it is shown next. */
    async make(pass: Pass<"door.prove">, made: KeyMade): Promise<Outcome<null, KeyReason>> {
      const { eventId } = pass;
      if (made.kind === "software" && !pass.event.wishes.softwareKey) return failed("notAllowed");
      return db.$transaction(async (tx) => {
        const at = await here(tx, pass);
        if (!at) return failed("stepsLeft");
        const kept = await keptOf(made, aboutMaking(at, eventId));
        if (!kept) return failed("wrong");
        await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${at.guestId} FOR UPDATE`; // one key, though two are made at once
        if (await keyOf(tx, eventId, at.guestId)) return failed("hasKey");
        if (kept.credentialId && (await tx.guestKey.count({ where: { credentialId: kept.credentialId } })) > 0) return failed("wrong");
        const { sessionId, guestId } = at;
        const id = newId("guestKey");
        await tx.guestKey.create({ data: { id, eventId, guestId, sessionId, kind: made.kind, createdAt: clock.now(), ...kept } });
        await audit.record(tx, pass, "key.made", { guestId, keyId: id, kind: made.kind });
        return done(null);
      });
    },

    /** Asks the guest's key to vouch for this browser: the question binds `requestKey` (SPKI in base64url), fresh and never leaving the browser. */
    async ask(pass: Pass<"door.prove">, requestKey: string): Promise<Outcome<Asking, KeyReason>> {
      if (!readBrowserKey(bytesOf(requestKey))) return failed("wrong");
      const at = await here(db, pass);
      if (!at) return failed("stepsLeft");
      const key = await keyOf(db, pass.eventId, at.guestId);
      if (!key) return failed("noKey");
      const about = aboutShowing(at, pass.eventId, key.id, requestKey);
      if (key.kind === "software") return done({ kind: key.kind, question: webauthn.question(about) });
      return done({ kind: key.kind, use: await webauthn.askToUse(about, [passkeyOf(key)]) });
    },

    /**
     * Takes the key's answer: from now on requests count that are signed by the browser's key it vouched for, and the
     * browser's cookie is a new one. Seats that stand on an older key end.
     */
    async show(pass: Pass<"door.prove">, shown: KeyShown): Promise<Outcome<{ sessionToken: string }, KeyReason>> {
      const { eventId } = pass;
      const requestKey = bytesOf(shown.requestKey);
      if (!readBrowserKey(requestKey)) return failed("wrong");
      const proved = await db.$transaction(async (tx) => {
        const at = await here(tx, pass);
        if (!at) return failed("stepsLeft");
        await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${at.guestId} FOR UPDATE`; // a key that is given anew at this moment has ended, or ends after
        const key = await keyOf(tx, eventId, at.guestId);
        if (!key) return failed("noKey");
        const counter = await counterOf(key, shown, aboutShowing(at, eventId, key.id, shown.requestKey));
        if (counter === null) return failed("wrong");
        const { guestId } = at;
        const now = clock.now();
        await tx.guestKey.update({ where: { id: key.id }, data: { counter, checkedAt: now } });
        await tx.sessionIdentity.update({ where: { id: at.identityId }, data: { keyId: key.id, keyProvedAt: now, requestKey } });
        await audit.record(tx, pass, "key.proved", { guestId, keyId: key.id, kind: key.kind });
        return done({ guestId, sessionToken: await sessions.renew(at.sessionId, tx) });
      });
      if (!proved.ok) return proved;
      signals.say("standing.changed", { eventId, personId: proved.value.guestId });
      return done({ sessionToken: proved.value.sessionToken });
    },

    /** The keys of an event's guests, for whoever gives codes and may have to give a key anew. */
    async list(pass: Pass<"code.give">): Promise<KeyCard[]> {
      const reached = await db.guest.findMany({ where: guestsOf(pass), select: { id: true } }); // an advisor's own clients only
      const keys = await db.guestKey.findMany({
        where: { eventId: pass.eventId, guestId: { in: reached.map(({ id }) => id) }, endedAt: null },
        orderBy: { createdAt: "asc" },
      });
      const browsers = await db.session.findMany({ where: { id: { in: keys.map(({ sessionId }) => sessionId) } }, select: { id: true, browser: true } });
      const named = new Map(browsers.map((one) => [one.id, sessions.browserOf(one)]));
      return keys.map(({ guestId, kind, sessionId, createdAt, checkedAt }) => ({
        ...{ guestId, kind, browser: named.get(sessionId) ?? "" },
        madeAt: createdAt.toISOString(),
        checkedAt: checkedAt?.toISOString() ?? null,
      }));
    },
  };
}
