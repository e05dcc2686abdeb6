import { randomInt } from "node:crypto";
import { codeHours, codeLength, pairingAlphabet } from "#contracts/codes.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Sessions } from "#server/access/session.ts";
import { endOtherBrowsers } from "#server/door/browsers.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Tx } from "#server/infra/db.ts";
import { heldBack } from "#server/infra/held-back.ts";
import { newId } from "#server/infra/ids.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import { digest, isSame } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";

const second = 1000;
const minute = 60 * second;
/** How long a code rests after each wrong try; the try after the last of these ends the code. */
const restsMs = [1 * second, 5 * second, 30 * second, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, 60 * minute];
/** A code ends with this many wrong tries. */
export const wrongTriesMax = restsMs.length + 1;
/** A try that fails is answered no sooner than this, whatever it failed by. */
const answeredMs = 250;

const Living = z.object({ id: z.string(), codeHash: z.instanceof(Uint8Array), wrongTries: z.number(), notBefore: z.date().nullable() });

/** What a code is kept by: keyed, since it is short enough to be tried out against a copy of the database, and good at one guest's door. */
const codeHashOf = (secrets: HouseSecrets, guestId: string, code: string) => digest(secrets.mac("door.code", `${guestId}\0${code}`));

const newCode = (): string => Array.from({ length: codeLength }, () => pairingAlphabet[randomInt(pairingAlphabet.length)]).join("");

/** Whether a guest comes in at an event by a code beside the link. */
export const asksCode = (pass: Pass): boolean => profileOf(pass.event.level, pass.event.wishes).entry.includes("code");

/**
 * Tries a code for a guest, in the caller's transaction, and uses it up when it is right. Wrong, not given, expired,
 * ended and resting codes are all false and take the same steps; only a wrong try at a code that waits counts against it.
 */
export async function spendCode(room: Room, tx: Tx, pass: Pass, guestId: string, typed: string | null): Promise<boolean> {
  const { clock, secrets, audit } = room;
  const now = clock.now();
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id, "codeHash", "wrongTries", "notBefore" FROM "DoorCode"
    WHERE "guestId" = ${guestId} AND "eventId" = ${pass.eventId} AND "usedAt" IS NULL AND "endedAt" IS NULL AND "expiresAt" > ${now}
    ORDER BY "createdAt" DESC LIMIT 1 FOR UPDATE`;
  const code = rows[0] ? Living.parse(rows[0]) : null;
  const isSaid = isSame(codeHashOf(secrets, guestId, typed ?? ""), code?.codeHash ?? digest(""));
  const isResting = code?.notBefore ? code.notBefore > now : false;
  const isRight = code !== null && typed !== null && isSaid && !isResting;
  const isCounted = code !== null && typed !== null && !isSaid && !isResting;
  const wrongTries = (code?.wrongTries ?? 0) + (isCounted ? 1 : 0);
  const isVoid = isCounted && wrongTries >= wrongTriesMax;
  const rest = isCounted ? restsMs[wrongTries - 1] : undefined;
  await tx.doorCode.updateMany({
    where: { id: isRight || isCounted ? code.id : "" },
    data: isRight
      ? { usedAt: now }
      : { wrongTries, notBefore: rest === undefined ? null : new Date(now.getTime() + rest), endedAt: isVoid ? now : null },
  });
  if (isVoid) await audit.record(tx, pass, "code.voided", { guestId, codeId: code.id, wrongTries });
  if (isRight) await audit.record(tx, pass, "code.accepted", { guestId, codeId: code.id });
  return isRight;
}

/** Holds the answer to a try that failed until a quarter of a second has passed since it began. */
export const codeHeldBack = (begun: number): Promise<void> => heldBack(begun, answeredMs);

/** Makes a new code for a guest in the caller's transaction; the one before ends. The code is told this once. */
export async function makeCode(room: Room, tx: Tx, pass: Pass, guestId: string): Promise<{ code: string; expiresAt: string }> {
  const now = room.clock.now();
  const expiresAt = new Date(now.getTime() + codeHours * 60 * minute);
  const [id, code] = [newId("code"), newCode()];
  await tx.doorCode.updateMany({ where: { guestId, usedAt: null, endedAt: null }, data: { endedAt: now } });
  await tx.doorCode.create({
    data: {
      ...{ id, guestId, eventId: pass.eventId, createdAt: now, expiresAt },
      codeHash: codeHashOf(room.secrets, guestId, code),
      givenById: pass.holder.kind === "staff" ? pass.holder.staffId : null,
    },
  });
  await room.audit.record(tx, pass, "code.given", { guestId, codeId: id });
  return { code, expiresAt: expiresAt.toISOString() };
}

/** Codes of the door: given by staff through another channel than the link, once, and proved in the browser they bind. */
export function openCodes(room: Room, sessions: Sessions) {
  const { db, clock, signals, tombstones } = room;
  return {
    /** A code for a guest of the pass's reach, shown this once. `noCode`: this event asks for none. */
    async give(pass: Pass<"code.give">, guestId: string): Promise<Outcome<{ code: string; expiresAt: string }, "gone" | "noCode">> {
      if (!asksCode(pass)) return failed("noCode");
      if (tombstones.has(guestId)) return failed("gone");
      return db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${guestId} FOR NO KEY UPDATE`; // two at once: one code lives
        const guest = await tx.guest.findFirst({ where: { ...guestsOf(pass), id: guestId, removedAt: null }, select: { id: true } });
        return guest ? done(await makeCode(room, tx, pass, guestId)) : failed("gone");
      });
    },

    /**
     * Proves a code in a browser that went in before the event asked for one; its cookie is renewed and the guest's
     * other browsers end. Everything that is no success is `wrongCode`.
     */
    async prove(pass: Pass<"door.prove">, typed: string | null): Promise<Outcome<{ sessionToken: string }, "wrongCode">> {
      const begun = performance.now();
      const { holder, eventId } = pass;
      const proved = await db.$transaction(async (tx) => {
        if ((holder.kind !== "guest" && holder.kind !== "speaker") || !holder.sessionId || !asksCode(pass)) return null;
        const { guestId, sessionId } = holder;
        if (!(await spendCode(room, tx, pass, guestId, typed))) return null;
        const { count } = await tx.sessionIdentity.updateMany({ where: { sessionId, eventId, guestId, endedAt: null }, data: { codeAt: clock.now() } });
        return count > 0 ? { guestId, sessionId, sessionToken: await sessions.renew(sessionId, tx) } : null;
      });
      if (!proved) {
        await codeHeldBack(begun);
        return failed("wrongCode");
      }
      signals.say("standing.changed", { eventId, personId: proved.guestId });
      await endOtherBrowsers(room, pass, proved.guestId, proved.sessionId);
      return done({ sessionToken: proved.sessionToken });
    },
  };
}
