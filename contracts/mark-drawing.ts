/** Cells along one side of the tile that repeats over the whole picture; each is lighter or darker by a hair. */
export const side = 16;
/** How often the tile fits into the picture's width, whatever the picture's height. */
export const tilesAcross = 5;
/** What lies over the picture is so thin: of 255 levels, three are the mark's and the rest the picture's. */
export const veilLevels = 3;
/** How far the mark makes a place lighter or darker, in levels of 255. */
const strength = 1;

/**
 * The level of the mark at a place, 0 to `veilLevels`, from the relief there and a number thrown between 0 and 1: half
 * levels become a fine grain, so that no contour of a cell can be seen.
 */
export const levelAt = (relief: number, thrown: number): number => Math.max(0, Math.min(veilLevels, Math.round(veilLevels / 2 + strength * relief + thrown - 0.5)));
/** Pixels along one side of the tile as it is drawn, before it is stretched over the picture. */
export const tilePixels = 128;

/** Signs of cells, 1 or -1, as the wire carries them. */
export function packCells(cells: Int8Array): string {
  const bits = Array.from({ length: cells.length / 4 }, (_, i) => [0, 1, 2, 3].reduce((sum, k) => sum * 2 + ((cells[i * 4 + k] ?? 0) > 0 ? 1 : 0), 0));
  return bits.map((four) => four.toString(16)).join("");
}

/** The signs of cells out of what the wire carried. */
export const unpackCells = (packed: string): Int8Array =>
  Int8Array.from({ length: packed.length * 4 }, (_, i) => ((Number.parseInt(packed.charAt(i >> 2), 16) >> (3 - (i & 3))) & 1 ? 1 : -1));

const perCell = tilePixels / side;

/** How far a cell reaches towards its neighbour: a raised cosine, so that no edge of a cell can be seen. */
const reach = (distance: number): number => (distance >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * distance));

/**
 * The tile as a soft relief from -1 to 1, `tilePixels` wide and high, which repeats without a seam. House and page draw it
 * alike, so that what the house looks for in a picture is what the page laid over it.
 */
export function reliefOf(cells: Int8Array): Float32Array {
  const rows = new Float32Array(side * tilePixels);
  const relief = new Float32Array(tilePixels * tilePixels);
  for (let pixel = 0; pixel < tilePixels; pixel += 1) {
    const centre = (pixel + 0.5) / perCell - 0.5;
    const first = Math.floor(centre);
    const [near, far] = [reach(centre - first), reach(first + 1 - centre)];
    const [one, other] = [(first + side) % side, (first + 1) % side];
    for (let row = 0; row < side; row += 1)
      rows[row * tilePixels + pixel] = near * (cells[row * side + one] ?? 0) + far * (cells[row * side + other] ?? 0);
  }
  for (let pixel = 0; pixel < tilePixels; pixel += 1) {
    const centre = (pixel + 0.5) / perCell - 0.5;
    const first = Math.floor(centre);
    const [near, far] = [reach(centre - first), reach(first + 1 - centre)];
    const [one, other] = [(first + side) % side, (first + 1) % side];
    for (let x = 0; x < tilePixels; x += 1)
      relief[pixel * tilePixels + x] = near * (rows[one * tilePixels + x] ?? 0) + far * (rows[other * tilePixels + x] ?? 0);
  }
  return relief;
}

/** Where a copy of the legible line begins, in the picture's own pixels, and the turn of all of them, in degrees. */
export interface LinePlace {
  readonly x: number;
  readonly y: number;
}
export const lineTurn = -14;
/** The line moves on by a third of its spacing this often, without animation. */
export const lineShiftMs = 30_000;

/**
 * Where the copies of the legible line stand: so near to each other that a quarter of the picture holds a whole one where
 * the line is short enough, so far that they never touch. `shift` counts the thirds of a spacing they have moved on.
 */
export function linePlaces(width: number, height: number, lineWidth: number, lineHeight: number, shift: number): LinePlace[] {
  const across = Math.max(width * 0.34, lineWidth * 1.18);
  const down = Math.max(height * 0.2, lineHeight * 5.5);
  const moved = (shift % 3) / 3;
  const places: LinePlace[] = [];
  for (let row = -1; (row + moved) * down < height; row += 1)
    for (let column = -1; column * across < width; column += 1)
      places.push({ x: (column + moved + (row % 2 === 0 ? 0 : 0.36)) * across - width * 0.02, y: (row + moved) * down + height * 0.1 });
  return places;
}
