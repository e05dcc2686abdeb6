import path from "node:path";
import sharp from "sharp";
import { pieces } from "#prisma/cast.ts";
import type { Seedable } from "#prisma/seed.ts";
import { must } from "#prisma/seed.ts";
import { root } from "#server/infra/embedded/root.ts";
import { agreementFor } from "#tests/demo/agreement.ts";

const why = "the demo lays its piece under the cloth";
/** Each piece in a metal and a night of its own; both are the design's watch. */
const looks = {
  confidential: { ground: "#10161d", hue: 0, saturation: 1, brightness: 1 },
  sealed: { ground: "#1a1512", hue: 172, saturation: 0.8, brightness: 1.05 },
} as const satisfies Record<keyof typeof pieces, object>;

/** The still picture of a piece: JPEG, portrait. */
async function photograph(key: keyof typeof pieces): Promise<Buffer> {
  const { ground, ...modulation } = looks[key];
  const watch = await sharp(path.join(root, "tests/demo/pictures/watch.svg"), { density: 110 }).resize(1000, 1000).modulate(modulation).png().toBuffer();
  return sharp({ create: { width: 1080, height: 1350, channels: 3, background: ground } })
    .composite([{ input: watch, left: 40, top: 175 }])
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** What a confidential or sealed evening needs before it is announced: the piece with its picture, and the text to sign. */
export async function layPiece({ house, steward }: Seedable, eventId: string, key: keyof typeof pieces, codeName: string): Promise<void> {
  const drawing = photograph(key);
  must(await house.agreements.save(await steward.pass(eventId, "agreement.edit", why), agreementFor(codeName)));
  const edit = await steward.pass(eventId, "product.edit", why);
  must(await house.product.edit(edit, pieces[key]));
  must(await house.files.setPicture(edit, await drawing));
}
