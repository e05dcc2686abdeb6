import { useEffect, useState } from "react";
import { useLive } from "#app/live/live.tsx";

/** Without the house's word for so long, a screen of a strict event shows nothing any more: it could not hear a curtain fall. */
const unheardMs = 8000;

/** Whether this screen shuts by itself: the line has been lost for eight seconds, at an event that asks for it. */
export function useShut(isAsked: boolean): boolean {
  const { state } = useLive();
  const [isShut, setShut] = useState(false);
  const isLost = isAsked && state === "lost";
  useEffect(() => {
    if (!isLost) return setShut(false);
    const timer = setTimeout(() => setShut(true), unheardMs);
    return () => clearTimeout(timer);
  }, [isLost]);
  return isShut;
}
