import { setTimeout as sleep } from "node:timers/promises";

/** Named checks: each gets a line of its own, and none keeps the next from being made. */
export function openProofs(write: (text: string) => void) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  return {
    /** Makes one check. What it answers is a figure for its line. True when it held. */
    async prove(name: string, work: () => Promise<unknown>): Promise<boolean> {
      try {
        const figure = await work();
        counts.passed += 1;
        write(`ok      ${name}${typeof figure === "string" ? ` (${figure})` : ""}`);
        return true;
      } catch (fault) {
        counts.failed += 1;
        write(`FAILED  ${name}: ${fault instanceof Error ? fault.message.split("\n")[0] : String(fault)}`);
        return false;
      }
    },
    /** Counts what cannot be proved here, aloud. */
    skip(name: string, why: string): void {
      counts.skipped += 1;
      write(`SKIPPED ${name}: ${why}`);
    },
    /** The closing line; the exit code goes with it. */
    close(): number {
      write(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`);
      return counts.failed > 0 ? 1 : 0;
    },
  };
}
export type Proofs = ReturnType<typeof openProofs>;

/** Throws, with what was expected, unless it is so. */
export function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

/** Waits until something is so; throws what was waited for when it does not come. Milliseconds it took. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs: number, what: string): Promise<number> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(25);
  }
  return Math.round(performance.now() - begun);
}
