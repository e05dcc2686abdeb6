import { FileMime } from "#contracts/product.ts";
import type { EventFile } from "#prisma/generated/client.ts";
import type { Holder, Pass } from "#server/access/pass.ts";
import { filesIn, openBytes } from "#server/files/disk.ts";
import type { Seal } from "#server/infra/sealed.ts";
import type { Room } from "#server/room.ts";

/** A file on its way to somebody. `next` gives its pieces in order, null after the last. */
export interface OpenFile {
  readonly mime: FileMime;
  /** Its real name; null for the picture, which has none. */
  readonly name: string | null;
  next(): Promise<Uint8Array | null>;
  /** Whether its reader may still have it, as far as memory knows. */
  isStill(): boolean;
  /** Hears that something changed about its reader or the stage; answers the end of listening. */
  onDoubt(doubt: () => void): () => void;
  close(): Promise<void>;
}

const personOf = (holder: Holder): string[] =>
  holder.kind === "guest" || holder.kind === "speaker" ? [holder.guestId] : holder.kind === "device" ? [holder.deviceId] : holder.kind === "staff" ? [holder.staffId] : [];
const sessionOf = (holder: Holder): string[] => ("sessionId" in holder && holder.sessionId ? [holder.sessionId] : []);

/** What a file is called; the picture has no name. */
export const nameOfFile = (seal: Seal, row: EventFile): string => seal.open(`EventFile.name:${row.id}`, row.name);

interface Giving {
  /** Draws the reader's own mark into a still picture; null for who may read it without. */
  mark: ((bytes: Uint8Array) => Promise<Uint8Array>) | null;
  isCurtainDown(eventId: string): boolean;
}

/** Opens a kept file for a pass, piece by piece, and watches over who reads it; null when its bytes are gone. */
export async function openFile({ sealed, signals, tombstones, dataDir }: Room, row: EventFile, pass: Pass, { mark, isCurtainDown }: Giving): Promise<OpenFile | null> {
  const seal = sealed.event(row.eventId);
  const kept = await openBytes(filesIn(dataDir), seal, row.eventId, row.id);
  if (!kept) return null;
  const mime = FileMime.parse(row.mime);
  const needsMark = mark !== null && mime !== "application/pdf";
  let at = 0;
  let whole: Uint8Array | null = null;
  const ids = [...personOf(pass.holder), ...sessionOf(pass.holder)];

  /** A marked picture is one piece: the mark lies in the whole of it. */
  async function nextMarked(): Promise<Uint8Array | null> {
    if (whole || !kept || !mark) return null;
    const pieces: Uint8Array[] = [];
    for (let one = 0; one < kept.pieces; one += 1) pieces.push(await kept.read(one));
    whole = await mark(Buffer.concat(pieces));
    return whole;
  }
  return {
    mime,
    name: row.kind === "picture" ? null : nameOfFile(seal, row),
    next: needsMark ? nextMarked : async () => (at < kept.pieces ? kept.read(at++) : null),
    isStill: () => !ids.some((id) => tombstones.has(id)) && !(mark && isCurtainDown(row.eventId)),
    onDoubt(doubt) {
      const ends = [
        signals.hear("standing.changed", ({ eventId, personId }) => {
          if ((eventId === null || eventId === row.eventId) && ids.includes(personId)) doubt();
        }),
        signals.hear("session.ended", ({ sessionId }) => ids.includes(sessionId) && doubt()),
        signals.hear("phase.changed", ({ eventId }) => eventId === row.eventId && doubt()),
        signals.hear("curtain.changed", ({ eventId }) => eventId === row.eventId && doubt()),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    close: kept.close,
  };
}
