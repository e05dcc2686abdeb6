import type { RefObject } from "react";
import { useEffect, useState } from "react";
import { useHydrated } from "#app/ui/hydrated.ts";

export interface Float {
  /** This browser has small windows for pictures. */
  isThere: boolean;
  isFloating: boolean;
  turn: () => void;
}

/** The main picture in a small window of its own, above everything else on the device. */
export function useFloat(stage: RefObject<HTMLElement | null>): Float {
  const isThere = useHydrated() && document.pictureInPictureEnabled;
  const [isFloating, setFloating] = useState(false);
  useEffect(() => {
    const changed = () => setFloating(document.pictureInPictureElement !== null);
    for (const name of ["enterpictureinpicture", "leavepictureinpicture"]) document.addEventListener(name, changed, true);
    return () => {
      for (const name of ["enterpictureinpicture", "leavepictureinpicture"]) document.removeEventListener(name, changed, true);
    };
  }, []);
  const turn = () => {
    const video = stage.current?.querySelector<HTMLVideoElement>("[data-place=main] video");
    const asked = isFloating ? document.exitPictureInPicture() : video?.requestPictureInPicture();
    asked?.catch(() => {}); // the browser may refuse: the picture stays where it is
  };
  return { isThere, isFloating, turn };
}
