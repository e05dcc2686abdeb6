import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { Curtain } from "#app/ui/curtain.tsx";

/** As long as the cloth needs to open, in milliseconds. */
const risesForMs = 1400;

/**
 * The curtain over the whole room. It takes the focus when it falls and gives it back when it has opened; what is being
 * written stays where it is, behind it.
 */
export function Shut({ isDown, title, children }: { isDown: boolean; title: string; children: ReactNode }) {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const now = useRef(isDown);
  now.current = isDown;
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || !isDown) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    dialog.focus();
    return () => {
      setTimeout(() => {
        if (now.current) return;
        dialog.close();
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      }, risesForMs);
    };
  }, [isDown]);
  return (
    <dialog
      ref={box}
      className="shut"
      role="alertdialog"
      aria-labelledby={id}
      tabIndex={-1}
      onCancel={(event) => event.preventDefault()}
      onClose={() => now.current && box.current?.showModal()}
    >
      <span id={id} hidden>
        {title}
      </span>
      <Curtain isDown={isDown} title={title}>
        {children}
      </Curtain>
    </dialog>
  );
}
