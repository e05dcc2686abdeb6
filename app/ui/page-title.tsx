import type { ReactNode } from "react";

/** The head of a page of work: its title, its state as a light, and what can be done with the whole. */
export function PageTitle({ children, state, acts }: { children: ReactNode; state?: ReactNode; acts?: ReactNode }) {
  return (
    <header className="head">
      <h1>{children}</h1>
      {state ? <div className="head__state">{state}</div> : null}
      {acts ? <div className="head__acts">{acts}</div> : null}
    </header>
  );
}
