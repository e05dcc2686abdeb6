import type { FileMime } from "#contracts/product.ts";
import { filesMax } from "#contracts/product.ts";
import type { Pass } from "#server/access/pass.ts";
import { eraseBytes, filesIn, keepBytes } from "#server/files/disk.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

interface NewFile {
  kind: "picture" | "document";
  name: string;
  isVeiled: boolean;
  bytes: Uint8Array;
  mime: FileMime;
}

/**
 * Keeps a file: bytes and row come together or not at all; the bytes first, sealed. A new picture takes the place of the
 * one before. Answers its id; null when the event has as many as it may.
 */
export async function keepFile({ db, clock, sealed, audit, dataDir }: Room, pass: Pass<"product.edit">, { kind, name, isVeiled, bytes, mime }: NewFile): Promise<string | null> {
  const folder = filesIn(dataDir);
  const { eventId } = pass;
  const id = newId("file");
  const seal = sealed.event(eventId);
  await keepBytes(folder, seal, eventId, id, bytes);
  const gone: string[] = [];
  const isKept = await db
    .$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM "Event" WHERE id = ${eventId} FOR UPDATE`; // of two at once, one counts the other
      const others = await tx.eventFile.findMany({ where: { eventId, endedAt: null, kind }, select: { id: true } });
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
