import type { ReactNode } from "react";
import { useEffect } from "react";
import { isHouseThere } from "#app/live/look-again.ts";

const againMs = 3000;

/** Nobody stands by to reload a tablet: once its screen gave way to an error, it comes back with the house. */
async function comeBack(): Promise<void> {
  if (location.pathname !== "/tablet") return;
  if (await isHouseThere()) location.reload();
  else setTimeout(comeBack, againMs);
}

/** The manners of a tablet that stands in a boutique: awake, no menus, no pinching, nothing to select, never at a loss. */
export function Kiosk({ children }: { children: ReactNode }) {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const wake = () => {
      if (document.visibilityState === "visible")
        navigator.wakeLock?.request("screen").then(
          (held) => {
            lock = held;
          },
          () => {}, // refused on low battery: the screen may then sleep
        );
    };
    const still = (event: Event) => event.preventDefault();
    const stilled = ["contextmenu", "gesturestart", "dragstart"] as const;
    wake();
    document.addEventListener("visibilitychange", wake);
    for (const name of stilled) document.addEventListener(name, still);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      for (const name of stilled) document.removeEventListener(name, still);
      void lock?.release();
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
