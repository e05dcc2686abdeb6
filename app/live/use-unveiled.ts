import { useEffect, useRef } from "react";
import { useLive } from "#app/live/live.tsx";

/** Acts once when the piece is shown to this seat: what was called by its code name has a title now. */
export function useUnveiled(act: () => void): void {
  const { lens } = useLive();
  const before = useRef(lens);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (before.current === "veiled" && lens === "full") latest.current();
    before.current = lens;
  }, [lens]);
}
