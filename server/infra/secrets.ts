import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A new credential: 256 random bits in base64url, given once and kept only as its digest. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** The digest a credential is kept and looked up by. Credentials are random, so no salt is needed. */
export const digest = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(token).digest());

/** Whether two digests are equal, in constant time. */
export const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** The house's secrets, all derived from one key (HKDF, RFC 5869). */
export interface HouseSecrets {
  /** Encrypts columns under the house's key. */
  readonly columns: Buffer;
  /** Wraps event keys. */
  readonly wrapping: Buffer;
  /** Keyed hash for searching sealed text: HMAC-SHA-256 over the normalised text. */
  search(kind: "email" | "slug", text: string): Uint8Array<ArrayBuffer>;
  /** A short-lived proof bound to its words: HMAC-SHA-256 in base64url. */
  mac(purpose: string, words: string): string;
}

/** The secrets that come of a key of 32 bytes. */
export function secretsOf(key: Buffer): HouseSecrets {
  const derive = (info: string) => Buffer.from(hkdfSync("sha256", key, "sipario", info, 32));
  const searching = derive("search");
  const proving = derive("proof");
  return {
    columns: derive("columns"),
    wrapping: derive("wrapping"),
    search: (kind, text) =>
      new Uint8Array(
        createHmac("sha256", searching)
          .update(`${kind}\0${text.normalize("NFC").trim().toLowerCase()}`)
          .digest(),
      ),
    mac: (purpose, words) => createHmac("sha256", proving).update(`${purpose}\0${words}`).digest("base64url"),
  };
}

/** The file that the house's next key stands in while a rotation goes on. */
export const nextKeyFile = (file: string): string => `${file}.next`;

/** Reads a house's key. Fails if the file has another length. */
export function readHouseKey(file: string): Buffer {
  const key = readFileSync(file);
  if (key.length !== 32) throw new Error(`The house's key ${file} should have 32 bytes and has ${key.length}.`);
  return key;
}

/** Opens the house's key, or makes it at first start (32 bytes, file mode 0600). Fails while a rotation was left halfway. */
export function openSecrets(file: string): HouseSecrets {
  if (existsSync(nextKeyFile(file))) throw new Error("The rotation of the house's key was left halfway. End it first: npm run house -- rotate");
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: "wx" });
  }
  chmodSync(file, 0o600);
  return secretsOf(readHouseKey(file));
}
