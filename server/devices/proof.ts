import { isSignedBy, readBrowserKey } from "#server/access/signed.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

const minuteMs = 60_000;
const isSignature = /^[A-Za-z0-9_-]{86}$/;

export { readBrowserKey as readDeviceKey };

/** How a tablet shows that it is the one that was paired: its key, which cannot leave it, signs the house's challenge. */
export function openProof(room: Room) {
  const minuteNow = (): number => Math.floor(room.clock.now().getTime() / minuteMs);
  const challengeAt = (sessionId: string, minute: number): string =>
    `${minute}.${room.secrets.mac("device", `${sessionId}\0${minute}`)}`;

  return {
    /** The text a tablet signs, good for this session and at most two minutes. */
    challenge: (sessionId: string): string => challengeAt(sessionId, minuteNow()),

    /** The key a pass's tablet was paired with; null for any other holder. */
    async keyOf(pass: Pass): Promise<Uint8Array | null> {
      if (pass.holder.kind !== "device") return null;
      const where = { id: pass.holder.deviceId, eventId: pass.eventId, revokedAt: null };
      return (await room.db.device.findFirst({ where, select: { publicKey: true } }))?.publicKey ?? null;
    },

    /** Whether `proof` (r and s, 64 bytes in base64url) is this key's signature of a challenge of this session, not too old. */
    async isProved(publicKey: Uint8Array | null, sessionId: string, proof: string): Promise<boolean> {
      if (!publicKey || !isSignature.test(proof)) return false;
      const signature = Buffer.from(proof, "base64url");
      const minute = minuteNow();
      return [minute, minute - 1].some((one) => isSignedBy(publicKey, { words: challengeAt(sessionId, one), signature }));
    },
  };
}
