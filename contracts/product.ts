import * as z from "#contracts/zod.ts";

const name = z.string().trim().min(1).max(120);

/** What the piece is called, in each language of the house. */
export const ProductNames = z.object({ en: name, it: name, fr: name, de: name });
export type ProductNames = z.infer<typeof ProductNames>;

/** The studio's form: four names, and a price in the maison's own words, or none. */
export const ProductForm = ProductNames.extend({ price: z.string().trim().max(80).optional() });
export type ProductForm = z.infer<typeof ProductForm>;

/** A picture or a file may weigh this much, in bytes; an event has at most this many files beside the picture. */
export const pictureBytesMax = 12 * 1024 * 1024;
export const fileBytesMax = 25 * 1024 * 1024;
export const filesMax = 2;
export const FileName = z.string().trim().min(1).max(120);

/** What an event's file may be; found out from its first bytes, never from what its sender says. */
export const fileMimes = ["image/jpeg", "image/png", "application/pdf"] as const;
export const FileMime = z.enum(fileMimes);
export type FileMime = z.infer<typeof FileMime>;

export const FileCard = z.object({ id: z.string(), name: z.string(), mime: FileMime });
export type FileCard = z.infer<typeof FileCard>;

/** The piece once it is shown: its names, its price, the id of its picture and its files. */
export const ShownProduct = z.object({
  isVeiled: z.literal(false),
  names: ProductNames,
  price: z.string().nullable(),
  pictureId: z.string().nullable(),
  files: z.array(FileCard),
});
export type ShownProduct = z.infer<typeof ShownProduct>;

/** The piece as somebody may read it: veiled, and then that is all there is to say; null where nothing is shown here. */
export type SeenProduct = { isVeiled: true } | ShownProduct | null;

/** To whom the piece is shown: to press and influencers first, or to everyone. */
export const RevealTo = z.enum(["early", "everyone"]);
export type RevealTo = z.infer<typeof RevealTo>;

/** Since when the piece has been shown, and to whom. */
export const RevealNow = z.object({ earlyAt: z.string().nullable(), at: z.string().nullable() });
export type RevealNow = z.infer<typeof RevealNow>;
