import { useCallback, useEffect, useState } from "react";
import type { Picked } from "#app/video/call.ts";

const kept = "room picture";
export const choices = ["auto", "light", "sound"] as const satisfies Picked[];

/** What somebody wants of the picture; this browser remembers it. */
export function usePicked(): [Picked, (picked: Picked) => void] {
  const [picked, setPicked] = useState<Picked>("auto");
  useEffect(() => setPicked(choices.find((one) => one === localStorage.getItem(kept)) ?? "auto"), []);
  const pick = useCallback((next: Picked) => {
    localStorage.setItem(kept, next);
    setPicked(next);
  }, []);
  return [picked, pick];
}
