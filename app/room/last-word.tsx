import type { ReactNode } from "react";
import { Paper } from "#app/ui/paper.tsx";

/** A page that only says one thing, decently: called off, or no longer yours. */
export function LastWord({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper slit={false}>
      <h1>{title}</h1>
      <p className="lede">{children}</p>
    </Paper>
  );
}
