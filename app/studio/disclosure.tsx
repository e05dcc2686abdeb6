import type { ReactNode } from "react";

/** Something that is opened where it stands, by its underlined words. `open`: shown from the start. */
export function Disclosure({ words, open, className, children }: { words: ReactNode; open?: boolean; className?: string; children: ReactNode }) {
  return (
    <details open={open || undefined} className={className}>
      <summary className="min-h-8 min-w-8 cursor-pointer inline-flex items-center underline underline-offset-4 decoration-line-2">{words}</summary>
      {children}
    </details>
  );
}
