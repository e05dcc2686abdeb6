import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";

/** A timer keeps whole milliseconds only, and comes up to so much late: the rest is waited turn by turn. */
const coarseMs = 2;

/**
 * Holds an answer back to the next full step since it began (`performance.now()`), exactly: what was done before shows in
 * its time only when it took a step longer. Both in milliseconds.
 */
export async function heldBack(begun: number, stepMs: number): Promise<void> {
  const until = begun + Math.ceil((performance.now() - begun) / stepMs) * stepMs;
  const left = until - performance.now();
  if (left > coarseMs) await sleep(left - coarseMs);
  while (performance.now() < until) await turn();
}
