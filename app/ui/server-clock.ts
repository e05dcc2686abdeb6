import { useEffect, useRef, useState } from "react";

let first = true;

/** Difference to the house's clock in ms. The first time belongs to the document itself, whose answer began earlier than this script runs. */
function offsetOf(nowAtServer: number): number {
  const navigation = first ? performance.getEntriesByType("navigation")[0] : undefined;
  first = false;
  if (navigation instanceof PerformanceNavigationTiming && navigation.responseStart > 0) {
    return nowAtServer - (performance.timeOrigin + navigation.responseStart);
  }
  return nowAtServer - Date.now();
}

/**
 * The house's time in ms, moving on every second (`every` ms). While rendering on the server and on the first frame it is `nowAtServer` itself.
 * `offset` is a better difference (house minus browser, ms) where the live wire knows one.
 */
export function useServerClock(nowAtServer: number, offset?: number, every = 1000): number {
  const [now, setNow] = useState(nowAtServer);
  const measured = useRef<{ at: number; offset: number } | null>(null);
  useEffect(() => {
    if (measured.current?.at !== nowAtServer) measured.current = { at: nowAtServer, offset: offsetOf(nowAtServer) };
    const difference = offset ?? measured.current.offset;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const time = Date.now() + difference;
      setNow(time);
      timer = setTimeout(tick, every - (time % every) + 1);
    };
    tick();
    return () => clearTimeout(timer);
  }, [nowAtServer, offset, every]);
  return now;
}
