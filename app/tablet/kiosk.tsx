import type { ReactNode } from "react";
import { useEffect } from "react";

/** The manners of a tablet that stands in a boutique: awake, no menus, no pinching, nothing to select. */
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
    wake();
    document.addEventListener("visibilitychange", wake);
    document.addEventListener("contextmenu", still);
    document.addEventListener("gesturestart", still);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      document.removeEventListener("contextmenu", still);
      document.removeEventListener("gesturestart", still);
      void lock?.release();
    };
  }, []);
  return children;
}
