import { useEffect, useRef, useState } from "react";

const nearPx = 48;

/** Keeps a growing list at its end while one reads there and nothing is chosen; otherwise counts what came meanwhile. */
export function useEnd(count: number, isHeld: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const seen = useRef(count);
  const [behind, setBehind] = useState(0);
  useEffect(() => {
    const list = box.current;
    if (!list) return;
    const scrolled = () => {
      isAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearPx;
      if (isAtEnd.current) setBehind(0);
    };
    const resized = new ResizeObserver(() => isAtEnd.current && list.scrollTo(0, list.scrollHeight));
    resized.observe(list);
    list.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      resized.disconnect();
      list.removeEventListener("scroll", scrolled);
    };
  }, []);
  useEffect(() => {
    if (isAtEnd.current && !isHeld) box.current?.scrollTo(0, box.current.scrollHeight);
    else setBehind((was) => Math.max(0, was + count - seen.current));
    seen.current = count;
  }, [count, isHeld]);
  const toEnd = () => {
    box.current?.scrollTo(0, box.current.scrollHeight);
    setBehind(0);
  };
  return { box, behind, toEnd };
}
