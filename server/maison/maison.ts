import type { Colours, DisplayFace, MaisonDress, Palette } from "#contracts/maison.ts";
import { Colours as ColoursKept, DisplayFace as FaceKept } from "#contracts/maison.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Maison as Row } from "#prisma/generated/client.ts";
import type { HousePass } from "#server/access/pass.ts";
import { newId } from "#server/infra/ids.ts";
import { paletteOf, sayTo } from "#server/maison/colours.ts";
import type { WordmarkFault } from "#server/maison/wordmark.ts";
import { readWordmark } from "#server/maison/wordmark.ts";
import type { Room } from "#server/room.ts";

export interface Maison {
  name: string;
  /** The text of the wordmark's SVG; null where the name is set in the display face. */
  wordmark: string | null;
  /** The accents as the maison set them; null where it left them to the house. */
  accent: string | null;
  accentNight: string | null;
  displayFace: DisplayFace | null;
  /** What the accents become on the pages; null where the house's own colours stand. */
  palette: Palette | null;
}

export type DressFault = `wordmark.${WordmarkFault}` | "accent.tooFaint" | "accentNight.tooFaint";

const unnamed = "Sipario";
const bare = { wordmark: null, accent: null, accentNight: null, displayFace: null, palette: null };

/** A row's colours and face; what is no colour or no face of this house's any more counts as left to it. */
function dressOf(row: Row): Omit<Maison, "name"> {
  const colours = ColoursKept.safeParse({ accent: row.accent ?? undefined, accentNight: row.accentNight ?? undefined }).data ?? {};
  const { accent = null, accentNight = null } = colours;
  return { wordmark: row.wordmark, accent, accentNight, displayFace: FaceKept.safeParse(row.displayFace).data ?? null, palette: paletteOf(colours) };
}

/** The one maison of this house. */
export function openMaison({ db, sealed, audit }: Room) {
  let known: Maison | null = null;

  async function keep(pass: HousePass<"settings.edit">, act: string, name: string, dress: Partial<Pick<Row, "wordmark" | "accent" | "accentNight" | "displayFace">>): Promise<void> {
    await db.$transaction(async (tx) => {
      const id = (await tx.maison.findFirst({ select: { id: true } }))?.id ?? newId("maison");
      const named = sealed.house.seal(`Maison.name:${id}`, name);
      await tx.maison.upsert({ where: { id }, create: { id, name: named, ...dress }, update: { name: named, ...dress } });
      await audit.recordHouse(tx, pass, act);
    });
    known = null;
  }

  return {
    /** The maison as everybody may see it. */
    async read(): Promise<Maison> {
      if (known) return known;
      const row = await db.maison.findFirst();
      if (!row) return { name: unnamed, ...bare };
      known = { name: sealed.house.open(`Maison.name:${row.id}`, row.name) || unnamed, ...dressOf(row) };
      return known;
    },
    /** Makes sure that there is a row for the maison, named or not: the generation of the database stands in it (C12). */
    async begin(): Promise<void> {
      const id = newId("maison");
      await db.$executeRaw`
        INSERT INTO "Maison" (id, name) SELECT ${id}, ${sealed.house.seal(`Maison.name:${id}`, "")} WHERE NOT EXISTS (SELECT 1 FROM "Maison")`;
    },
    /** Names the maison; a wordmark is kept as it is given, for the house's own hands. */
    rename: (pass: HousePass<"settings.edit">, { name, wordmark }: Pick<Maison, "name" | "wordmark">) => keep(pass, "maison.renamed", name, { wordmark }),

    /** What the house says to colours, and what they would become with each that fails replaced by its nearest. */
    tryOn(_pass: HousePass<"settings.edit">, { accent, accentNight }: Colours) {
      const said = { accent: accent ? sayTo(accent, "paper") : null, accentNight: accentNight ? sayTo(accentNight, "night") : null };
      return { ...said, palette: paletteOf({ accent: said.accent?.nearest, accentNight: said.accentNight?.nearest }) };
    },
    /** Names and dresses the maison anew, whole; the reason is the first thing that cannot be worn, and then nothing is kept. */
    async dress(pass: HousePass<"settings.edit">, { name, wordmark, accent, accentNight, displayFace }: MaisonDress): Promise<Outcome<null, DressFault>> {
      const drawn = wordmark ? readWordmark(wordmark) : done(null);
      if (!drawn.ok) return failed(`wordmark.${drawn.reason}`);
      if (accent && !sayTo(accent, "paper").isTaken) return failed("accent.tooFaint");
      if (accentNight && !sayTo(accentNight, "night").isTaken) return failed("accentNight.tooFaint");
      await keep(pass, "maison.dressed", name, { wordmark: drawn.value, accent: accent ?? null, accentNight: accentNight ?? null, displayFace: displayFace ?? null });
      return done(null);
    },
  };
}
