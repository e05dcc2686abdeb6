import path from "node:path";
import sharp from "sharp";
import { levelAt, linePlaces, lineTurn, reliefOf, tilePixels, tilesAcross, veilLevels } from "#contracts/mark-drawing.ts";
import { root } from "#server/infra/embedded/root.ts";

export const width = 1280;
export const height = 720;

/** A frame of three bytes a pixel. */
export type Frame = Buffer;
export const opened = (frame: Frame) => sharp(frame, { raw: { width, height, channels: 3 } });

const drawing = (name: string) => path.join(root, "tests/demo/pictures", name);
const filled = (picture: ReturnType<typeof sharp>) => picture.resize(width, height, { fit: "cover" }).flatten({ background: "#11151b" }).removeAlpha().toColourspace("srgb").raw().toBuffer();

/** Numbers between -1 and 1 that look random and are the same each time. */
function thrown(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** The grain of a camera, which drawn pictures lack. */
function grained(frame: Frame, levels: number, seed: number): Frame {
  const next = thrown(seed);
  return Buffer.from(frame.map((value) => Math.max(0, Math.min(255, Math.round(value + levels * (next() + next()))))));
}

/** Four stills as they come in an evening: a dark stage, a product on white, a face, and a picture in motion. */
export async function stills(): Promise<Record<"dark" | "white" | "face" | "moving", Frame>> {
  const piece = await sharp(drawing("watch.svg")).resize(560, 560).png().toBuffer();
  const row = Array.from({ length: 25 }, () => 1);
  const still = opened(await filled(sharp(drawing("stage-revealed.svg"))));
  return {
    dark: grained(await filled(sharp(drawing("stage-veiled.svg"))), 2, 1),
    white: await filled(sharp({ create: { width, height, channels: 3, background: "#fff" } }).composite([{ input: piece }]).png()),
    face: grained(await filled(sharp(drawing("portrait-theo.svg"))), 3, 3),
    moving: grained(await still.convolve({ width: 25, height: 3, kernel: [...row.map(() => 0), ...row, ...row.map(() => 0)] }).raw().toBuffer(), 3, 4),
  };
}

/** The line as a page draws it, for any number of frames. */
export async function lineOver(line: string): Promise<Buffer> {
  const copies = linePlaces(width, height, line.length * 6.7, 13, 1).map(({ x, y }) => `<text transform="translate(${x} ${y}) rotate(${lineTurn})">${line}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-weight="500" font-size="13" fill="#fff" fill-opacity="0.13">${copies.join("")}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** Where each pixel lies between the tile's, once for all frames. */
const between = (size: number) =>
  Array.from({ length: size }, (_, pixel) => {
    const at = ((pixel + 0.5) * tilePixels * tilesAcross) / width - 0.5;
    const first = Math.floor(at);
    return { one: ((first % tilePixels) + tilePixels) % tilePixels, other: (first + 1 + tilePixels) % tilePixels, share: at - first };
  });
const columns = between(width);
const rows = between(height);

/** A frame with a pattern over it as a browser lays it: over the picture, in eight bits, almost transparent. */
export function laidOver(frame: Frame, cells: Int8Array): Frame {
  const relief = reliefOf(cells);
  const out = Buffer.alloc(frame.length);
  for (let y = 0; y < height; y += 1) {
    const row = rows[y];
    if (!row) continue;
    const [top, bottom] = [row.one * tilePixels, row.other * tilePixels];
    for (let x = 0; x < width; x += 1) {
      const column = columns[x];
      if (!column) continue;
      const { one, other, share } = column;
      const above = (relief[top + one] ?? 0) * (1 - share) + (relief[top + other] ?? 0) * share;
      const below = (relief[bottom + one] ?? 0) * (1 - share) + (relief[bottom + other] ?? 0) * share;
      const level = levelAt(above * (1 - row.share) + below * row.share, Math.random());
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) out[at + c] = Math.round(((frame[at + c] ?? 0) * (255 - veilLevels)) / 255) + level;
    }
  }
  return out;
}

/** How like two frames are: the peak signal to noise ratio in decibels, and the mean structural similarity of their light. */
export function likeness(one: Frame, other: Frame): { psnr: number; ssim: number } {
  const light = (frame: Frame, i: number) => 0.299 * (frame[i * 3] ?? 0) + 0.587 * (frame[i * 3 + 1] ?? 0) + 0.114 * (frame[i * 3 + 2] ?? 0);
  let error = 0;
  for (let i = 0; i < one.length; i += 1) error += ((one[i] ?? 0) - (other[i] ?? 0)) ** 2;
  const [c1, c2, window] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2, 8];
  let sum = 0;
  let windows = 0;
  for (let top = 0; top + window <= height; top += window)
    for (let left = 0; left + window <= width; left += window) {
      let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let y = top; y < top + window; y += 1)
        for (let x = left; x < left + window; x += 1) {
          const [p, q] = [light(one, y * width + x), light(other, y * width + x)];
          a += p;
          b += q;
          aa += p * p;
          bb += q * q;
          ab += p * q;
        }
      const n = window * window;
      const [ma, mb] = [a / n, b / n];
      const [va, vb, cov] = [aa / n - ma * ma, bb / n - mb * mb, ab / n - ma * mb];
      sum += ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
      windows += 1;
    }
  return { psnr: 10 * Math.log10(255 ** 2 / (error / one.length)), ssim: sum / windows };
}
