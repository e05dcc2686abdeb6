import type { ReactNode } from "react";
import { useId } from "react";
import { useModal } from "#app/ui/use-modal.ts";

/** The sheet at the right edge behind the staff's corner; what stands in it is not in the page while it is closed. */
export function StaffSheet({ open, onClose, title, children }: { open: boolean; onClose: () => void; title: string; children: ReactNode }) {
  const id = useId();
  const box = useModal(open);
  return (
    <dialog ref={box} className="staff-sheet" aria-labelledby={id} onClose={() => open && onClose()}>
      {open ? (
        <>
          <h2 id={id}>{title}</h2>
          {children}
        </>
      ) : null}
    </dialog>
  );
}
