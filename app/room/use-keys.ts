import { useEffect, useRef, useState } from "react";
import type { Reaction } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reaction-signs.ts";

/** Which single keys this browser wants; those for reactions only when asked for. */
export interface Wish {
  general: boolean;
  reactions: boolean;
}
const kept = "room keys";
const usual: Wish = { general: true, reactions: false };

function read(): Wish {
  const [general, reacts] = (localStorage.getItem(kept) ?? "").split(" ");
  return general && reacts ? { general: general === "yes", reactions: reacts === "yes" } : usual;
}
const isWriting = (target: EventTarget | null) => target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;

interface Acts {
  onSound: () => void;
  onWrite: () => void;
  onReact: (reaction: Reaction) => void;
}

/** The room's single keys, never while somebody writes; which of them work is a wish this browser remembers. */
export function useKeys(acts: Acts): { wish: Wish; setWish: (wish: Wish) => void } {
  const [wish, setNow] = useState(usual);
  const now = useRef({ acts, wish });
  now.current = { acts, wish };
  useEffect(() => setNow(read()), []);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { acts, wish } = now.current;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
      const key = event.key.toLowerCase();
      const reaction = reactions[Number(key) - 1];
      if (wish.general && key === "m") acts.onSound();
      else if (wish.general && key === "/") acts.onWrite();
      else if (wish.reactions && reaction) acts.onReact(reaction);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
  const setWish = (wish: Wish) => {
    localStorage.setItem(kept, [wish.general, wish.reactions].map((one) => (one ? "yes" : "no")).join(" "));
    setNow(wish);
  };
  return { wish, setWish };
}
