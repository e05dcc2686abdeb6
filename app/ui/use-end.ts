import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";

/** Nearer to its end than this, one reads there, in pixels. */
const nearPixels = 48;

/** Where a list was left: the number of its newest line then, and how many own ones stood after it. */
export interface Left {
  seq: number;
  drafts: number;
}

export interface End {
  box: RefObject<HTMLDivElement>;
  /** How many came since one has left the end; 0 while one follows it. */
  behind: number;
  /** Whether the list follows its end. */
  isAtEnd: boolean;
  toEnd: () => void;
}

/** How many came after a list was left; it may forget its oldest lines meanwhile, and be as long as it was. */
export const cameAfter = (left: Left, lines: readonly { seq: number }[], drafts: number): number =>
  Math.max(0, lines.filter(({ seq }) => seq > left.seq).length + drafts - left.drafts);

interface Wishes {
  /** How many own lines stand after the others, on their way. */
  drafts?: number;
  isShown?: boolean;
  /** Something in it is being dealt with: the list stays where it is. */
  isHeld?: boolean;
}

/** Keeps a list of lines, oldest first, at its end while one reads there and nothing holds it; otherwise counts what came meanwhile. */
export function useEnd(lines: readonly { seq: number }[], { drafts = 0, isShown = true, isHeld = false }: Wishes = {}): End {
  const box = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState<Left | null>(null);
  const isNear = useRef(true);
  const now = useRef({ isHeld, last: { seq: 0, drafts } });
  now.current = { isHeld, last: { seq: lines.at(-1)?.seq ?? 0, drafts } };
  useEffect(() => {
    const list = box.current;
    if (!isShown || !list) return;
    const scrolled = () => {
      const { isHeld, last } = now.current;
      isNear.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearPixels;
      if (isNear.current) setLeft(isHeld ? last : null);
      else setLeft((was) => was ?? last);
    };
    // With the change itself: a frame later more may have come, and its scrolling would look like somebody's going up.
    const settle = () => isNear.current && !now.current.isHeld && list.scrollTo(0, list.scrollHeight);
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
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });
  useEffect(() => {
    if (isHeld) return setLeft((was) => was ?? now.current.last);
    if (!isNear.current) return;
    setLeft(null);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [isHeld]);
  return { box, isAtEnd: left === null, behind: left ? cameAfter(left, lines, drafts) : 0, toEnd };
}
