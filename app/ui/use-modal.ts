import type { RefObject } from "react";
import { useEffect, useRef } from "react";

/** The browser's own modal dialog: while open it keeps the focus inside, and closed it gives the focus back where it was. */
export function useModal(open: boolean): RefObject<HTMLDialogElement> {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || !open) return;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open]);
  return box;
}
