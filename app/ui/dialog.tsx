import { XIcon } from "@phosphor-icons/react/dist/csr/X";
import type { ReactNode } from "react";
import { useId } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { IconButton } from "#app/ui/icon-button.tsx";
import { useModal } from "#app/ui/use-modal.ts";

type Props = { open: boolean; onClose: () => void; title: ReactNode; children: ReactNode; acts?: ReactNode; alert?: boolean };

/** A modal dialog with its title, what it is about and its acts; Escape closes it. */
export function Dialog({ open, onClose, title, children, acts, alert = false }: Props) {
  const t = useWords("common");
  const id = useId();
  const box = useModal(open);
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
