import type { Reacted } from "#app/desk/desk-data.ts";
import type { Tally } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reaction-signs.ts";

/** Minutes on the energy track. */
export const minutesShown = 40;
const minuteMs = 60_000;
/** Fewer taps than this in a minute never fill the track, so that one rose in a quiet room stays one rose. */
const quietPeak = 30;
const recentMs = 30_000;

/** One tally as the desk hears it: taps by place. `at` in ms of the house's clock. */
export interface Heard {
  at: number;
  places: Readonly<Record<string, Tally>>;
}

/** Reactions at the desk: what was loaded, what was heard since, and the latest tallies, which a load may not hold yet. */
export interface Counted {
  byPlace: ReadonlyMap<string, Tally>;
  byMinute: ReadonlyMap<number, number>;
  recent: readonly Heard[];
}

const plus = (one: Tally | undefined, more: Tally): Tally => ({
  bravo: (one?.bravo ?? 0) + more.bravo,
  love: (one?.love ?? 0) + more.love,
  wonder: (one?.wonder ?? 0) + more.wonder,
  rose: (one?.rose ?? 0) + more.rose,
});
/** All reactions of a tally together. */
export const sumOf = (tally: Tally): number => reactions.reduce((sum, one) => sum + tally[one], 0);

/** The count with one more tally. */
export function withHeard(counted: Counted, heard: Heard): Counted {
  const byPlace = new Map(counted.byPlace);
  let taps = 0;
  for (const [place, added] of Object.entries(heard.places)) {
    byPlace.set(place, plus(byPlace.get(place), added));
    taps += sumOf(added);
  }
  const minute = Math.floor(heard.at / minuteMs);
  const byMinute = new Map(counted.byMinute).set(minute, (counted.byMinute.get(minute) ?? 0) + taps);
  return { byPlace, byMinute, recent: [...counted.recent.filter(({ at }) => at > heard.at - recentMs), heard] };
}

/** A load counted at `loadedAt` (ms of the house's clock), and on top of it what of `recent` was counted later. */
export function fromLoad({ totals, history }: Reacted, loadedAt: number, recent: readonly Heard[]): Counted {
  const loaded: Counted = {
    byPlace: new Map(totals.map(({ place, ...tally }) => [place, tally])),
    byMinute: new Map(history.map(({ minute, total }) => [Math.floor(Date.parse(minute) / minuteMs), total])),
    recent: [],
  };
  return recent.filter(({ at }) => at > loadedAt).reduce(withHeard, loaded);
}

/** All places together. */
export const together = ({ byPlace }: Counted): Tally => [...byPlace.values()].reduce(plus, { bravo: 0, love: 0, wonder: 0, rose: 0 });

/** The last minutes, oldest first; the last one is still running. */
export function minutesOf({ byMinute }: Counted, nowMs: number): { at: string; total: number }[] {
  const now = Math.floor(nowMs / minuteMs);
  return Array.from({ length: minutesShown }, (_, index) => {
    const minute = now - minutesShown + 1 + index;
    return { at: new Date(minute * minuteMs).toISOString(), total: byMinute.get(minute) ?? 0 };
  });
}

/** Heights from 0 to 1 for minutes; roots, so that a warm minute is seen beside a storm. */
export function heightsOf(minutes: readonly { total: number }[]): number[] {
  const peak = Math.max(quietPeak, ...minutes.map(({ total }) => total));
  return minutes.map(({ total }) => Math.sqrt(total / peak));
}
