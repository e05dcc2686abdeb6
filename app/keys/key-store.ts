const name = "sipario";
const store = "keys";
const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function objects(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(store);
  return (await asked(opening)).transaction(store, mode).objectStore(store);
}

const isPair = (kept: unknown): kept is CryptoKeyPair => typeof kept === "object" && kept !== null && "privateKey" in kept && "publicKey" in kept;

/** The key pair this browser keeps under a name; null when it has none, or keeps nothing at all. */
export async function keptPair(as: string): Promise<CryptoKeyPair | null> {
  try {
    const kept: unknown = await asked((await objects("readonly")).get(as));
    return isPair(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** A fresh pair (ECDSA P-256), not kept yet. Its private half can be used by this browser and read by nobody. */
export const newPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);

/** Keeps a pair under a name, in place of the one before; fails in a browser that keeps nothing. */
export async function keepPair(as: string, pair: CryptoKeyPair): Promise<void> {
  await asked((await objects("readwrite")).put(pair, as));
}

/** Bytes in base64url, without padding. */
export const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The public half: SPKI in base64url. */
export const publicHalf = async ({ publicKey }: CryptoKeyPair): Promise<string> => base64url(await crypto.subtle.exportKey("spki", publicKey));

/** The signature of a text by a pair: r and s in base64url. */
export const signText = async ({ privateKey }: CryptoKeyPair, text: string): Promise<string> =>
  base64url(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, new TextEncoder().encode(text)));
