import { useEffect, useState } from "react";

/** How the way to the house looks from here. */
export type Line = "good" | "fair" | "weak" | "saving" | "off";

const goodMs = 200;
const fairMs = 500;
const tries = 4;
const everyMs = 60_000;

/** What some browsers say of the network they are in. */
function told(): { saveData?: boolean; effectiveType?: string } {
  const said: unknown = Reflect.get(navigator, "connection");
  return typeof said === "object" && said !== null ? said : {};
}

/** The middle of some round trips to the house itself, in milliseconds; it asks for nothing but an answer. */
async function roundTripMs(signal: AbortSignal): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < tries; at++) {
    const begun = performance.now();
    await fetch("/favicon.svg", { method: "HEAD", cache: "no-store", signal });
    if (at > 0) took.push(performance.now() - begun); // the first may open the line
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? Number.POSITIVE_INFINITY;
}

const judge = (ms: number): Line => {
  const { saveData, effectiveType } = told();
  if (saveData) return "saving";
  if (ms > fairMs || effectiveType === "2g" || effectiveType === "slow-2g") return "weak";
  return ms > goodMs || effectiveType === "3g" ? "fair" : "good";
};

/** The line to the house, measured quietly when the screen opens and once a minute; null until it was. Never a foreign address. */
export function useLine(): Line | null {
  const [line, setLine] = useState<Line | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      if (!navigator.onLine) return setLine("off");
      if (document.visibilityState !== "visible") return;
      const ms = await roundTripMs(stop.signal).catch(() => null);
      if (!stop.signal.aborted) setLine(ms === null ? "off" : judge(ms));
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    const again = () => void look();
    window.addEventListener("online", again, { signal: stop.signal });
    window.addEventListener("offline", again, { signal: stop.signal });
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  return line;
}
