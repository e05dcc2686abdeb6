import { useEffect } from "react";

const againMs = 5000;

/** Keeps the screen awake while asked; asks anew whenever the browser let it go, and when the page is seen again. */
export function useWakeLock(isAsked: boolean): void {
  useEffect(() => {
    if (!isAsked || !navigator.wakeLock) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    let isAsking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = async () => {
      clearTimeout(timer);
      if (isOver || isAsking || lock || document.visibilityState !== "visible") return;
      isAsking = true;
      const held = await navigator.wakeLock.request("screen").catch(() => null);
      isAsking = false;
      if (isOver) return void held?.release();
      lock = held;
      if (!held) {
        timer = setTimeout(wake, againMs); // refused, as on a low battery
        return;
      }
      held.addEventListener("release", () => {
        lock = null;
        void wake();
      });
    };
    void wake();
    document.addEventListener("visibilitychange", wake);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
      void lock?.release();
    };
  }, [isAsked]);
}
