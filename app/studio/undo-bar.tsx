import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";

type Props = { label: string; word: ReactNode; children: ReactNode; onClose: () => void };

/** What was just done, at the foot of the page, and putting it back: the children are its acts. */
export function UndoBar({ label, word, children, onClose }: Props) {
  const t = useWords("studio");
  return (
    <section className="bulk" data-light="down" aria-label={label}>
      <p role="status">{word}</p>
      <div className="bulk__acts">
        {children}
        <Button size="work" kind="plain" onClick={onClose}>
          {t("bulk.close")}
        </Button>
      </div>
    </section>
  );
}
