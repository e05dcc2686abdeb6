import { randomInt } from "node:crypto";
import { pairingSeconds } from "#contracts/devices.ts";
import { pairingAlphabet } from "#contracts/codes.ts";
import { newId } from "#server/infra/ids.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import { digest } from "#server/infra/secrets.ts";
import { readDeviceKey } from "#server/devices/proof.ts";
import { wordsOf } from "#server/devices/words.ts";
import type { Room } from "#server/room.ts";

const newCode = (): string => Array.from({ length: 8 }, () => pairingAlphabet[randomInt(pairingAlphabet.length)]).join("");

/** What a code is kept by. Keyed, since a code is short enough to be tried out against a copy of the database. */
export const codeHashOf = (secrets: HouseSecrets, code: string) => digest(secrets.mac("pairing", code));

/** The tablet's side of pairing: a code on its screen until somebody in the studio confirms it. */
export function openPairing(room: Room) {
  const { db, clock, secrets, tombstones } = room;
  return {
    /**
     * A new code for a tablet's session, good once and for `pairingSeconds`; the code before ends. `publicKey` is SPKI in
     * base64url. Null when that is no P-256 key, or the session has ended.
     */
    async startPairing(
      sessionId: string,
      publicKey: string,
    ): Promise<{ code: string; words: [string, string]; expiresAt: string } | null> {
      const spki = new Uint8Array(Buffer.from(publicKey, "base64url"));
      if (!readDeviceKey(spki) || tombstones.has(sessionId)) return null;
      const id = newId("pairing");
      const code = newCode();
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + pairingSeconds * 1000);
      const isMade = await db.$transaction(async (tx) => {
        const session = await tx.$queryRaw<unknown[]>`
          SELECT id FROM "Session" WHERE id = ${sessionId} AND "endedAt" IS NULL FOR UPDATE`;
        if (session.length === 0) return false;
        await tx.pairing.deleteMany({ where: { sessionId, usedAt: null } });
        const codeHash = codeHashOf(secrets, code);
        await tx.pairing.create({ data: { id, sessionId, codeHash, publicKey: spki, createdAt: now, expiresAt } });
        return true;
      });
      return isMade ? { code, words: wordsOf(id), expiresAt: expiresAt.toISOString() } : null;
    },

    /** Where a tablet's session stands: a code that waits comes before an older pairing. */
    async pairingState(
      sessionId: string,
    ): Promise<{ state: "none" } | { state: "waiting"; expiresAt: string } | { state: "paired"; eventId: string }> {
      const waiting = await db.pairing.findFirst({ where: { sessionId, usedAt: null, expiresAt: { gt: clock.now() } } });
      if (waiting) return { state: "waiting", expiresAt: waiting.expiresAt.toISOString() };
      const paired = await db.sessionIdentity.findFirst({
        where: {
          sessionId,
          endedAt: null,
          session: { endedAt: null },
          device: { revokedAt: null },
          event: { phase: { in: ["announced", "doors", "live", "ended"] } },
        },
        orderBy: { boundAt: "desc" },
      });
      const isPaired = paired?.deviceId && !tombstones.has(paired.deviceId) && !tombstones.has(sessionId);
      return isPaired ? { state: "paired", eventId: paired.eventId } : { state: "none" };
    },
  };
}
