import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyKind, KeyStore } from "#server/infra/keys.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";

/** What a sealed column holds: version 1, nonce (12), AES-256-GCM cipher text, tag (16). */
export type SealedBytes = Uint8Array<ArrayBuffer>;

/** Seals and opens text for one key. `where` is `Table.column:rowId`; a value moved elsewhere does not open. */
export interface Seal {
  seal(where: string, text: string): SealedBytes;
  open(where: string, bytes: Uint8Array): string;
  /** The same for bytes, such as a piece of a file. */
  sealBytes(where: string, bytes: Uint8Array): SealedBytes;
  openBytes(where: string, bytes: Uint8Array): Buffer;
}

/** The one place that seals and opens columns: under the house's key, or under an event's. */
export interface Sealed {
  readonly house: Seal;
  /** An event's seal. Throws `the event's key is gone` after a purge. */
  event(eventId: string): Seal;
  /** Whether an event's key is there. */
  has(eventId: string): boolean;
  /** The seal of an event's agreements, whose duty outlives the event. Throws `the agreements' key is gone` after its retention. */
  agreements(eventId: string): Seal;
  /** Makes a new event's key, and that of its agreements, and returns the event's seal. */
  newEvent(eventId: string): Seal;
  /** Destroys an event's key for good: whatever it sealed can never be opened again. Its agreements keep their own. */
  forget(eventId: string): void;
  /** Destroys the key of an event's agreements for good, when their retention has ended. */
  forgetAgreements(eventId: string): void;
}

/** The seal of one key of 32 bytes. */
export function sealWith(key: Buffer): Seal {
  const sealBytes = (where: string, bytes: Uint8Array): SealedBytes => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(where));
    return new Uint8Array(Buffer.concat([Buffer.of(1), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
  };
  const openBytes = (where: string, bytes: Uint8Array): Buffer => {
    if (bytes[0] !== 1) throw new Error("sealed by an unknown version");
    const opening = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13)).setAAD(Buffer.from(where));
    opening.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([opening.update(bytes.subarray(13, -16)), opening.final()]);
  };
  return {
    seal: (where, text) => sealBytes(where, Buffer.from(text, "utf8")),
    open: (where, bytes) => openBytes(where, bytes).toString("utf8"),
    sealBytes,
    openBytes,
  };
}

/** Joins the house's secrets and the key store to the seals of the house and of each event. */
export function openSealed(secrets: HouseSecrets, keys: KeyStore): Sealed {
  const seals = new Map<string, Seal>();
  function sealOf(eventId: string, kind: KeyKind): Seal | null {
    const name = `${kind} ${eventId}`;
    const key = keys.read(eventId, kind);
    if (!key) {
      seals.delete(name);
      return null;
    }
    const held = seals.get(name) ?? sealWith(key);
    seals.set(name, held);
    return held;
  }
  function forget(eventId: string, kind: KeyKind): void {
    seals.delete(`${kind} ${eventId}`);
    keys.destroy(eventId, kind);
  }
  return {
    house: sealWith(secrets.columns),
    event(eventId) {
      const seal = sealOf(eventId, "event");
      if (!seal) throw new Error("the event's key is gone");
      return seal;
    },
    has: (eventId) => keys.read(eventId, "event") !== null,
    agreements(eventId) {
      const seal = sealOf(eventId, "agreements");
      if (seal) return seal;
      // An event made before agreements had a key of their own gets it now; a purged one never again.
      if (!keys.read(eventId, "event")) throw new Error("the agreements' key is gone");
      return sealWith(keys.make(eventId, "agreements"));
    },
    newEvent(eventId) {
      keys.make(eventId, "agreements");
      return sealWith(keys.make(eventId, "event"));
    },
    forget: (eventId) => forget(eventId, "event"),
    forgetAgreements: (eventId) => forget(eventId, "agreements"),
  };
}
