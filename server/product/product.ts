import type { Outcome } from "#contracts/outcome.ts";
import { done } from "#contracts/outcome.ts";
import type { ProductForm, ProductNames, SeenProduct, ShownProduct } from "#contracts/product.ts";
import { ProductNames as Names } from "#contracts/product.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Files, StudioFile } from "#server/files/files.ts";
import type { Room } from "#server/room.ts";

/** The piece as the studio edits it, unveiled. */
export interface StudioProduct {
  names: ProductNames | null;
  price: string | null;
  pictureId: string | null;
  files: StudioFile[];
}

export interface ProductDeps {
  files: Files;
  isCurtainDown(eventId: string): boolean;
}

/** The piece of an event: one, with names in each language, a price, a picture and files. */
export function openProduct({ db, clock, sealed, audit }: Room, { files, isCurtainDown }: ProductDeps) {
  async function rowOf(eventId: string) {
    const row = await db.product.findUnique({ where: { eventId } });
    if (!row) return null;
    const seal = sealed.event(eventId);
    return {
      names: Names.parse(JSON.parse(seal.open(`Product.names:${eventId}`, row.names))),
      price: row.price && seal.open(`Product.price:${eventId}`, row.price),
      pictureId: row.pictureId,
    };
  }

  return {
    /** The piece through the pass's lens. Veiled, or behind the curtain, it is that and nothing else; null when the event has none. */
    async read(pass: Pass<"product.see">): Promise<SeenProduct> {
      if (pass.lens !== "full" || isCurtainDown(pass.eventId)) return { isVeiled: true };
      const row = await rowOf(pass.eventId);
      return row && { isVeiled: false, ...row, files: await files.list(pass) };
    },

    /** The piece as everyone is about to see it, for who shows it; null when the event has none. */
    async shown(pass: Pass<"stage.direct">): Promise<ShownProduct | null> {
      const row = await rowOf(pass.eventId);
      return row && { isVeiled: false, ...row, files: await files.shown(pass) };
    },

    /** The piece unveiled, for who may edit it. At a sealed event that it was read is recorded (C7). */
    async forEdit(pass: Pass<"product.edit">): Promise<StudioProduct> {
      if (pass.event.level === "sealed") await db.$transaction((tx) => audit.record(tx, pass, "content.read", { of: "product" }));
      const row = await rowOf(pass.eventId);
      return { ...(row ?? { names: null, price: null, pictureId: null }), files: await files.forEdit(pass) };
    },

    /** Writes the piece's names and price, sealed. */
    async edit(pass: Pass<"product.edit">, { price, ...names }: ProductForm): Promise<Outcome<null, never>> {
      const { eventId } = pass;
      const seal = sealed.event(eventId);
      const data = {
        names: seal.seal(`Product.names:${eventId}`, JSON.stringify(names)),
        price: price ? seal.seal(`Product.price:${eventId}`, price) : null,
        updatedAt: clock.now(),
      };
      await db.$transaction(async (tx) => {
        const picture = await tx.eventFile.findFirst({ where: { eventId, kind: "picture", endedAt: null }, select: { id: true } });
        await tx.product.upsert({ where: { eventId }, create: { eventId, ...data, pictureId: picture?.id ?? null }, update: data });
        await audit.record(tx, pass, "product.edited", {});
      });
      return done(null);
    },
  };
}
