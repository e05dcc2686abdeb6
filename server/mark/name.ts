import type { Carriers, MarkOf } from "#server/mark/carriers.ts";
import type { Reading } from "#server/mark/find.ts";
import { agreement } from "#server/mark/fold.ts";

/** A seat that a picture points to, and how surely. */
export interface Named<M extends MarkOf = MarkOf> {
  readonly mark: M;
  readonly strength: "strong" | "clear";
  /** At most how probable it is that a picture without this mark points to any of the seats that were asked about. */
  readonly chance: number;
}

/** A seat is named only when chance would do as much once in a million pictures; `strong` is once in a million millions. */
const clear = 1e-6;
const strong = 1e-12;
/** The cells that prove the code agree with the seat on their own, too, by so many standard deviations. */
const proved = 3;

const joined = (a: Float32Array, b: Float32Array): Float32Array => Float32Array.of(...a, ...b);

/**
 * The seat whose keyed pattern the readings of one picture agree with, or null when none does beyond doubt. Each seat
 * and each reading asked is one more chance to be mistaken, and counted as one.
 */
export function nameFrom<M extends MarkOf>(readings: readonly Reading[], marks: readonly M[], carriers: Carriers): Named<M> | null {
  const asked = readings.length * marks.length;
  const values = readings.map(({ code, check }) => joined(code, check));
  let best: { mark: M; agrees: number; reading: Reading } | null = null;
  for (const mark of marks) {
    const word = carriers.wordOf(mark);
    const signs = Int8Array.of(...word.code, ...word.check);
    for (const [i, reading] of readings.entries()) {
      const agrees = agreement(values[i] ?? new Float32Array(0), signs);
      if (!best || agrees > best.agrees) best = { mark, agrees, reading };
    }
  }
  if (!best) return null;
  const chance = Math.min(1, asked * Math.exp(-(best.agrees ** 2) / 2));
  const isProved = best.agrees > 0 && agreement(best.reading.check, carriers.wordOf(best.mark).check) >= proved;
  if (chance > clear || !isProved) return null;
  return { mark: best.mark, strength: chance <= strong ? "strong" : "clear", chance };
}
