import type { HousePass } from "#server/access/pass.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

export interface Maison {
  name: string;
  /** The text of the wordmark's SVG; null where the name is set in the display face. */
  wordmark: string | null;
}

const unnamed = "Sipario";

/** The one maison of this house. */
export function openMaison({ db, sealed, audit }: Room) {
  let known: Maison | null = null;
  return {
    /** The maison as everybody may see it. */
    async read(): Promise<Maison> {
      if (known) return known;
      const row = await db.maison.findFirst();
      if (!row) return { name: unnamed, wordmark: null };
      known = { name: sealed.house.open(`Maison.name:${row.id}`, row.name) || unnamed, wordmark: row.wordmark };
      return known;
    },
    /** Makes sure that there is a row for the maison, named or not: the generation of the database stands in it (C12). */
    async begin(): Promise<void> {
      const id = newId("maison");
      await db.$executeRaw`
        INSERT INTO "Maison" (id, name) SELECT ${id}, ${sealed.house.seal(`Maison.name:${id}`, "")} WHERE NOT EXISTS (SELECT 1 FROM "Maison")`;
    },
    /** Names the maison. */
    async rename(pass: HousePass<"settings.edit">, maison: Maison): Promise<void> {
      await db.$transaction(async (tx) => {
        const id = (await tx.maison.findFirst({ select: { id: true } }))?.id ?? newId("maison");
        const name = sealed.house.seal(`Maison.name:${id}`, maison.name);
        await tx.maison.upsert({ where: { id }, create: { id, name, wordmark: maison.wordmark }, update: { name, wordmark: maison.wordmark } });
        await audit.recordHouse(tx, pass, "maison.renamed");
      });
      known = null;
    },
  };
}
