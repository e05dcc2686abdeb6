import path from "node:path";
import sharp from "sharp";
import { root } from "#server/infra/embedded/root.ts";

/** One still, larger than the frame so that it can be panned; planes of I420. */
interface Canvas {
  luma: Uint8Array;
  /** U, then V, each a quarter of the luma. */
  chroma: Uint8Array;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The I420 frame at a time in seconds; the same buffer each time. */
  frameAt(seconds: number): Uint8Array;
}

export interface PictureWish {
  /** File names under tests/demo/pictures: the second, where there is one, takes the first one's place now and then. */
  stills: readonly [string, string?];
  width: number;
  height: number;
  /** How far the camera wanders, as a part of the frame. */
  wander?: number;
  /** Seconds for which a still stays, when there are two. */
  staysSeconds?: number;
  /** Whether the second still may be seen: from then on it takes the first one's place for good. Without this the two take turns. */
  isShown?(): boolean;
}

const black = 16;
const white = 235;
const crossSeconds = 6;
const even = (value: number): number => Math.round(value / 2) * 2;

async function readCanvas(still: string, width: number, height: number): Promise<Canvas> {
  const file = path.join(root, "tests/demo/pictures", still);
  const { data } = await sharp(file, { density: 96 }).resize(width, height, { fit: "cover" }).flatten({ background: "#11151b" }).raw().toBuffer({ resolveWithObject: true });
  const luma = new Uint8Array(width * height);
  const half = width / 2;
  const quarter = half * (height / 2);
  const chroma = new Uint8Array(quarter * 2);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      luma[y * width + x] = (66 * r + 129 * g + 25 * b + 4224) >> 8;
      if ((x | y) & 1) continue;
      const to = (y / 2) * half + x / 2;
      chroma[to] = (-38 * r - 74 * g + 112 * b + 32896) >> 8;
      chroma[quarter + to] = (112 * r - 94 * g - 18 * b + 32896) >> 8;
    }
  return { luma, chroma };
}

/** A still that lives: the camera wanders over it slowly and a soft light passes; two stills cross into each other. */
export async function openPicture({ stills, width, height, wander = 0.1, staysSeconds = 75, isShown }: PictureWish): Promise<Picture> {
  const [wide, high] = [even(width * (1 + wander)), even(height * (1 + wander))];
  const [first, second] = stills;
  const one = await readCanvas(first, wide, high);
  const other = second ? await readCanvas(second, wide, high) : null;
  const frame = new Uint8Array((width * height * 3) / 2);
  const light = new Uint16Array(width);
  const size = width * height;
  let shownAt: number | null = null;

  /** How much of the second still is seen, of 256. */
  function crossAt(seconds: number): number {
    if (!other) return 0;
    if (isShown) {
      if (!isShown()) return 0;
      shownAt = Math.min(shownAt ?? seconds, seconds);
      return Math.round(256 * Math.min(1, (seconds - shownAt) / crossSeconds));
    }
    const turn = seconds % (2 * staysSeconds);
    const rising = Math.min(1, Math.max(0, (turn - staysSeconds + crossSeconds) / crossSeconds));
    const falling = Math.min(1, Math.max(0, (turn - 2 * staysSeconds + crossSeconds) / crossSeconds));
    return Math.round(256 * (rising - falling));
  }

  function lightUp(seconds: number): void {
    const centre = width * (0.5 + 0.62 * Math.sin(seconds / 3.1));
    const reach = width * 0.2;
    const breath = 0.9 + 0.05 * Math.sin(seconds / 1.7);
    for (let x = 0; x < width; x += 1) light[x] = Math.round(256 * (breath + 0.42 * Math.exp(-(((x - centre) / reach) ** 2))));
  }

  const lit = (canvas: Canvas, at: number, x: number): number =>
    Math.min(white, black + ((((canvas.luma[at] ?? black) - black) * (light[x] ?? 256)) >> 8));

  function paint(from: Canvas, left: number, top: number): void {
    for (let y = 0; y < height; y += 1) {
      const source = (y + top) * wide + left;
      const to = y * width;
      for (let x = 0; x < width; x += 1) {
        frame[to + x] = lit(from, source + x, x);
      }
    }
    paintChroma(from, left, top);
  }

  function paintChroma(from: Canvas, left: number, top: number): void {
    const quarter = (wide / 2) * (high / 2);
    for (let plane = 0; plane < 2; plane += 1)
      for (let y = 0; y < height / 2; y += 1) {
        const source = plane * quarter + (y + top / 2) * (wide / 2) + left / 2;
        frame.set(from.chroma.subarray(source, source + width / 2), size + plane * (size / 4) + y * (width / 2));
      }
  }

  /** Lays the second still over what is painted, by so many of 256. */
  function cross(over: Canvas, left: number, top: number, weight: number): void {
    for (let y = 0; y < height; y += 1) {
      const source = (y + top) * wide + left;
      const to = y * width;
      for (let x = 0; x < width; x += 1) {
        const was = frame[to + x] ?? black;
        frame[to + x] = was + (((lit(over, source + x, x) - was) * weight) >> 8);
      }
    }
    const quarter = (wide / 2) * (high / 2);
    for (let plane = 0; plane < 2; plane += 1)
      for (let y = 0; y < height / 2; y += 1) {
        const source = plane * quarter + (y + top / 2) * (wide / 2) + left / 2;
        const to = size + plane * (size / 4) + y * (width / 2);
        for (let x = 0; x < width / 2; x += 1) {
          const was = frame[to + x] ?? 128;
          frame[to + x] = was + ((((over.chroma[source + x] ?? 128) - was) * weight) >> 8);
        }
      }
  }

  return {
    width,
    height,
    frameAt(seconds) {
      const left = even(((wide - width) / 2) * (1 + Math.sin(seconds / 7)));
      const top = even(((high - height) / 2) * (1 + Math.sin(seconds / 11 + 1)));
      const weight = crossAt(seconds);
      lightUp(seconds);
      if (other && weight >= 256) paint(other, left, top);
      else paint(one, left, top);
      if (other && weight > 0 && weight < 256) cross(other, left, top, weight);
      return frame;
    },
  };
}
