import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** The house's hand: what it signs can be checked by anybody who holds the public key, away from the house and later. */
export interface Signing {
  /**
   * The signature of a text, Ed25519 in base64url. The text begins with what it is for (a checkpoint, a receipt, a
   * certificate), so that one can never be shown as another.
   */
  sign(text: string): string;
  /** The public key: SPKI in base64url. */
  publicKey(): string;
  /** Whether this house signed the text. */
  verify(text: string, signature: string): boolean;
}

/** Whether a text was signed by the owner of a public key (SPKI in base64url); false for anything that is not a key. */
export function isSignedWith(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64url"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" && verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

/** Makes the key durable before it stands under its name; of two processes at once the first one's stays. */
function makeKey(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const { privateKey } = generateKeyPairSync("ed25519");
  const mine = `${file}.${process.pid}.new`;
  const handle = openSync(mine, "w", 0o600);
  writeSync(handle, privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(mine, file);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "EEXIST")) throw fault;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Opens the signing key in its file outside the database, made at first start (mode 0600). Throws for a file that is not one. */
export function openSigning(file: string): Signing {
  if (!existsSync(file)) makeKey(file);
  chmodSync(file, 0o600);
  const key = createPrivateKey(readFileSync(file));
  if (key.asymmetricKeyType !== "ed25519") throw new Error(`The signing key ${file} should be an Ed25519 key.`);
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64url");
  return {
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64url"),
    publicKey: () => publicKey,
    verify: (text, signature) => isSignedWith(publicKey, text, signature),
  };
}
