import type { RefObject } from "react";
import { useEffect, useState } from "react";

/** So long without a movement, a key or a touch, and what stands around the picture steps back. */
const restMs = 4000;
const wakes = ["pointermove", "pointerdown", "keydown", "focusin", "wheel"] as const;

/**
 * Whether everything but the picture steps back now. Never while a control holds the keyboard's focus or a dialog is open;
 * what steps back is only paler, so that whoever reads the page by ear finds it where it was.
 */
export function useCalm(box: RefObject<HTMLElement | null>, isOn: boolean): boolean {
  const [isCalm, setCalm] = useState(false);
  useEffect(() => {
    if (!isOn) return setCalm(false);
    let timer: ReturnType<typeof setTimeout>;
    const isHeld = () => Boolean(box.current?.querySelector(':focus-visible:not([tabindex="-1"])') ?? document.querySelector("dialog[open]"));
    const rest = () => (isHeld() ? wait() : setCalm(true));
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(rest, restMs);
    };
    const wake = (event: Event) => {
      if (event instanceof PointerEvent && event.type === "pointermove" && event.movementX === 0 && event.movementY === 0) return; // the page moved, not the hand
      setCalm(false);
      wait();
    };
    for (const name of wakes) document.addEventListener(name, wake, { passive: true });
    wait();
    return () => {
      clearTimeout(timer);
      for (const name of wakes) document.removeEventListener(name, wake);
    };
  }, [box, isOn]);
  return isCalm;
}
