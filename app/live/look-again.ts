import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/** Whether the house answers; never throws. */
export const isHouseThere = (): Promise<boolean> =>
  fetch("/health", { method: "HEAD", cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Asks the page's loader again every so many ms, for screens without a seat whom nobody tells anything; null rests. It asks
 * only a house that answers: a loader that cannot be reached would end the page.
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
      if ((await isHouseThere()) && !isOver) latest.current();
      if (!isOver) timer = setTimeout(look, everyMs);
    };
    timer = setTimeout(look, everyMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [everyMs]);
}
