import type { ReactNode } from "react";
import { useEffect } from "react";
import { isHouseThere } from "#app/live/look-again.ts";
import { useWakeLock } from "#app/ui/wake-lock.ts";

const againMs = 3000;

/** Nobody stands by to reload a tablet: once its screen gave way to an error, it comes back with the house. */
async function comeBack(): Promise<void> {
  if (location.pathname !== "/tablet") return;
  if (await isHouseThere()) location.reload();
  else setTimeout(comeBack, againMs);
}

/** The manners of a tablet that stands in a boutique: awake, no menus, no pinching, nothing to select, never at a loss. */
export function Kiosk({ children }: { children: ReactNode }) {
  useWakeLock(true);
  useEffect(() => {
    const still = (event: Event) => event.preventDefault();
    const stilled = ["contextmenu", "gesturestart", "dragstart", "drop", "dragover", "selectstart", "dblclick"] as const;
    const pinch = (event: TouchEvent) => void (event.touches.length > 1 && event.cancelable && event.preventDefault());
    const zoom = (event: WheelEvent) => void (event.ctrlKey && event.preventDefault());
    const keys = (event: KeyboardEvent) => void ((event.ctrlKey || event.metaKey) && /^[-+=0ps]$/i.test(event.key) && event.preventDefault());
    for (const name of stilled) document.addEventListener(name, still);
    document.addEventListener("touchmove", pinch, { passive: false });
    document.addEventListener("wheel", zoom, { passive: false });
    document.addEventListener("keydown", keys);
    return () => {
      for (const name of stilled) document.removeEventListener(name, still);
      document.removeEventListener("touchmove", pinch);
      document.removeEventListener("wheel", zoom);
      document.removeEventListener("keydown", keys);
    };
  }, []);
  useEffect(() => {
    clearTimeout(leaving); // StrictMode mounts twice in development
    return () => {
      leaving = setTimeout(comeBack, againMs);
    };
  }, []);
  return children;
}

let leaving: ReturnType<typeof setTimeout> | undefined;
