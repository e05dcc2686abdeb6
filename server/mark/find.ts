import { setImmediate as breathe } from "node:timers/promises";
import { side } from "#contracts/mark-drawing.ts";
import type { Carriers } from "#server/mark/carriers.ts";
import type { Fold } from "#server/mark/fold.ts";
import { agreement, cellsAt, fold, foldSide, perCell } from "#server/mark/fold.ts";
import type { Sums } from "#server/mark/plane.ts";

/** How a picture lies against the marked one it was taken from. */
export interface Lie {
  /** How many times as wide as this picture the marked one was. */
  readonly widths: number;
  /** Where a tile's corner falls, in samples of the fold. */
  readonly left: number;
  readonly top: number;
}

/** What the cells of a picture say, were it marked and lying so. */
export interface Reading {
  readonly lie: Lie;
  /** How far the cells that every mark of this house shares agree; see `agreement`. */
  readonly place: number;
  readonly code: Float32Array;
  readonly check: Float32Array;
}

const whole: Lie = { widths: 1, left: 0, top: 0 };

function readAt(folded: Fold, lie: Lie, { place, code, check }: Carriers): Reading {
  const values = (cells: Uint16Array) => cellsAt(folded, cells, lie.left, lie.top);
  return { lie, place: agreement(values(place.at), place.signs), code: values(code.at), check: values(check.at) };
}

/** Reads a picture that shows the whole marked picture and nothing else, at any size. */
export const readWhole = (sums: Sums, carriers: Carriers): Reading => readAt(fold(sums, whole.widths), whole, carriers);

/** From a picture in the corner of a large screen to a third of one, in steps that shift no cell by half at the rim. */
const [fewestWidths, mostWidths] = [0.3, 3];
const nextWidths = (widths: number): number => widths * (1 + 0.008 * Math.max(1, widths));
/** What is read of the most promising ones: few, because each one read is one more chance to be mistaken. */
const readMost = 16;
/** Two finds this near to each other are one. */
const nearWidths = 1.02;

/** The most promising lie at one width, by the cells that all marks share. */
function bestLie(folded: Fold, widths: number, { place }: Carriers): Lie & { agrees: number } {
  const best = { widths, left: 0, top: 0, agrees: -Infinity };
  const across = Int32Array.from(place.at, (cell) => (cell % side) * perCell);
  const down = Int32Array.from(place.at, (cell) => Math.floor(cell / side) * perCell * foldSide);
  const { signs } = place;
  const size = foldSide * foldSide;
  for (let top = 0; top < foldSide; top += 1)
    for (let left = 0; left < foldSide; left += 1) {
      let sum = 0;
      let square = 0;
      for (let i = 0; i < signs.length; i += 1) {
        const value = folded[((top * foldSide + (down[i] ?? 0)) % size) + ((left + (across[i] ?? 0)) % foldSide)] ?? 0;
        sum += value * (signs[i] ?? 0);
        square += value * value;
      }
      const agrees = square === 0 ? 0 : sum / Math.sqrt(square);
      if (agrees > best.agrees) Object.assign(best, { left, top, agrees });
    }
  return best;
}

/**
 * Looks for the mark in a part of a picture, or in a picture with something beside it: every size and every place, by the
 * cells that all marks of this house share. A second or two; the event loop turns meanwhile. The most promising first.
 */
export async function search(sums: Sums, carriers: Carriers): Promise<Reading[]> {
  const found: (Lie & { agrees: number })[] = [];
  for (let widths = fewestWidths; widths <= mostWidths; widths = nextWidths(widths)) {
    const folded = fold(sums, widths);
    await breathe();
    found.push(bestLie(folded, widths, carriers));
    await breathe();
  }
  const kept: typeof found = [];
  for (const lie of found.sort((a, b) => b.agrees - a.agrees)) {
    const isNew = kept.every(({ widths }) => Math.max(widths, lie.widths) / Math.min(widths, lie.widths) > nearWidths);
    if (isNew && kept.length < readMost) kept.push(lie);
  }
  const readings: Reading[] = [];
  for (const rough of kept) {
    const near = [0.996, 0.998, 1, 1.002, 1.004].map((factor) => {
      const widths = rough.widths * factor;
      const folded = fold(sums, widths);
      return { folded, lie: bestLie(folded, widths, carriers) };
    });
    const best = near.reduce((a, b) => (b.lie.agrees > a.lie.agrees ? b : a));
    readings.push(readAt(best.folded, best.lie, carriers));
    await breathe();
  }
  return readings;
}
