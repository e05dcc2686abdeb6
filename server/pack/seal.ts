import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { Identity, Recipient } from "age-encryption";
import { armor, Decrypter, Encrypter, Stanza } from "age-encryption";

/** For whom a pack is encrypted: an age public key, or a passphrase. */
export type PackFor = { key: string; passphrase?: undefined } | { key?: undefined; passphrase: string };

/** A passphrase costs whoever guesses 2^18 steps of scrypt and 256 MiB for each try: age's own measure. */
const workFactor = 18;
/** What is opened at most, as age's own command does. */
const workFactorMax = 20;
const label = "age-encryption.org/v1/scrypt";

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
const keyOf = (passphrase: string, salt: Buffer, logN: number): Promise<Buffer> =>
  derive(passphrase.normalize("NFC"), Buffer.concat([Buffer.from(label), salt]), 32, { N: 2 ** logN, r: 8, p: 1, maxmem: 2 ** (logN + 10) * 2 });

const nonce = Buffer.alloc(12);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** age's recipient by passphrase, worked out beside the house's own thread: half a second of it would hold a curtain up. */
const byPassphrase = (passphrase: string): Recipient => ({
  async wrapFileKey(fileKey) {
    const salt = randomBytes(16);
    const cipher = createCipheriv("chacha20-poly1305", await keyOf(passphrase, salt, workFactor), nonce, { authTagLength: 16 });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new Stanza(["scrypt", base64(salt), String(workFactor)], new Uint8Array(body))];
  },
});

const openedBy = (passphrase: string): Identity => ({
  async unwrapFileKey(stanzas) {
    const [one] = stanzas;
    const [kind, salt = "", logN = ""] = one?.args ?? [];
    if (!one || stanzas.length !== 1 || kind !== "scrypt" || one.body.length !== 32 || !/^[1-9]\d?$/.test(logN) || Number(logN) > workFactorMax) return null;
    const body = Buffer.from(one.body);
    const opening = createDecipheriv("chacha20-poly1305", await keyOf(passphrase, Buffer.from(salt, "base64"), Number(logN)), nonce, { authTagLength: 16 });
    opening.setAuthTag(body.subarray(16));
    try {
      return new Uint8Array(Buffer.concat([opening.update(body.subarray(0, 16)), opening.final()]));
    } catch {
      return null;
    }
  },
});

/** Encrypts bytes as an age file. Null when the key is none that age knows. */
export async function encryptFor(to: PackFor, bytes: Uint8Array): Promise<Buffer | null> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(to.key === undefined ? byPassphrase(to.passphrase) : to.key);
  } catch {
    return null;
  }
  return Buffer.from(await encrypter.encrypt(new Uint8Array(bytes)));
}

/** Opens an age file, also an armoured one, by keys (AGE-SECRET-KEY-…) or a passphrase. Null when none of them opens it. */
export async function decryptWith({ keys, passphrase }: { keys: readonly string[]; passphrase: string | null }, file: Buffer): Promise<Buffer | null> {
  const decrypter = new Decrypter();
  try {
    for (const key of keys) decrypter.addIdentity(key);
    if (passphrase !== null) decrypter.addIdentity(openedBy(passphrase));
    const isArmoured = file.subarray(0, 10).toString("latin1") === "-----BEGIN";
    return Buffer.from(await decrypter.decrypt(isArmoured ? armor.decode(file.toString("latin1")) : new Uint8Array(file)));
  } catch {
    return null;
  }
}
