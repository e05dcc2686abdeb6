import { useEffect, useState } from "react";

/** Whether somebody touched this page once, so that the browser lets sound out; true on the server and until known. */
export function useTouched(): boolean {
  const [isTouched, setTouched] = useState(true);
  useEffect(() => {
    if (navigator.userActivation?.hasBeenActive) return;
    setTouched(false);
    const touched = () => setTouched(true);
    addEventListener("pointerup", touched, { once: true });
    addEventListener("keydown", touched, { once: true });
    return () => {
      removeEventListener("pointerup", touched);
      removeEventListener("keydown", touched);
    };
  }, []);
  return isTouched;
}
