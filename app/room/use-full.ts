import type { RefObject } from "react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useHydrated } from "#app/ui/hydrated.ts";

export interface Full {
  /** This browser can fill its screen with a part of a page. */
  isThere: boolean;
  isFull: boolean;
  turn: () => void;
}

/** Fills the screen with a box of this page, with everything that stands in it: marks, words and keys. */
export function useFull(box: RefObject<HTMLElement | null>): Full {
  const isThere = useHydrated() && document.fullscreenEnabled;
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(box.current !== null && document.fullscreenElement === box.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [box]);
  const turn = () => void (isFull ? document.exitFullscreen() : box.current?.requestFullscreen())?.catch(() => {}); // the browser may refuse: nothing is lost
  return { isThere, isFull, turn };
}

/** A phone that lies on its side shows the picture alone, as a full screen does. */
const onItsSide = "(orientation: landscape) and (max-height: 520px) and (pointer: coarse)";

/** Whether this is a phone on its side. */
export const useOnItsSide = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const asked = matchMedia(onItsSide);
      asked.addEventListener("change", changed);
      return () => asked.removeEventListener("change", changed);
    },
    () => matchMedia(onItsSide).matches,
    () => false,
  );
