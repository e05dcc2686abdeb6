import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { classes } from "#app/ui/classes.ts";

/** As long as the cloth needs to open, with some patience; in milliseconds. */
const risesForMs = 1600;

type Props = { isDown: boolean; title: string; children?: ReactNode; isHere?: boolean };

/**
 * The curtain: two halves that fall shut at once and open slowly. Over the whole screen, or `isHere`, over the positioned
 * parent alone. What it hides must be gone from the page, not only covered.
 */
export function Curtain({ isDown, title, children, isHere = false }: Props) {
  const [isRising, setRising] = useState(false);
  const [was, setWas] = useState(isDown);
  if (was !== isDown) {
    setWas(isDown);
    setRising(!isDown);
  }
  useEffect(() => {
    if (!isRising) return;
    const timer = setTimeout(() => setRising(false), risesForMs);
    return () => clearTimeout(timer);
  }, [isRising]);
  if (!isDown && !isRising) return null;
  return (
    <div className={classes("curtain", isHere && "curtain--here")} data-rising={isRising || undefined} data-testid="curtain" role={isDown ? "alert" : undefined} aria-hidden={isRising || undefined}>
      <div className="curtain__half curtain__half--l cloth cloth--narrow" aria-hidden="true" />
      <div className="curtain__half curtain__half--r cloth cloth--narrow" aria-hidden="true" />
      <div className="curtain__words">
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}
