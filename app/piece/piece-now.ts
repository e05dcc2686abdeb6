import type { AppLoadContext } from "@remix-run/node";
import type { FileCard, SeenProduct } from "#contracts/product.ts";

/** The piece as somebody may read it, and the files that are theirs. */
export interface PieceNow {
  lens: "full" | "veiled" | "nothing";
  product: SeenProduct;
  files: readonly FileCard[];
}

/** The piece through the lens of whoever has a place at the event, and the files that are theirs now. */
export async function pieceNow(context: AppLoadContext, eventId: string | undefined): Promise<PieceNow> {
  const pass = await context.admit(eventId, "product.see");
  const product = await context.house.product.read(pass);
  const files = product?.isVeiled === false ? product.files : await context.house.files.list(pass);
  return { lens: pass.lens, product, files };
}
