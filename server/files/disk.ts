import type { FileHandle } from "node:fs/promises";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Seal } from "#server/infra/sealed.ts";

/** Plain bytes in one sealed piece of a file, and what the seal adds to it: version, nonce, tag. */
const pieceBytes = 64 * 1024;
const sealBytes = 1 + 12 + 16;

const isId = /^[a-z]{2,4}_[A-Za-z0-9_-]{22}$/;

/** What a piece is bound to: its file, its event, its place and how many there are, so that none can be moved, swapped or left out. */
const whereOf = (eventId: string, fileId: string, at: number, count: number): string => `EventFile.bytes:${eventId}/${fileId}:${at}/${count}`;

function placeOf(folder: string, eventId: string, fileId: string): string {
  if (!isId.test(eventId) || !isId.test(fileId)) throw new Error("not a file's id");
  return path.join(folder, eventId, fileId);
}

/** Where the files of all events lie in the house's own folder. */
export const filesIn = (dataDir: string): string => path.join(dataDir, "files");

/** Keeps a file's bytes, sealed piece by piece before they touch the disk; durable when it resolves. */
export async function keepBytes(folder: string, seal: Seal, eventId: string, fileId: string, bytes: Uint8Array): Promise<void> {
  const place = placeOf(folder, eventId, fileId);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const count = Math.max(1, Math.ceil(bytes.length / pieceBytes));
  const handle = await open(`${place}.new`, "wx", 0o600);
  try {
    for (let at = 0; at < count; at += 1) {
      const piece = bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes);
      await handle.write(seal.sealBytes(whereOf(eventId, fileId, at, count), piece));
    }
    await handle.sync();
  } catch (fault) {
    await handle.close();
    await rm(`${place}.new`, { force: true });
    throw fault;
  }
  await handle.close();
  await rename(`${place}.new`, place);
  const around = await open(path.dirname(place), "r");
  await around.sync().finally(() => around.close());
}

/** A kept file, opened: its pieces in plain, one after the other. Throws on a piece that was changed, moved or cut. */
export interface KeptBytes {
  readonly pieces: number;
  read(at: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens a kept file; null when its bytes are gone. */
export async function openBytes(folder: string, seal: Seal, eventId: string, fileId: string): Promise<KeptBytes | null> {
  let handle: FileHandle;
  try {
    handle = await open(placeOf(folder, eventId, fileId), "r");
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return null;
    throw fault;
  }
  const { size } = await handle.stat();
  const pieces = Math.ceil(size / (pieceBytes + sealBytes));
  let closing: Promise<void> | null = null;
  return {
    pieces,
    async read(at) {
      const sealed = Buffer.alloc(Math.min(pieceBytes + sealBytes, size - at * (pieceBytes + sealBytes)));
      await handle.read(sealed, 0, sealed.length, at * (pieceBytes + sealBytes));
      return seal.openBytes(whereOf(eventId, fileId, at, pieces), sealed);
    },
    close: () => {
      closing ??= handle.close();
      return closing;
    },
  };
}

/** Takes one file's bytes away. */
export const eraseBytes = (folder: string, eventId: string, fileId: string): Promise<void> => rm(placeOf(folder, eventId, fileId), { force: true });

/** Takes every file of an event away, half-written ones too; what the disk may still hold is sealed under a key that goes at the purge. */
export async function eraseFiles(folder: string, eventId: string): Promise<void> {
  if (!isId.test(eventId)) throw new Error("not an event's id");
  await rm(path.join(folder, eventId), { recursive: true, force: true });
}
