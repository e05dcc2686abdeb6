import type { ReactNode } from "react";
import { classes } from "#app/ui/classes.ts";

export type Tone = "ok" | "note" | "wait" | "stop" | "accent" | "off";

/** A state as a shape, a colour and a word. */
export function Light({ tone, quiet, children, className }: { tone: Tone; quiet?: boolean; children: ReactNode; className?: string }) {
  return <span className={classes("light", `light--${tone}`, quiet && "light--ink", className)}>{children}</span>;
}
