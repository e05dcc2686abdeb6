import type { ReactNode } from "react";

/** Nothing here yet: what it is, how it begins. */
export function Empty({ title, children, act }: { title: ReactNode; children?: ReactNode; act?: ReactNode }) {
  return (
    <div className="card">
      <div>
        <p className="card__title">{title}</p>
        {children ? <p className="card__text">{children}</p> : null}
      </div>
      {act}
    </div>
  );
}
