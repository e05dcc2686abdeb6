import type { EventKey } from "#prisma/cast.ts";
import { openLines } from "#tests/demo/lines.ts";
import type { Told } from "#tests/demo/orders.ts";

/** What the people of one evening share: its clock, its lines, and what is counted of them. */
export interface Scene {
  readonly key: EventKey;
  /** Seconds since it went live here; null before and after. */
  seconds(): number | null;
  wentLive(): void;
  ended(): void;
  isOver(): boolean;
  nextLine: ReturnType<typeof openLines>;
  counts: { seated: number; watching: number; reactions: number; lines: number };
  tell(told: Told): void;
  trouble(what: string, fault: unknown): void;
}

/** Opens the scene of an evening. */
export function openScene(key: EventKey, counts: Scene["counts"], tell: (told: Told) => void): Scene {
  let liveSince: number | null = null;
  let isOver = false;
  return {
    key,
    counts,
    tell,
    seconds: () => (liveSince === null || isOver ? null : (performance.now() - liveSince) / 1000),
    wentLive() {
      if (liveSince !== null) return;
      liveSince = performance.now();
      tell({ told: "live", key });
    },
    ended: () => { isOver = true; },
    isOver: () => isOver,
    nextLine: openLines(),
    trouble: (what, fault) => tell({ told: "trouble", words: `${what} (${key}): ${(fault instanceof Error ? fault.message : String(fault)).slice(0, 160)}` }),
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Some time between two, in milliseconds. */
export const between = (least: number, most: number): number => least + Math.random() * (most - least);

/** Tries what may need a moment more, a few times; throws the last fault. */
export async function persist<T>(work: () => Promise<T>, tries = 4, pauseMs = 700): Promise<T> {
  for (let left = tries - 1; ; left -= 1)
    try {
      return await work();
    } catch (fault) {
      if (left <= 0) throw fault;
      await sleep(pauseMs);
    }
}
