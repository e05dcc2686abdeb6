import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/**
 * The keys of events (C9): one file per event, wrapped under the house's key, in a folder of its own beside the
 * database and outside of its backups. Whoever deletes the file has deleted what it sealed.
 */
export interface KeyStore {
  /** Makes an event's key, durable before it returns. */
  make(eventId: string): Buffer;
  /** The event's key, or null when it has been destroyed. */
  read(eventId: string): Buffer | null;
  /** Destroys the key for good. */
  destroy(eventId: string): void;
}

const isEventId = /^ev_[A-Za-z0-9_-]{22}$/;

/** Opens the key store in its folder (made with mode 0700). */
export function openKeys(folder: string, wrapping: Buffer): KeyStore {
  mkdirSync(path.dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = new Map<string, Buffer>();
  const fileOf = (eventId: string) => {
    if (!isEventId.test(eventId)) throw new Error("not an event's id");
    return path.join(folder, `${eventId}.key`);
  };
  return {
    make(eventId) {
      const key = randomBytes(32);
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", wrapping, nonce).setAAD(Buffer.from(eventId));
      const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      const file = fileOf(eventId);
      const handle = openSync(`${file}.new`, "wx", 0o600);
      writeSync(handle, wrapped);
      fsyncSync(handle);
      closeSync(handle);
      renameSync(`${file}.new`, file);
      const place = openSync(folder, "r");
      fsyncSync(place);
      closeSync(place);
      known.set(eventId, key);
      return key;
    },
    read(eventId) {
      const held = known.get(eventId);
      if (held) return held;
      let wrapped: Buffer;
      try {
        wrapped = readFileSync(fileOf(eventId));
      } catch (fault) {
        if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return null;
        throw fault;
      }
      const opening = createDecipheriv("aes-256-gcm", wrapping, wrapped.subarray(0, 12)).setAAD(Buffer.from(eventId));
      opening.setAuthTag(wrapped.subarray(-16));
      const key = Buffer.concat([opening.update(wrapped.subarray(12, -16)), opening.final()]);
      known.set(eventId, key);
      return key;
    },
    destroy(eventId) {
      known.get(eventId)?.fill(0);
      known.delete(eventId);
      rmSync(fileOf(eventId), { force: true });
    },
  };
}
