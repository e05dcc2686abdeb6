import { createHash } from "node:crypto";
import * as z from "#contracts/zod.ts";
import type { Signing } from "#server/audit/signing.ts";
import { isSignedWith } from "#server/audit/signing.ts";
import type { PackedFile } from "#server/pack/tar.ts";

export const signatureName = "signature.json";

/** The house's signature over every other file of a pack, as it lies in it. */
const PackSignature = z.object({
  kind: z.literal("sipario proof pack signature"),
  /** The text that is signed: what it is, then a line for each file as `sha256sum` writes it. */
  signed: z.string().max(10_000),
  /** Ed25519, base64url; and the public key, SPKI in base64url. */
  signature: z.string().length(86),
  publicKey: z.string().max(80),
});

const heading = "sipario proof pack 1";
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The file that carries the signature over the others. */
export function signPack(signing: Signing, files: readonly PackedFile[]): PackedFile {
  const signed = [heading, ...files.map(({ name, bytes }) => `${sha256(bytes)}  ${name}`), ""].join("\n");
  const told: z.infer<typeof PackSignature> = { kind: "sipario proof pack signature", signed, signature: signing.sign(signed), publicKey: signing.publicKey() };
  return { name: signatureName, bytes: Buffer.from(`${JSON.stringify(told, null, 2)}\n`) };
}

/** Which of the public keys signed a pack as it stands, file by file; null for none. */
export function signerOf(files: ReadonlyMap<string, Buffer>, publicKeys: readonly string[]): string | null {
  const found = files.get(signatureName);
  if (!found) return null;
  try {
    const { signed, signature } = PackSignature.parse(JSON.parse(found.toString()));
    const named = [...files].filter(([name]) => name !== signatureName).map(([name, bytes]) => `${sha256(bytes)}  ${name}`);
    if (signed !== [heading, ...named, ""].join("\n")) return null;
    return publicKeys.find((key) => isSignedWith(key, signed, signature)) ?? null;
  } catch {
    return null;
  }
}
