import { useEffect, useMemo, useRef, useState } from "react";
import { useNews } from "#app/live/live.tsx";
import type { Felt, Track } from "#app/feel/energy-track.ts";
import { feltNow, heights, strokeOf, trackOf, withMore } from "#app/feel/energy-track.ts";
import { useServerClock } from "#app/ui/server-clock.ts";

/** The room's energy of the last ten minutes: the loader's minutes, then every tally as it comes. */
export function useEnergy(history: readonly { minute: string; total: number }[], nowAtServer: number): { values: number[]; felt: Felt } {
  const [track, setTrack] = useState<Track>(() => trackOf(history));
  const now = useServerClock(nowAtServer);
  const clock = useRef(now);
  clock.current = Math.max(clock.current, now);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) setTrack(trackOf(history)); // the loader spoke again: its minutes hold what came meanwhile
    first.current = false;
  }, [history]);
  useNews("tally.counted", ({ at, added }) => {
    const taps = added.bravo + added.love + added.wonder + added.rose;
    clock.current = Math.max(clock.current, at);
    if (taps > 0) setTrack((was) => withMore(was, at, taps));
  });
  const stroke = strokeOf(clock.current); // nothing looks different within one
  return useMemo(() => ({ values: heights(track, clock.current), felt: feltNow(track, clock.current) }), [track, stroke]);
}
