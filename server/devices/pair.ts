import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { codeHashOf } from "#server/devices/pairing.ts";
import { wordsOf } from "#server/devices/words.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

const wrongCodesPerMinute = 10;

/** The studio's side of pairing: a typed code, two words to compare, and the tablet belongs to a boutique. */
export function openPair(room: Room, onPaired: (deviceId: string, eventId: string) => void) {
  const { db, clock, sealed, secrets, tombstones } = room;
  const wrongCodes = new RateLimiterMemory({ points: wrongCodesPerMinute, duration: 60, blockDuration: 60 });

  async function waitingPairing(code: string) {
    const pairing = await db.pairing.findFirst({
      where: { codeHash: codeHashOf(secrets, code), usedAt: null, expiresAt: { gt: clock.now() } },
    });
    return pairing && !tombstones.has(pairing.sessionId) ? pairing : null;
  }

  /** The tablet that waits under a typed code. Wrong codes count per member of staff, before they are looked at. */
  async function byCode(pass: Pass, code: string) {
    const who = pass.holder.kind === "staff" ? pass.holder.staffId : pass.holder.kind;
    const mayTry = await wrongCodes.consume(who).then(
      () => true,
      () => false,
    );
    if (!mayTry) return null;
    const pairing = await waitingPairing(code);
    if (pairing) await wrongCodes.reward(who);
    return pairing;
  }

  return {
    /** What a typed code stands for: the words on that tablet, and the event's boutiques. Null for a code that waits nowhere. */
    async lookAtPairing(
      pass: Pass<"device.pair">,
      code: string,
    ): Promise<{ words: [string, string]; boutiques: { id: string; name: string }[] } | null> {
      const pairing = await byCode(pass, code);
      if (!pairing) return null;
      const rows = await db.eventBoutique.findMany({ where: { eventId: pass.eventId }, include: { boutique: true } });
      const boutiques = rows
        .map(({ boutiqueId: id, boutique }) => ({ id, name: sealed.house.open(`Boutique.name:${id}`, boutique.name) }))
        .sort((a, b) => a.name.localeCompare(b.name));
      return { words: wordsOf(pairing.id), boutiques };
    },

    /**
     * Pairs the tablet that shows the code with a boutique of the event; what its browser was at the event before ends.
     * A code that is wrong, used, expired or tried too often is `codeUnknown`; one with the wrong boutique stays usable.
     */
    async pair(
      pass: Pass<"device.pair">,
      code: string,
      boutiqueId: string,
    ): Promise<Outcome<{ deviceId: string }, "codeUnknown" | "wrongBoutique">> {
      const { eventId } = pass;
      const pairing = await byCode(pass, code);
      if (!pairing) return failed("codeUnknown");
      const { sessionId } = pairing;
      const deviceId = newId("device");
      const paired = await db.$transaction(async (tx) => {
        // The lock gives one boutique's tablets their numbers one after the other.
        const ofEvent = await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM "EventBoutique" WHERE "eventId" = ${eventId} AND "boutiqueId" = ${boutiqueId} FOR UPDATE`;
        if (ofEvent.length === 0) return failed("wrongBoutique");
        const now = clock.now();
        // Session before pairing, as `startPairing` locks them.
        const session = await tx.$queryRaw<unknown[]>`
          SELECT id FROM "Session" WHERE id = ${sessionId} AND "endedAt" IS NULL FOR UPDATE`;
        if (session.length === 0) return failed("codeUnknown");
        const { count } = await tx.pairing.updateMany({
          where: { id: pairing.id, usedAt: null, expiresAt: { gt: now } },
          data: { usedAt: now, deviceId },
        });
        if (count === 0) return failed("codeUnknown");
        const last = await tx.device.aggregate({ where: { eventId, boutiqueId }, _max: { number: true } });
        const number = (last._max.number ?? 0) + 1;
        const pairedById = pass.holder.kind === "staff" ? pass.holder.staffId : null;
        const publicKey = pairing.publicKey;
        await tx.device.create({ data: { id: deviceId, eventId, boutiqueId, number, publicKey, pairedById, pairedAt: now } });
        const older = await tx.sessionIdentity.findMany({ where: { sessionId, eventId, endedAt: null } });
        await tx.sessionIdentity.updateMany({ where: { sessionId, eventId, endedAt: null }, data: { endedAt: now } });
        await tx.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, deviceId, boundAt: now } });
        await room.audit.record(tx, pass, "device.paired", { deviceId, boutiqueId, number });
        return done({ older });
      });
      if (!paired.ok) return paired;
      onPaired(deviceId, eventId);
      for (const one of paired.value.older) {
        if (one.deviceId) await room.revoke.device(pass.holder, eventId, one.deviceId);
        if (one.guestId) await room.revoke.browser(pass.holder, eventId, one.guestId, sessionId);
      }
      return done({ deviceId });
    },
  };
}
