import sharp from "sharp";
import type { FileMime } from "#contracts/product.ts";

/** A picture is at most this wide or high, in pixels; more is drawn smaller. */
const sideMax = 2400;
/** No bomb: a picture of more pixels is refused before it is unpacked. */
const pixelsMax = 80_000_000;

const begins = (bytes: Uint8Array, signs: readonly number[]): boolean => signs.every((sign, at) => bytes[at] === sign);

/** What some bytes are, by how they begin; null for whatever the house does not take. */
export function mimeOf(bytes: Uint8Array): FileMime | null {
  if (begins(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  return begins(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) ? "application/pdf" : null;
}

/**
 * A picture drawn anew, as JPEG or PNG: upright, and without anything its camera or its maker wrote beside it (place,
 * time, names, thumbnails, profiles). Null for what is no picture.
 */
export async function redraw(bytes: Uint8Array, mime: Exclude<FileMime, "application/pdf">): Promise<Buffer | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: pixelsMax, failOn: "error" })
      .autoOrient()
      .resize({ width: sideMax, height: sideMax, fit: "inside", withoutEnlargement: true });
    return await (mime === "image/png" ? picture.png() : picture.jpeg({ quality: 88, mozjpeg: true })).toBuffer();
  } catch {
    return null;
  }
}

const endings = { "image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf" } as const satisfies Record<FileMime, string>;

/** A file's name as it is given along: without signs that mean something to a disk, and with the ending its bytes have. */
export function fileNameOf(name: string, mime: FileMime): string {
  const plain = name
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, " ")
    .replace(/\.(jpe?g|png|pdf)\s*$/i, "")
    .trim();
  return `${plain || "file"}.${endings[mime]}`;
}
