import sharp from "sharp";

/** A grey picture: brightness from 0 to 255, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly at: Float32Array;
}

/** Pictures are looked at no wider than this; a mark's cells stay far larger than a pixel. */
const widest = 1280;
/** Nothing larger is decoded: a small file can unpack to a wall of pixels. */
export const mostPixels = 60_000_000;

/** The brightness of a picture in any of the usual formats, upright and opaque; null when the bytes are no picture. */
export async function planeOf(bytes: Uint8Array): Promise<Plane | null> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" })
      .rotate()
      .flatten({ background: "#000" })
      .resize({ width: widest, height: widest, fit: "inside", withoutEnlargement: true, kernel: "lanczos2" })
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = new Float32Array(info.width * info.height);
    for (let i = 0; i < at.length; i += 1) at[i] = data[i * info.channels] ?? 0;
    return { width: info.width, height: info.height, at };
  } catch {
    return null;
  }
}

/** Sums from the upper left corner, so that the mean of any rectangle costs four looks. */
export interface Sums {
  readonly width: number;
  readonly height: number;
  readonly at: Float64Array;
}

/** The sums of a plane. */
export function sumsOf({ width, height, at }: Plane): Sums {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += at[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  return { width, height, at: sums };
}

/** The same picture with pixels `step` times as large; a pixel between others is their mean, to any fraction. */
export function scaled(sums: Sums, step: number): Plane {
  const width = Math.floor(sums.width / step);
  const height = Math.floor(sums.height / step);
  const stride = sums.width + 1;
  const edges = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y <= height; y += 1) {
    const top = Math.min(Math.floor(y * step), sums.height - 1);
    const down = y * step - top;
    for (let x = 0; x <= width; x += 1) {
      const left = Math.min(Math.floor(x * step), sums.width - 1);
      const across = x * step - left;
      const i = top * stride + left;
      const [a, b, c, d] = [sums.at[i] ?? 0, sums.at[i + 1] ?? 0, sums.at[i + stride] ?? 0, sums.at[i + stride + 1] ?? 0];
      edges[y * (width + 1) + x] = (a * (1 - across) + b * across) * (1 - down) + (c * (1 - across) + d * across) * down;
    }
  }
  const at = new Float32Array(width * height);
  const w = width + 1;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const i = y * w + x;
      at[y * width + x] = ((edges[i + w + 1] ?? 0) - (edges[i + 1] ?? 0) - (edges[i + w] ?? 0) + (edges[i] ?? 0)) / (step * step);
    }
  return { width, height, at };
}

/** Writes the means along one line of a plane, over `reach` pixels to each side, cut at its ends. */
export function meansAlong(from: Float32Array, to: Float32Array, start: number, step: number, length: number, reach: number): void {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(reach, length); i += 1) {
    sum += from[start + i * step] ?? 0;
    count += 1;
  }
  for (let i = 0; i < length; i += 1) {
    if (i + reach < length) {
      sum += from[start + (i + reach) * step] ?? 0;
      count += 1;
    }
    if (i > reach) {
      sum -= from[start + (i - reach - 1) * step] ?? 0;
      count -= 1;
    }
    to[start + i * step] = sum / count;
  }
}

/** The mean around each pixel, over a square that reaches `reach` pixels to each side and is cut at the edges. */
export function meansOf({ width, height, at }: Plane, reach: number): Float32Array {
  const rows = new Float32Array(width * height);
  const means = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) meansAlong(at, rows, y * width, 1, width, reach);
  for (let x = 0; x < width; x += 1) meansAlong(rows, means, x, width, height, reach);
  return means;
}
