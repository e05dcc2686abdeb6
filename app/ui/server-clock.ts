import { useEffect, useRef, useState } from "react";
import { useHydrated } from "#app/ui/hydrated.ts";

const offsets = new Map<number, number>();
const remembered = 32;

/** House minus browser, in ms. A time that came with the document was true when its answer began, long before scripts run; any other is true when first seen. */
function offsetOf(nowAtServer: number, cameWithDocument: boolean): number {
  const known = offsets.get(nowAtServer);
  if (known !== undefined) return known;
  const navigation = cameWithDocument ? performance.getEntriesByType("navigation")[0] : undefined;
  const began = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0;
  const offset = nowAtServer - (began > 0 ? performance.timeOrigin + began : Date.now());
  offsets.set(nowAtServer, offset);
  const [oldest] = offsets.keys();
  if (offsets.size > remembered && oldest !== undefined) offsets.delete(oldest);
  return offset;
}

/** For the root, which lives as long as the document: notes its loader's time on arrival, so that a screen opened minutes later still reads it rightly. */
export function useServerTime(nowAtServer: number): void {
  const isDocument = useRef(true);
  useEffect(() => {
    offsetOf(nowAtServer, isDocument.current);
    isDocument.current = false;
  }, [nowAtServer]);
}

/**
 * The house's time in ms, moving on every second, in step with `beat` (ms; a clock's own target, say). On the server and on the
 * first frame it is `nowAtServer` itself. `offset` is a better difference (house minus browser, ms) where the live wire knows one.
 */
export function useServerClock(nowAtServer: number, beat = 0, offset?: number): number {
  const [now, setNow] = useState(nowAtServer);
  const hydrated = useRef(useHydrated());
  useEffect(() => {
    const difference = offset ?? offsetOf(nowAtServer, !hydrated.current);
    hydrated.current = true;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const time = Date.now() + difference;
      setNow(time);
      const sinceBeat = (((time - beat) % 1000) + 1000) % 1000;
      timer = setTimeout(tick, 1001 - sinceBeat);
    };
    tick();
    return () => clearTimeout(timer);
  }, [nowAtServer, beat, offset]);
  return now;
}
