import { useEffect, useState } from "react";

const restMs = 20_000;

/** Counts the guests who came and went: one more whenever nobody touched the screen for twenty seconds after somebody had. Key what a guest leaves by it. */
export function useTraces(): number {
  const [guest, setGuest] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        setGuest((was) => was + 1);
      }, restMs);
    };
    addEventListener("pointerdown", touched);
    addEventListener("keydown", touched);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", touched);
      removeEventListener("keydown", touched);
    };
  }, []);
  return guest;
}
