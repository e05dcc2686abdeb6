import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** The two keys of an event: its own, and that of its agreements, whose duty outlives it. */
export const keyKinds = ["event", "agreements"] as const;
export type KeyKind = (typeof keyKinds)[number];

/**
 * The keys of events (C9): files of their own for each event, wrapped under the house's key, in a folder beside the
 * database and outside of its backups. Whoever deletes a file has deleted what it sealed.
 */
export interface KeyStore {
  /** Makes one of an event's keys, durable before it returns. */
  make(eventId: string, kind?: KeyKind): Buffer;
  /** One of an event's keys, or null when it has been destroyed. */
  read(eventId: string, kind?: KeyKind): Buffer | null;
  /** Destroys one of an event's keys for good. */
  destroy(eventId: string, kind?: KeyKind): void;
  /** Every key there is. */
  list(): { eventId: string; kind: KeyKind }[];
}

const isEventId = /^ev_[A-Za-z0-9_-]{22}$/;
const endings = { event: ".key", agreements: ".agreement.key" } as const satisfies Record<KeyKind, string>;
// What a wrapped key is bound to: its event, and which of the two it is.
const bounds = { event: "", agreements: ".agreements" } as const satisfies Record<KeyKind, string>;

/** A key as it lies in its file: nonce (12), AES-256-GCM cipher text, tag (16). */
export function wrapKey(wrapping: Buffer, eventId: string, kind: KeyKind, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", wrapping, nonce).setAAD(Buffer.from(eventId + bounds[kind]));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** Takes a key out of what its file holds. Throws when it was wrapped under another key, or for another event. */
export function unwrapKey(wrapping: Buffer, eventId: string, kind: KeyKind, wrapped: Buffer): Buffer {
  const opening = createDecipheriv("aes-256-gcm", wrapping, wrapped.subarray(0, 12)).setAAD(Buffer.from(eventId + bounds[kind]));
  opening.setAuthTag(wrapped.subarray(-16));
  return Buffer.concat([opening.update(wrapped.subarray(12, -16)), opening.final()]);
}

/** Makes what happened to the names in a folder durable. */
export function syncFolder(folder: string): void {
  const place = openSync(folder, "r");
  fsyncSync(place);
  closeSync(place);
}

/** Puts bytes under a name so that after a crash there is the old file or the new one, never half of either. */
export function replaceFile(file: string, bytes: Buffer | string): void {
  const handle = openSync(`${file}.new`, "w", 0o600);
  writeSync(handle, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
  syncFolder(path.dirname(file));
}

/** Takes a file away for good: written over, unlinked, and the folder made durable, so that no crash brings it back. */
export function eraseFile(file: string): void {
  for (const one of [file, `${file}.new`]) {
    if (!existsSync(one)) continue;
    const handle = openSync(one, "r+");
    writeSync(handle, randomBytes(fstatSync(handle).size));
    fsyncSync(handle);
    closeSync(handle);
    rmSync(one, { force: true });
  }
  syncFolder(path.dirname(file));
}

/** The file of one of an event's keys. */
export function keyFile(folder: string, eventId: string, kind: KeyKind): string {
  if (!isEventId.test(eventId)) throw new Error("not an event's id");
  return path.join(folder, eventId + endings[kind]);
}

/** The keys whose files lie in a folder. */
export function listKeys(folder: string): { eventId: string; kind: KeyKind }[] {
  return readdirSync(folder).flatMap((name) => {
    const [, eventId = "", ending] = /^(ev_[A-Za-z0-9_-]{22})(\.key|\.agreement\.key)$/.exec(name) ?? [];
    return eventId ? [{ eventId, kind: ending === endings.event ? ("event" as const) : ("agreements" as const) }] : [];
  });
}

/** Opens the key store in its folder (made with mode 0700). */
export function openKeys(folder: string, wrapping: Buffer): KeyStore {
  mkdirSync(path.dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = new Map<string, Buffer>();
  const nameOf = (eventId: string, kind: KeyKind) => eventId + endings[kind];
  return {
    make(eventId, kind = "event") {
      const key = randomBytes(32);
      replaceFile(keyFile(folder, eventId, kind), wrapKey(wrapping, eventId, kind, key));
      known.set(nameOf(eventId, kind), key);
      return key;
    },
    read(eventId, kind = "event") {
      const held = known.get(nameOf(eventId, kind));
      if (held) return held;
      let wrapped: Buffer;
      try {
        wrapped = readFileSync(keyFile(folder, eventId, kind));
      } catch (fault) {
        if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return null;
        throw fault;
      }
      const key = unwrapKey(wrapping, eventId, kind, wrapped);
      known.set(nameOf(eventId, kind), key);
      return key;
    },
    destroy(eventId, kind = "event") {
      known.get(nameOf(eventId, kind))?.fill(0);
      known.delete(nameOf(eventId, kind));
      eraseFile(keyFile(folder, eventId, kind));
    },
    list: () => listKeys(folder),
  };
}
