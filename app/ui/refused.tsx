import type { ReactNode } from "react";

/** A refusal in three parts: the fact, its reason, and the nearest thing that is possible. */
export function Refused({ fact, reason, instead }: { fact: ReactNode; reason: ReactNode; instead?: ReactNode }) {
  return (
    <div className="card">
      <div>
        <p className="card__title">{fact}</p>
        <p className="card__text">{reason}</p>
      </div>
      {instead}
    </div>
  );
}
