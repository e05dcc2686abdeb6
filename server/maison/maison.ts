import { createHash } from "node:crypto";
import type { Colours, Lacking, MaisonDress, OwnFace, Palette, WornFace } from "#contracts/maison.ts";
import { Colours as ColoursKept, WornFace as FaceKept } from "#contracts/maison.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Maison as Row } from "#prisma/generated/client.ts";
import type { HousePass } from "#server/access/pass.ts";
import { newId } from "#server/infra/ids.ts";
import { remember } from "#server/infra/remember.ts";
import { paletteOf, sayTo } from "#server/maison/colours.ts";
import { lackingOf } from "#server/maison/coverage.ts";
import type { Font, FontFault } from "#server/maison/font.ts";
import { readFont } from "#server/maison/font.ts";
import type { MarkPicture } from "#server/maison/picture.ts";
import { drawMark, shapeOfName } from "#server/maison/picture.ts";
import type { WordmarkFault } from "#server/maison/wordmark.ts";
import { readWordmark } from "#server/maison/wordmark.ts";
import type { Room } from "#server/room.ts";

export type { MarkPicture } from "#server/maison/picture.ts";

export type TheMaison = ReturnType<typeof openMaison>;

export interface Maison {
  name: string;
  /** The text of the wordmark's SVG; null where the name is set in the display face. */
  wordmark: string | null;
  /** The accents as the maison set them; null where it left them to the house. */
  accent: string | null;
  accentNight: string | null;
  displayFace: WornFace | null;
  /** The maison's own display font; null unless it is worn. */
  ownFace: OwnFace | null;
  /** What the accents become on the pages; null where the house's own colours stand. */
  palette: Palette | null;
}

/** A font of the maison's own, and what is to be said of it. */
export interface FontSaid {
  face: OwnFace;
  lacking: Lacking;
}

export type DressFault = `wordmark.${WordmarkFault}` | "accent.tooFaint" | "accentNight.tooFaint";

const unnamed = "Sipario";
const bare = { wordmark: null, accent: null, accentNight: null, displayFace: null, ownFace: null, palette: null };

const faceOf = ({ font: { weights, hasFigures, before }, path }: FontKept): OwnFace => ({ path, weights, hasFigures, before });

/** A row's colours and face; what is no colour or no face of this house's any more counts as left to it. */
function dressOf(row: Omit<Row, "setName">, own: OwnFace | null): Omit<Maison, "name"> {
  const colours = ColoursKept.safeParse({ accent: row.accent ?? undefined, accentNight: row.accentNight ?? undefined }).data ?? {};
  const { accent = null, accentNight = null } = colours;
  const face = FaceKept.safeParse(row.displayFace).data ?? null;
  const isOwn = face === "own";
  return { wordmark: row.wordmark, accent, accentNight, displayFace: isOwn && !own ? null : face, ownFace: isOwn ? own : null, palette: paletteOf(colours) };
}

interface FontKept {
  font: Font;
  path: string;
}

