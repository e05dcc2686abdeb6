import path from "node:path";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { FileCard } from "#contracts/product.ts";
import { FileMime, fileBytesMax, filesMax, pictureBytesMax } from "#contracts/product.ts";
import type { Holder, Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { EventFile } from "#prisma/generated/client.ts";
import { eraseBytes, keepBytes, openBytes } from "#server/files/disk.ts";
import { fileNameOf, mimeOf, redraw } from "#server/files/reading.ts";
import { newId } from "#server/infra/ids.ts";
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

/** A file as the studio sees it. */
export interface StudioFile extends FileCard {
  /** Whether the brand veils it until the reveal. */
  isVeiled: boolean;
}

export interface FilesDeps {
  /** Draws the reader's own mark into a still picture. */
  markStill(pass: Pass<"product.see">, bytes: Uint8Array): Promise<Uint8Array>;
  isCurtainDown(eventId: string): boolean;
}

const personOf = (holder: Holder): string[] =>
  holder.kind === "guest" || holder.kind === "speaker" ? [holder.guestId] : holder.kind === "device" ? [holder.deviceId] : holder.kind === "staff" ? [holder.staffId] : [];
const sessionOf = (holder: Holder): string[] => ("sessionId" in holder && holder.sessionId ? [holder.sessionId] : []);

/** What an event has to give away: its picture and its files, sealed under the event's key before they touch the disk. */
export function openFiles(room: Room, { markStill, isCurtainDown }: FilesDeps) {
  const { db, clock, sealed, audit, signals, tombstones } = room;
  const folder = path.join(room.dataDir, "files");
  const living = (eventId: string) => ({ eventId, endedAt: null });
  const documents = (eventId: string) => db.eventFile.findMany({ where: { ...living(eventId), kind: "document" }, orderBy: { createdAt: "asc" } });
  const nameOf = (row: EventFile): string => sealed.event(row.eventId).open(`EventFile.name:${row.id}`, row.name);
  /** At confidential and sealed everything is veiled, whatever was wished. */
  const isVeiledTo = (pass: Pass<"product.see">, row: EventFile): boolean =>
    pass.lens !== "full" && (pass.lens === "nothing" || row.isVeiled || profileOf(pass.event.level).veil === "always");
  const cardOf = (row: EventFile): FileCard => ({ id: row.id, name: nameOf(row), mime: FileMime.parse(row.mime) });

  async function opened(row: EventFile, pass: Pass, mark: ((bytes: Uint8Array) => Promise<Uint8Array>) | null): Promise<OpenFile | null> {
    const kept = await openBytes(folder, sealed.event(row.eventId), row.eventId, row.id);
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
      name: row.kind === "picture" ? null : nameOf(row),
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

  /** Bytes and row come together or not at all; the bytes first, sealed. */
  async function keep(pass: Pass<"product.edit">, kind: "picture" | "document", name: string, isVeiled: boolean, bytes: Uint8Array, mime: FileMime) {
    const { eventId } = pass;
    const id = newId("file");
    const seal = sealed.event(eventId);
    await keepBytes(folder, seal, eventId, id, bytes);
    const gone: string[] = [];
    const isKept = await db
      .$transaction(async (tx) => {
        await tx.$queryRaw`SELECT id FROM "Event" WHERE id = ${eventId} FOR UPDATE`; // of two at once, one counts the other
        const others = await tx.eventFile.findMany({ where: { ...living(eventId), kind }, select: { id: true } });
        if (kind === "document" && others.length >= filesMax) return false;
        await tx.eventFile.create({
          data: { id, eventId, kind, mime, isVeiled, name: seal.seal(`EventFile.name:${id}`, name), createdAt: clock.now() },
        });
        if (kind === "picture") {
          await tx.eventFile.updateMany({ where: { id: { in: others.map((one) => one.id) } }, data: { endedAt: clock.now() } });
          await tx.product.updateMany({ where: { eventId }, data: { pictureId: id, updatedAt: clock.now() } });
          gone.push(...others.map((one) => one.id));
        }
        await audit.record(tx, pass, kind === "picture" ? "product.pictured" : "file.added", { fileId: id, isVeiled });
        return true;
      })
      .catch(async (fault) => {
        await eraseBytes(folder, eventId, id);
        throw fault;
      });
    if (!isKept) await eraseBytes(folder, eventId, id);
    for (const one of gone) await eraseBytes(folder, eventId, one);
    return isKept ? id : null;
  }

  return {
    /** What the pass may have now: nothing that is veiled to it, and nothing at all behind the curtain. */
    async list(pass: Pass<"product.see">): Promise<FileCard[]> {
      if (isCurtainDown(pass.eventId)) return [];
      const rows = await documents(pass.eventId);
      return rows.filter((row) => !isVeiledTo(pass, row)).map(cardOf);
    },

    /** The files as everyone is about to have them, for who shows the piece. */
    shown: async (pass: Pass<"stage.direct">): Promise<FileCard[]> => (await documents(pass.eventId)).map(cardOf),

    /** Opens a file for the pass; null for one that is not there, is veiled to it, or lies behind the curtain: alike. */
    async open(pass: Pass<"product.see">, fileId: string): Promise<OpenFile | null> {
      const row = fileId.length > 60 ? null : await db.eventFile.findFirst({ where: { ...living(pass.eventId), id: fileId } });
      if (!row || isVeiledTo(pass, row) || isCurtainDown(pass.eventId)) return null;
      return opened(row, pass, (bytes) => markStill(pass, bytes));
    },

    /** Opens a file, veiled or not, for who may edit it. At a sealed event that it was read is recorded (C7). */
    async preview(pass: Pass<"product.edit">, fileId: string): Promise<OpenFile | null> {
      const row = fileId.length > 60 ? null : await db.eventFile.findFirst({ where: { ...living(pass.eventId), id: fileId } });
      if (row && pass.event.level === "sealed") await db.$transaction((tx) => audit.record(tx, pass, "content.read", { of: "file", fileId: row.id }));
      return row && opened(row, pass, null);
    },

    /** Every file, for who may edit them. */
    async forEdit(pass: Pass<"product.edit">): Promise<StudioFile[]> {
      const rows = await documents(pass.eventId);
      return rows.map((row) => ({ ...cardOf(row), isVeiled: row.isVeiled }));
    },

    /** Takes the piece's picture, drawn anew; it has no name of its own. The one before goes. */
    async setPicture(pass: Pass<"product.edit">, bytes: Uint8Array): Promise<Outcome<{ fileId: string }, "tooLarge" | "noPicture">> {
      if (bytes.length > pictureBytesMax) return failed("tooLarge");
      const mime = mimeOf(bytes);
      const drawn = mime === "image/jpeg" || mime === "image/png" ? await redraw(bytes, mime) : null;
      if (!drawn || !mime) return failed("noPicture");
      const fileId = await keep(pass, "picture", "", true, drawn, mime);
      return fileId ? done({ fileId }) : failed("noPicture");
    },

    /** Takes a file for the guests: a PDF as it is, a picture drawn anew. */
    async add(
      pass: Pass<"product.edit">,
      { name, isVeiled, bytes }: { name: string; isVeiled: boolean; bytes: Uint8Array },
    ): Promise<Outcome<{ fileId: string }, "tooLarge" | "tooMany" | "fileUnknown">> {
      if (bytes.length > fileBytesMax) return failed("tooLarge");
      const mime = mimeOf(bytes);
      if (!mime) return failed("fileUnknown");
      const clean = mime === "application/pdf" ? bytes : await redraw(bytes, mime);
      if (!clean) return failed("fileUnknown");
      const fileId = await keep(pass, "document", fileNameOf(name, mime), isVeiled, clean, mime);
      return fileId ? done({ fileId }) : failed("tooMany");
    },

    /** Veils a file until the reveal, or shows it before. */
    async veil(pass: Pass<"product.edit">, fileId: string, isVeiled: boolean): Promise<Outcome<null, "gone">> {
      const isDone = await db.$transaction(async (tx) => {
        const { count } = await tx.eventFile.updateMany({ where: { ...living(pass.eventId), id: fileId, kind: "document" }, data: { isVeiled } });
        if (count === 1) await audit.record(tx, pass, isVeiled ? "file.veiled" : "file.unveiled", { fileId });
        return count === 1;
      });
      return isDone ? done(null) : failed("gone");
    },

    /** Takes the picture or a file away, its bytes too. */
    async remove(pass: Pass<"product.edit">, fileId: string): Promise<Outcome<null, "gone">> {
      const { eventId } = pass;
      const isDone = await db.$transaction(async (tx) => {
        const { count } = await tx.eventFile.updateMany({ where: { ...living(eventId), id: fileId }, data: { endedAt: clock.now() } });
        if (count === 0) return false;
        await tx.product.updateMany({ where: { eventId, pictureId: fileId }, data: { pictureId: null, updatedAt: clock.now() } });
        await audit.record(tx, pass, "file.removed", { fileId });
        return true;
      });
      if (!isDone) return failed("gone");
      await eraseBytes(folder, eventId, fileId);
      return done(null);
    },
  };
}
export type Files = ReturnType<typeof openFiles>;
