import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyStore } from "#server/infra/keys.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";

/** What a sealed column holds: version 1, nonce (12), AES-256-GCM cipher text, tag (16). */
export type SealedBytes = Uint8Array<ArrayBuffer>;

/** Seals and opens text for one key. `where` is `Table.column:rowId`; a value moved elsewhere does not open. */
export interface Seal {
  seal(where: string, text: string): SealedBytes;
  open(where: string, bytes: Uint8Array): string;
}

/** The one place that seals and opens columns: under the house's key, or under an event's. */
export interface Sealed {
  readonly house: Seal;
  /** An event's seal. Throws `the event's key is gone` after a purge. */
  event(eventId: string): Seal;
  /** Makes a new event's key and returns its seal. */
  newEvent(eventId: string): Seal;
  /** Destroys an event's key for good: whatever it sealed can never be opened again. */
  forget(eventId: string): void;
}

function sealWith(key: Buffer): Seal {
  return {
    seal(where, text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(where));
      return new Uint8Array(
        Buffer.concat([Buffer.of(1), nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]),
      );
    },
    open(where, bytes) {
      if (bytes[0] !== 1) throw new Error("sealed by an unknown version");
      const opening = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13)).setAAD(Buffer.from(where));
      opening.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([opening.update(bytes.subarray(13, -16)), opening.final()]).toString("utf8");
    },
  };
}

/** Joins the house's secrets and the key store to the seals of the house and of each event. */
export function openSealed(secrets: HouseSecrets, keys: KeyStore): Sealed {
  const seals = new Map<string, Seal>();
  return {
    house: sealWith(secrets.columns),
    event(eventId) {
      const held = seals.get(eventId);
      const key = keys.read(eventId);
      if (!key) {
        seals.delete(eventId);
        throw new Error("the event's key is gone");
      }
      if (held) return held;
      const seal = sealWith(key);
      seals.set(eventId, seal);
      return seal;
    },
    newEvent(eventId) {
      const seal = sealWith(keys.make(eventId));
      seals.set(eventId, seal);
      return seal;
    },
    forget(eventId) {
      seals.delete(eventId);
      keys.destroy(eventId);
    },
  };
}
