import { side, tilesAcross } from "#contracts/mark-drawing.ts";
import type { Plane, Sums } from "#server/mark/plane.ts";
import { meansAlong, meansOf, scaled } from "#server/mark/plane.ts";

/** Samples along one side of a cell, and of the tile, in a folded picture. */
export const perCell = 4;
export const foldSide = side * perCell;

/** What is wider than this many samples is the picture's own shape and light, not the mark. */
const shapeReach = 3;
/** What goes on along a row or a column for this many samples is a fold, an edge or a bar of the picture. */
const lineReach = 28;
const roughReach = 7;
/** Below this unrest, in levels of 255, a place is even; it weighs no more than any other even place. */
const evenness = 0.6;
/** A sample this far from its surroundings, against their unrest, is an edge of the picture: it counts no further. */
const farthest = 3;

/** Takes the picture's own shapes and lines away and lets quiet places, where a mark stands out, count as much as rough ones. */
function flattened(plane: Plane): Plane {
  const { width, height, at } = plane;
  const relief = meansOf(plane, shapeReach);
  for (let i = 0; i < relief.length; i += 1) relief[i] = (at[i] ?? 0) - (relief[i] ?? 0);
  const across = new Float32Array(relief.length);
  const down = new Float32Array(relief.length);
  for (let y = 0; y < height; y += 1) meansAlong(relief, across, y * width, 1, width, lineReach);
  for (let x = 0; x < width; x += 1) meansAlong(relief, down, x, width, height, lineReach);
  const around = meansOf({ width, height, at: relief }, lineReach);
  const square = new Float32Array(relief.length);
  for (let i = 0; i < relief.length; i += 1) {
    const value = (relief[i] ?? 0) - (across[i] ?? 0) - (down[i] ?? 0) + (around[i] ?? 0);
    relief[i] = value;
    square[i] = value * value;
  }
  const unrest = meansOf({ width, height, at: square }, roughReach);
  for (let i = 0; i < relief.length; i += 1) {
    const flat = (relief[i] ?? 0) / Math.sqrt((unrest[i] ?? 0) + evenness * evenness);
    relief[i] = Math.max(-farthest, Math.min(farthest, flat));
  }
  return { width, height, at: relief };
}

/** A picture laid onto one tile: each sample the mean of all that fall onto it, smoothed to the size of a cell. */
export type Fold = Float32Array;

/**
 * Lays a picture onto one tile, as if the marked picture were `widths` times as wide as this one: 1 for the whole, more
 * for a part of it, less for one with something beside it. The tile's own place is still unknown then.
 */
export function fold(sums: Sums, widths: number): Fold {
  const plane = flattened(scaled(sums, (sums.width * widths) / (tilesAcross * foldSide)));
  const total = new Float64Array(foldSide * foldSide);
  const count = new Float64Array(foldSide * foldSide);
  for (let y = 0; y < plane.height; y += 1)
    for (let x = 0; x < plane.width; x += 1) {
      const to = (y % foldSide) * foldSide + (x % foldSide);
      total[to] = (total[to] ?? 0) + (plane.at[y * plane.width + x] ?? 0);
      count[to] = (count[to] ?? 0) + 1;
    }
  return smoothed(total.map((value, i) => value / Math.sqrt(Math.max(1, count[i] ?? 0))));
}

/** Sums a cell's worth of samples from each one on, around the tile's seams. */
function smoothed(tile: Float64Array): Fold {
  const across = new Float64Array(tile.length);
  const whole = new Float32Array(tile.length);
  for (let y = 0; y < foldSide; y += 1)
    for (let x = 0; x < foldSide; x += 1)
      for (let k = 0; k < perCell; k += 1) across[y * foldSide + x] = (across[y * foldSide + x] ?? 0) + (tile[y * foldSide + ((x + k) % foldSide)] ?? 0);
  for (let y = 0; y < foldSide; y += 1)
    for (let x = 0; x < foldSide; x += 1)
      for (let k = 0; k < perCell; k += 1) whole[y * foldSide + x] = (whole[y * foldSide + x] ?? 0) + (across[((y + k) % foldSide) * foldSide + x] ?? 0);
  return whole;
}

/** The values of some cells, with the tile's corner at a sample of the fold. */
export function cellsAt(folded: Fold, cells: Uint16Array, left: number, top: number): Float32Array {
  return Float32Array.from(cells, (cell) => {
    const x = (left + (cell % side) * perCell) % foldSide;
    const y = (top + Math.floor(cell / side) * perCell) % foldSide;
    return folded[y * foldSide + x] ?? 0;
  });
}

/**
 * How far values agree with signs, in standard deviations: were the signs thrown by chance, more than `t` would come
 * with a probability of at most exp(-t²/2), whatever the picture (Hoeffding). At most the root of their count.
 */
export function agreement(values: Float32Array, signs: Int8Array): number {
  let sum = 0;
  let square = 0;
  values.forEach((value, i) => {
    sum += value * (signs[i] ?? 0);
    square += value * value;
  });
  return square === 0 ? 0 : sum / Math.sqrt(square);
}
