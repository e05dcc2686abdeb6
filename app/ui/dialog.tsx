import { XIcon } from "@phosphor-icons/react/dist/csr/X";
import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { IconButton } from "#app/ui/icon-button.tsx";

type Props = { open: boolean; onClose: () => void; title: ReactNode; children: ReactNode; acts?: ReactNode; alert?: boolean };

/** The browser's own modal dialog: it keeps the focus inside, closes by Escape and gives the focus back where it was. */
export function Dialog({ open, onClose, title, children, acts, alert = false }: Props) {
  const t = useWords("common");
  const id = useId();
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
  return (
    <dialog ref={box} className="dialog" role={alert ? "alertdialog" : undefined} aria-labelledby={id} onClose={() => open && onClose()}>
      {open ? (
        <>
          <div className="dialog__head">
            <h2 id={id}>{title}</h2>
            <IconButton icon={XIcon} label={t("close")} size="work" onClick={onClose} />
          </div>
          {children}
          {acts ? <div className="dialog__acts">{acts}</div> : null}
        </>
      ) : null}
    </dialog>
  );
}
