import { keepPair, keptPair, newPair, publicHalf, signText } from "#app/keys/key-store.ts";

const own = "tablet";

async function keyPair(): Promise<CryptoKeyPair> {
  const kept = await keptPair(own);
  if (kept) return kept;
  const made = await newPair();
  await keepPair(own, made);
  return made;
}

/** This tablet's own public key, SPKI in base64url; made on first use, its private half cannot be exported. */
export const publicKey = async (): Promise<string> => publicHalf(await keyPair());

/** The proof that this is the tablet that was paired: its signature (r and s) of a fresh challenge of the house; empty when there is none. */
export async function prove(): Promise<string> {
  try {
    const response = await fetch("/tablet/challenge", { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!response.ok) return "";
    const { challenge }: { challenge: string } = await response.json();
    return await signText(await keyPair(), challenge);
  } catch {
    return ""; // turned away, it comes again; a proof that never came would leave the line waiting
  }
}
