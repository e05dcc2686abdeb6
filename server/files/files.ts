import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { FileCard } from "#contracts/product.ts";
import { FileMime, fileBytesMax, pictureBytesMax } from "#contracts/product.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { EventFile } from "#prisma/generated/client.ts";
import { eraseBytes, filesIn } from "#server/files/disk.ts";
import { keepFile } from "#server/files/keep-file.ts";
import type { OpenFile } from "#server/files/open-file.ts";
import { nameOfFile, openFile } from "#server/files/open-file.ts";
import { fileNameOf, mimeOf, redraw } from "#server/files/reading.ts";
import type { Room } from "#server/room.ts";

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

/** What an event has to give away: its picture and its files, sealed under the event's key before they touch the disk. */
export function openFiles(room: Room, { markStill, isCurtainDown }: FilesDeps) {
  const { db, clock, sealed, audit } = room;
  const living = (eventId: string) => ({ eventId, endedAt: null });
  const documents = (eventId: string) => db.eventFile.findMany({ where: { ...living(eventId), kind: "document" }, orderBy: { createdAt: "asc" } });
  /** At confidential and sealed everything is veiled, whatever was wished. */
  const isVeiledTo = (pass: Pass<"product.see">, row: EventFile): boolean =>
    pass.lens !== "full" && (pass.lens === "nothing" || row.isVeiled || profileOf(pass.event.level).veil === "always");
  const cardOf = (row: EventFile): FileCard => ({ id: row.id, name: nameOfFile(sealed.event(row.eventId), row), mime: FileMime.parse(row.mime) });

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
      return openFile(room, row, pass, { mark: (bytes) => markStill(pass, bytes), isCurtainDown });
    },

    /** Opens a file, veiled or not, for who may edit it. At a sealed event that it was read is recorded (C7). */
    async preview(pass: Pass<"product.edit">, fileId: string): Promise<OpenFile | null> {
      const row = fileId.length > 60 ? null : await db.eventFile.findFirst({ where: { ...living(pass.eventId), id: fileId } });
      if (row && pass.event.level === "sealed") await db.$transaction((tx) => audit.record(tx, pass, "content.read", { of: "file", fileId: row.id }));
      return row && openFile(room, row, pass, { mark: null, isCurtainDown });
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
      const fileId = await keepFile(room, pass, { kind: "picture", name: "", isVeiled: true, bytes: drawn, mime });
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
      const fileId = await keepFile(room, pass, { kind: "document", name: fileNameOf(name, mime), isVeiled, bytes: clean, mime });
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
      await eraseBytes(filesIn(room.dataDir), eventId, fileId);
      return done(null);
    },
  };
}
export type Files = ReturnType<typeof openFiles>;
