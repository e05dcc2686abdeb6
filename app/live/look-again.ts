import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/** Whether the house answers; never throws. */
export const isHouseThere = (): Promise<boolean> =>
  fetch("/health", { method: "HEAD", cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Each time is drawn from a quarter less to a quarter more, so that a thousand screens never ask together. */
const spread = (ms: number): number => ms * (0.75 + Math.random() / 2);

/**
 * Asks the page's loader again about every so many ms, and when the page is looked at again, for screens without a seat
 * whom nobody tells anything; null rests. It asks nothing in a hidden tab, and only a house that answers: a loader that
 * cannot be reached would end the page.
 */
export function useLookAgain(everyMs: number | null): void {
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  useEffect(() => {
    if (everyMs === null) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      if (document.visibilityState === "visible" && (await isHouseThere()) && !isOver) latest.current();
    };
    const wait = () => {
      timer = setTimeout(async () => {
        await look();
        if (!isOver) wait();
      }, spread(everyMs));
    };
    wait();
    const seen = () => void look();
    document.addEventListener("visibilitychange", seen);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [everyMs]);
}
