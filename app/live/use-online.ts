import { useSyncExternalStore } from "react";

function follow(changed: () => void) {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** Whether this device says that it has a network at all. */
export const useOnline = (): boolean => useSyncExternalStore(follow, () => navigator.onLine, () => true);
