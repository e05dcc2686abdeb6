import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Signed } from "#server/access/visitor.ts";

/** A P-256 public key out of its SPKI bytes; null for anything else. */
export function readBrowserKey(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}

/** Whether the words were signed by this browser's key: ECDSA P-256 with SHA-256, r and s (64 bytes), as WebCrypto signs. */
export function isSignedBy(spki: Uint8Array, { words, signature }: Signed): boolean {
  const key = readBrowserKey(spki);
  return key !== null && signature.length === 64 && verify("sha256", Buffer.from(words), { key, dsaEncoding: "ieee-p1363" }, signature);
}

/** Whether a guest's key was shown for this entry: before the doors any time is good, from the doors on only since they opened. */
export const isProofCounted = (shownAt: Date | null, doorsAt: Date | null): boolean => shownAt !== null && (doorsAt === null || shownAt >= doorsAt);
