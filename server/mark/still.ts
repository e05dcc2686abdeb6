import sharp from "sharp";
import { linePlaces, lineTurn, reliefOf, tilePixels, tilesAcross, veilLevels } from "#contracts/mark-drawing.ts";
import type { Plane } from "#server/mark/plane.ts";
import { meansOf, mostPixels } from "#server/mark/plane.ts";

/** A marked picture is no larger than screens show it: it is drawn anew for each who asks. */
const largest = 1600;
const quality = { jpeg: 88, webp: 86 } as const;
/** Where the picture itself is restless the pattern may be stronger by so many levels, and stays as hard to see. */
const moreMost = 4;
const unrestPerLevel = 5;
/** A still is looked at longer than a moving picture: its pattern uses less than the whole of its veil. */
const contrast = 0.8;
/** The picture is judged, for its unrest and its light, at this width. */
const judgedWidth = 320;

/** White at 13 % on what is dark, ink at 10 % on what is light. */
const light = { fill: "#ffffff", opacity: 0.13 } as const;
const ink = { fill: "#1a1712", opacity: 0.1 } as const;

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

interface Judged extends Plane {
  readonly unrest: Float32Array;
}

async function judge(picture: ReturnType<typeof sharp>, width: number, height: number): Promise<Judged> {
  const rows = Math.max(1, Math.round((height * judgedWidth) / width));
  const grey = await picture.flatten({ background: "#fff" }).resize(judgedWidth, rows, { fit: "fill" }).toColourspace("b-w").raw().toBuffer();
  const plane: Plane = { width: judgedWidth, height: rows, at: Float32Array.from(grey) };
  const means = meansOf(plane, 2);
  const unrest = meansOf({ ...plane, at: plane.at.map((value, i) => Math.abs(value - (means[i] ?? 0))) }, 4);
  return { ...plane, unrest };
}

/** The pattern as a grey picture with its transparency: even places get the least, restless ones more. */
async function patternOver(cells: Int8Array, width: number, height: number, { unrest, ...judged }: Judged): Promise<Buffer> {
  const tilesDown = Math.ceil((height * tilesAcross) / width);
  const tile = Buffer.from(reliefOf(cells).map((value) => Math.round(127.5 + 127.5 * contrast * value)));
  const oneTile = { raw: { width: tilePixels, height: tilePixels, channels: 1 } } as const;
  const laid = { width: tilePixels * tilesAcross, height: tilePixels * tilesDown };
  const rows = Buffer.alloc(laid.width * laid.height);
  for (let y = 0; y < laid.height; y += 1)
    for (let column = 0; column < tilesAcross; column += 1)
      tile.copy(rows, y * laid.width + column * oneTile.raw.width, (y % tilePixels) * tilePixels, ((y % tilePixels) + 1) * tilePixels);
  const stretchedHeight = Math.round((tilesDown * width) / tilesAcross);
  const grey = await sharp(rows, { raw: { ...laid, channels: 1 } })
    .resize(width, stretchedHeight, { fit: "fill", kernel: "cubic" })
    .extract({ left: 0, top: 0, width, height: Math.min(height, stretchedHeight) })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  const veil = Buffer.from(unrest.map((value) => veilLevels + Math.min(moreMost, value / unrestPerLevel)));
  const alpha = await sharp(veil, { raw: { width: judged.width, height: judged.height, channels: 1 } })
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  const both = Buffer.allocUnsafe(width * height * 2);
  for (let i = 0; i < width * height; i += 1) {
    both[i * 2] = grey[i] ?? 128;
    both[i * 2 + 1] = alpha[i] ?? 0;
  }
  return both;
}

/** The legible line, many times over, each copy in the tone that the picture beneath it asks for. */
function lineOver(line: string, width: number, height: number, shift: number, { at, ...judged }: Judged): Buffer {
  const size = Math.max(13, Math.round(width * 0.0135));
  const texts = linePlaces(width, height, line.length * size * 0.52, size, shift).map(({ x, y }) => {
    const column = Math.min(judged.width - 1, Math.max(0, Math.round(((x + size * 3) / width) * judged.width)));
    const row = Math.min(judged.height - 1, Math.max(0, Math.round((y / height) * judged.height)));
    const tone = (at[row * judged.width + column] ?? 0) > 140 ? ink : light;
    return `<text transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${lineTurn})" fill="${tone.fill}" fill-opacity="${tone.opacity}">${escaped(line)}</text>`;
  });
  const style = `font-family="Hanken Grotesk, Helvetica, Arial, sans-serif" font-weight="500" font-size="${size}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${style}>${texts.join("")}</svg>`);
}

/**
 * A picture with both marks drawn into it, in the format it came in, at most 1,600 pixels wide or high and without what a
 * camera wrote into it. Throws for bytes that are no picture.
 */
export async function markStill(bytes: Uint8Array, cells: Int8Array, line: string, shift: number): Promise<Buffer> {
  const reading = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" });
  const { format } = await reading.metadata();
  const { data: picture, info } = await reading
    .rotate()
    .resize({ width: largest, height: largest, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const raw = { raw: { width, height, channels } } as const;
  const judged = await judge(sharp(picture, raw), width, height);
  const pattern = await patternOver(cells, width, height, judged);
  const drawn = sharp(picture, raw).composite([
    { input: pattern, raw: { width, height, channels: 2 } },
    { input: lineOver(line, width, height, shift, judged) },
  ]);
  if (format === "png") return drawn.png().toBuffer();
  if (format === "webp") return drawn.webp({ quality: quality.webp }).toBuffer();
  return drawn.jpeg({ quality: quality.jpeg, chromaSubsampling: "4:4:4" }).toBuffer();
}
