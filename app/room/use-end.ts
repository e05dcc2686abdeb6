import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";

/** Nearer to its end than this, one reads there, in pixels. */
const nearPixels = 48;

export interface End {
  box: RefObject<HTMLDivElement>;
  /** How many came since one has left the end; 0 while one reads there. */
  behind: number;
  /** Whether one reads at the end. */
  isAtEnd: boolean;
  toEnd: () => void;
}

/** Keeps a growing list at its end while one reads there; otherwise counts what came meanwhile. */
export function useEnd(count: number, isShown: boolean): End {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(count);
  const [isAtEnd, setAtEnd] = useState(true);
  const [behind, setBehind] = useState(0);
  useEffect(() => {
    const list = box.current;
    if (!isShown || !list) return;
    const scrolled = () => {
      atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearPixels;
      setAtEnd(atEnd.current);
      if (atEnd.current) setBehind(0);
    };
    // With the change itself: a frame later more may have come, and its scrolling would look like somebody's going up.
    const settle = () => atEnd.current && list.scrollTo(0, list.scrollHeight);
    const resized = new ResizeObserver(settle); // the keyboard of a phone takes half of it
    const grown = new MutationObserver(settle);
    resized.observe(list);
    grown.observe(list, { childList: true, subtree: true });
    list.addEventListener("scroll", scrolled, { passive: true });
    settle();
    return () => {
      resized.disconnect();
      grown.disconnect();
      list.removeEventListener("scroll", scrolled);
    };
  }, [isShown]);
  useEffect(() => {
    if (!atEnd.current) setBehind((was) => Math.max(0, was + count - seen.current));
    seen.current = count;
  }, [count]);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });
  return { box, behind, isAtEnd, toEnd };
}