/** The one maison of this house: opened once, for it remembers how it looks, which every page and letter asks. */
export function openMaison({ db, sealed, secrets, audit }: Pick<Room, "db" | "sealed" | "secrets" | "audit">) {
  const known = { dress: remember(readDress), font: remember(readFontKept), picture: remember(drawPicture) };
  const changed = () => {
    for (const one of Object.values(known)) one.forget();
  };

  async function readDress(): Promise<Maison> {
    const row = await db.maison.findFirst({ omit: { setName: true } });
    if (!row) return { name: unnamed, ...bare };
    const own = row.displayFace === "own" ? await known.font.ask() : null;
    return { name: sealed.house.open(`Maison.name:${row.id}`, row.name) || unnamed, ...dressOf(row, own && faceOf(own)) };
  }
  async function readFontKept(): Promise<FontKept | null> {
    const kept = await db.maisonFont.findFirst({ orderBy: { createdAt: "desc" } });
    const read = kept && readFont(kept.bytes);
    return read?.ok ? { font: read.value, path: pathOf(read.value.bytes) } : null;
  }
  async function drawPicture(): Promise<MarkPicture | null> {
    const row = await db.maison.findFirst({ select: { wordmark: true, setName: true } });
    return row && drawMark(row);
  }
  // Keyed: whoever has a font at hand cannot ask whether this house wears it.
  const pathOf = (bytes: Uint8Array): string => `/dress/${secrets.mac("font", createHash("sha256").update(bytes).digest("base64url"))}.woff2`;

  async function keep(pass: HousePass<"settings.edit">, act: string, name: string, dress: Partial<Pick<Row, "wordmark" | "accent" | "accentNight" | "displayFace" | "setName">>): Promise<void> {
    await db.$transaction(async (tx) => {
      const id = (await tx.maison.findFirst({ select: { id: true } }))?.id ?? newId("maison");
      const named = sealed.house.seal(`Maison.name:${id}`, name);
      await tx.maison.upsert({ where: { id }, create: { id, name: named, ...dress }, update: { name: named, ...dress } });
      await audit.recordHouse(tx, pass, act);
    });
    changed();
  }

  return {
    /** The maison as everybody may see it. */
    read: () => known.dress.ask(),
    /** Makes sure that there is a row for the maison, named or not: the generation of the database stands in it (C12). */
    async begin(): Promise<void> {
      const id = newId("maison");
      await db.$executeRaw`
        INSERT INTO "Maison" (id, name) SELECT ${id}, ${sealed.house.seal(`Maison.name:${id}`, "")} WHERE NOT EXISTS (SELECT 1 FROM "Maison")`;
    },
    /** Names the maison; a wordmark is kept as it is given, for the house's own hands. */
    rename: (pass: HousePass<"settings.edit">, { name, wordmark }: Pick<Maison, "name" | "wordmark">) => keep(pass, "maison.renamed", name, { wordmark, setName: null }),

    /** What the house says to colours, and what they would become with each that fails replaced by its nearest. */
    tryOn(_pass: HousePass<"settings.edit">, { accent, accentNight }: Colours) {
      const said = { accent: accent ? sayTo(accent, "paper") : null, accentNight: accentNight ? sayTo(accentNight, "night") : null };
      return { ...said, palette: paletteOf({ accent: said.accent?.nearest, accentNight: said.accentNight?.nearest }) };
    },
    /** Names and dresses the maison anew, whole; the reason is the first thing that cannot be worn, and then nothing is kept. */
    async dress(pass: HousePass<"settings.edit">, { name, wordmark, accent, accentNight, displayFace, setName }: MaisonDress): Promise<Outcome<null, DressFault>> {
      const drawn = wordmark ? readWordmark(wordmark) : done(null);
      if (!drawn.ok) return failed(`wordmark.${drawn.reason}`);
      if (accent && !sayTo(accent, "paper").isTaken) return failed("accent.tooFaint");
      if (accentNight && !sayTo(accentNight, "night").isTaken) return failed("accentNight.tooFaint");
      const shape = setName && displayFace && !drawn.value ? await shapeOfName(setName) : null;
      await keep(pass, "maison.dressed", name, { wordmark: drawn.value, accent: accent ?? null, accentNight: accentNight ?? null, displayFace: displayFace ?? null, setName: shape && new Uint8Array(shape) });
      return done(null);
    },

    /** The wordmark for a letter, drawn or as a browser set it; null where the name stands as text. */
    picture: () => known.picture.ask(),

    /** What is to be said of a font before it is kept: what pages would need of it, and which signs it lacks. Nothing is kept. */
    async tryFont(_pass: HousePass<"settings.edit">, bytes: Uint8Array, titles: readonly string[]): Promise<Outcome<FontSaid, FontFault>> {
      const read = readFont(bytes);
      if (!read.ok) return read;
      return done({ face: faceOf({ font: read.value, path: pathOf(read.value.bytes) }), lacking: lackingOf(read.value, (await this.read()).name, titles) });
    },
    /** The font that is kept, worn or not, and which signs it lacks; null when none is. */
    async font(_pass: HousePass<"settings.edit">, titles: readonly string[]): Promise<FontSaid | null> {
      const kept = await known.font.ask();
      return kept && { face: faceOf(kept), lacking: lackingOf(kept.font, (await this.read()).name, titles) };
    },
    /** Keeps a font in place of the one before, and wears it. `licence`: nobody said that the maison may use it. */
    async keepFont(pass: HousePass<"settings.edit">, { bytes, isLicensed, setName }: { bytes: Uint8Array; isLicensed: boolean; setName?: string }): Promise<Outcome<null, FontFault | "licence">> {
      if (!isLicensed) return failed("licence");
      const read = readFont(bytes);
      if (!read.ok) return read;
      const shape = setName ? await shapeOfName(setName) : null;
      await db.$transaction(async (tx) => {
        await tx.maisonFont.deleteMany();
        await tx.maisonFont.create({ data: { id: newId("font"), bytes: new Uint8Array(read.value.bytes) } });
        await tx.maison.updateMany({ data: { displayFace: "own", setName: shape && new Uint8Array(shape) } });
        await audit.recordHouse(tx, pass, "maison.fontKept", { bytes: read.value.bytes.length, isLicensed });
      });
      changed();
      return done(null);
    },
    /** Takes the maison's own font off and forgets it; where it was worn the house's face stands again. */
    async takeFontOff(pass: HousePass<"settings.edit">): Promise<void> {
      await db.$transaction(async (tx) => {
        if ((await tx.maisonFont.deleteMany()).count === 0) return;
        await tx.maison.updateMany({ where: { displayFace: "own" }, data: { displayFace: null, setName: null } });
        await audit.recordHouse(tx, pass, "maison.fontTakenOff");
      });
      changed();
    },
    /** The font's bytes at its address, for every page; null at any other. */
    async fontAt(path: string): Promise<Font["bytes"] | null> {
      const kept = await known.font.ask();
      return kept?.path === path ? kept.font.bytes : null;
    },
  };
}
