import type { KeyObject } from "node:crypto";
import { createPublicKey, verify } from "node:crypto";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

const minuteMs = 60_000;
const isSignature = /^[A-Za-z0-9_-]{86}$/;

/** A P-256 public key out of its SPKI bytes; null for anything else. */
export function readDeviceKey(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}

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
      const key = publicKey && readDeviceKey(publicKey);
      if (!key || !isSignature.test(proof)) return false;
      const signature = Buffer.from(proof, "base64url");
      const minute = minuteNow();
      return [minute, minute - 1].some((one) =>
        verify("sha256", Buffer.from(challengeAt(sessionId, one)), { key, dsaEncoding: "ieee-p1363" }, signature),
      );
    },
  };
}
