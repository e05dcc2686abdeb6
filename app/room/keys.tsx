import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Check } from "#app/ui/check.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import type { Reaction } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reaction-signs.ts";

/** Which single keys this browser wants; those for reactions only when asked for. */
interface Wish {
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

type Props = { open: boolean; onClose: () => void; wish: Wish; onWish: (wish: Wish) => void };

/** Where one says which keys shall work. */
export function KeysDialog({ open, onClose, wish, onWish }: Props) {
  const t = useWords("room");
  return (
    <Dialog open={open} onClose={onClose} title={t("keys.title")}>
      <p className="soft mb-4">{t("keys.text")}</p>
      <Check checked={wish.general} onChange={(event) => onWish({ ...wish, general: event.target.checked })} className="mb-3">
        {t("keys.general")}
      </Check>
      <Check checked={wish.reactions} onChange={(event) => onWish({ ...wish, reactions: event.target.checked })}>
        {t("keys.reactions")}
      </Check>
    </Dialog>
  );
}
