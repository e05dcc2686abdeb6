import type { Attended } from "#server/events/attended.ts";

/** An event over time: for each minute from the doors on, who was there and what was sent, by place. */
export interface Plot {
  from: string;
  minutes: number;
  places: { place: string; here: number[]; sent: number[] }[];
  /** Everything that was sent. */
  total: number;
  /** Moments to be named, by their minute. */
  marks: { word: "live" | "revealed"; minute: number }[];
}
type Sent = { minute: string; place: string; total: number };

const minuteMs = 60_000;
/** A long event is drawn in steps of several minutes, so that a stroke stays a stroke. */
const strokesMax = 180;

/** Puts attendance and reactions on one clock; null before the doors, and where nobody was and nothing was sent. */
export function plotOf({ from, places }: Attended, sent: readonly Sent[], { liveAt, revealedAt }: { liveAt: string | null; revealedAt: string | null }): Plot | null {
  if (from === null) return null;
  const begin = Date.parse(from);
  const at = (time: string) => Math.floor((Date.parse(time) - begin) / minuteMs);
  const minutes = Math.max(1, ...places.map(({ here }) => here.length), ...sent.map(({ minute }) => at(minute) + 1));
  const named = [...new Set([...places.map(({ place }) => place), ...sent.map(({ place }) => place)])].sort((a, b) => Number(a === "online") - Number(b === "online") || a.localeCompare(b));
  if (named.length === 0) return null;
  const tracks = named.map((place) => {
    const counts = new Array<number>(minutes).fill(0);
    for (const one of sent) if (one.place === place && at(one.minute) >= 0) counts[at(one.minute)] = one.total;
    const here = places.find((one) => one.place === place)?.here ?? [];
    return { place, here: Array.from({ length: minutes }, (_, minute) => here[minute] ?? 0), sent: counts };
  });
  const moments = [{ word: "live", time: liveAt }, { word: "revealed", time: revealedAt }] as const;
  return {
    ...{ from, minutes, places: tracks },
    total: sent.reduce((sum, one) => sum + one.total, 0),
    marks: moments.flatMap(({ word, time }) => (time && at(time) >= 0 && at(time) < minutes ? [{ word, minute: at(time) }] : [])),
  };
}

/** How many minutes one stroke stands for. */
export const stepOf = ({ minutes }: Pick<Plot, "minutes">): number => Math.ceil(minutes / strokesMax);

/** A row of minutes in steps: the most that were there, or all that was sent. */
export function inSteps(values: readonly number[], step: number, how: "most" | "all"): number[] {
  return Array.from({ length: Math.ceil(values.length / step) }, (_, at) => {
    const some = values.slice(at * step, (at + 1) * step);
    return how === "most" ? Math.max(0, ...some) : some.reduce((sum, one) => sum + one, 0);
  });
}
/** Several rows added up, minute by minute. */
export const addUp = (rows: readonly (readonly number[])[]): number[] => Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0));
