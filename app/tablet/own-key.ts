const name = "sipario";
const store = "keys";
const own = "tablet";
const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(store);
  return asked(opening);
}

async function keyPair(): Promise<CryptoKeyPair> {
  const database = await open();
  const kept: unknown = await asked(database.transaction(store).objectStore(store).get(own));
  if (kept && typeof kept === "object" && "privateKey" in kept && "publicKey" in kept) return kept as CryptoKeyPair;
  const made = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]); // false: the private key never leaves this browser
  await asked(database.transaction(store, "readwrite").objectStore(store).put(made, own));
  return made;
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** This tablet's own public key, SPKI in base64url; made on first use, its private half cannot be exported. */
export async function publicKey(): Promise<string> {
  return base64url(await crypto.subtle.exportKey("spki", (await keyPair()).publicKey));
}

/** The proof that this is the tablet that was paired: its signature (r and s) of a fresh challenge of the house; empty when there is none. */
export async function prove(): Promise<string> {
  try {
    const response = await fetch("/tablet/challenge", { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!response.ok) return "";
    const { challenge }: { challenge: string } = await response.json();
    const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, (await keyPair()).privateKey, new TextEncoder().encode(challenge));
    return base64url(signature);
  } catch {
    return ""; // turned away, it comes again; a proof that never came would leave the line waiting
  }
}
