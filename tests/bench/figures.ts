import { cpus } from "node:os";

/** A bar: the figure, its limit, and whether smaller or larger is wanted. */
export interface Bar {
  figure: string;
  atMost?: number;
  atLeast?: number;
}

/** The value below which a share of the sorted values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Prints the closing line of a bench; a missed bar is printed, never hidden. */
export function conclude(bench: string, figures: Record<string, number>, bars: readonly Bar[]): void {
  const told = bars.map(({ figure, atMost, atLeast }) => {
    const value = figures[figure] ?? Number.NaN;
    const holds = (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
    return { figure, limit: atMost ?? atLeast ?? 0, value, holds };
  });
  for (const { figure, limit, value, holds } of told) process.stderr.write(`${holds ? "holds " : "MISSED"} ${figure}: ${value} (limit ${limit})\n`);
  process.stdout.write(`${JSON.stringify({ bench, figures, bars: told, machine: { cores: cpus().length, node: process.version } })}\n`);
}
