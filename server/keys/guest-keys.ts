import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { GuestKeyKind, KeyMade, KeyReason, KeyShown } from "#contracts/signed.ts";
import type { GuestKey } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { mustSign, profileOf } from "#server/access/profile.ts";
import type { Sessions } from "#server/access/session.ts";
import { isProofCounted, readBrowserKey } from "#server/access/signed.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Asking, Here } from "#server/keys/questions.ts";
import { bytesOf, openKeyQuestions } from "#server/keys/questions.ts";
import { isAsked } from "#server/keys/requests.ts";
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

/** A guest's key as staff see it: what device it was made on, and when it last worked. */
export interface KeyCard {
  guestId: string;
  kind: GuestKeyKind;
  browser: string;
  madeAt: string;
  checkedAt: string | null;
}

/** A guest's own key at one event: made once, in one browser, and shown once for each entry; there it vouches for a fresh key of that browser. */
export function openGuestKeys(room: Room, sessions: Sessions) {
  const { db, clock, audit, signals } = room;
  const questions = openKeyQuestions(room);

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
    return { eventId, sessionId, guestId, identityId: identity.id };
  }

  const keyOf = (tx: Tx, eventId: string, guestId: string): Promise<GuestKey | null> =>
    tx.guestKey.findFirst({ where: { eventId, guestId, endedAt: null }, orderBy: { createdAt: "desc" } });

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
      const { number } = await db.guest.findUniqueOrThrow({ where: { id: at.guestId }, select: { number: true } });
      return done(await questions.askToMake(at, kind, number));
    },

    /** Keeps the key a browser made. It proves nothing yet: it is shown next. */
    async make(pass: Pass<"door.prove">, made: KeyMade): Promise<Outcome<null, KeyReason>> {
      const { eventId } = pass;
      if (made.kind === "software" && !pass.event.wishes.softwareKey) return failed("notAllowed");
      return db.$transaction(async (tx) => {
        const at = await here(tx, pass);
        if (!at) return failed("stepsLeft");
        const kept = await questions.made(at, made);
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
      return done(await questions.askToShow(at, key, requestKey));
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
        const counter = await questions.shown(at, key, shown);
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
