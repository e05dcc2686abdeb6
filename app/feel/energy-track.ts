/** One stroke holds this long, and so many are shown: ten minutes. */
export const strokeMs = 5_000;
export const strokes = 120;
const perMinute = 60_000 / strokeMs;
/** Fewer taps than this in a stroke never fill the track, so that one rose in a quiet room stays one rose. */
const quietPeak = 12;
const justNow = 3;

/** Taps by stroke of time. */
export type Track = ReadonlyMap<number, number>;
export type Felt = "quiet" | "warm" | "rising" | "high";

/** The number of the stroke in which a moment lies; milliseconds. */
export const strokeOf = (atMs: number): number => Math.floor(atMs / strokeMs);

/** A track out of the house's whole minutes, each spread evenly over its strokes. */
export function trackOf(history: readonly { minute: string; total: number }[]): Track {
  const track = new Map<number, number>();
  for (const { minute, total } of history) {
    const first = strokeOf(Date.parse(minute));
    for (let at = first; at < first + perMinute; at++) track.set(at, total / perMinute);
  }
  return track;
}

/** The track with more taps at a moment; what is older than it shows is forgotten. */
export function withMore(track: Track, atMs: number, taps: number): Track {
  const now = strokeOf(atMs);
  const kept = [...track].filter(([at]) => at > now - strokes);
  return new Map([...kept, [now, (track.get(now) ?? 0) + taps]]);
}

const peakOf = (track: Track) => Math.max(quietPeak, ...track.values());

/** The last ten minutes as heights from 0 to 1, oldest first. Roots, so that a warm minute is seen beside a storm. */
export function heights(track: Track, nowMs: number): number[] {
  const now = strokeOf(nowMs);
  const peak = peakOf(track);
  return Array.from({ length: strokes }, (_, at) => Math.sqrt((track.get(now - strokes + 1 + at) ?? 0) / peak));
}

/** What the room feels just now, against its own best. */
export function feltNow(track: Track, nowMs: number): Felt {
  const now = strokeOf(nowMs);
  const recent = Array.from({ length: justNow }, (_, at) => track.get(now - at) ?? 0);
  const share = Math.max(...recent) / peakOf(track);
  return share < 0.08 ? "quiet" : share < 0.35 ? "warm" : share < 0.7 ? "rising" : "high";
}
