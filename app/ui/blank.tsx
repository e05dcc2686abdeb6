import type { ReactNode } from "react";

/** A page with one thing to say: not found, too many tries, a failure, thanks. */
export function Blank({ title, children, act }: { title: ReactNode; children?: ReactNode; act?: ReactNode }) {
  return (
    <main id="main" className="blank">
      <h1>{title}</h1>
      {children ? <p>{children}</p> : null}
      {act}
    </main>
  );
}
