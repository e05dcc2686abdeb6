import type { RefObject } from "react";
import { useEffect } from "react";

const stepMs = 45_000;
/** How far what stands still all day wanders from its place, in px; never back on the same pixels for an hour and more. */
const reach = 22;

/** Where the drift stands at a step: a slow figure whose two turns do not meet. */
export const driftAt = (step: number): { x: number; y: number } => ({
  x: Math.round(reach * Math.sin(step * 0.61)),
  y: Math.round(reach * Math.sin(step * 0.37 + 1)),
});

/** Whether a screen that waits should be dim: the hour of the boutique lies between 22 and 7, and it does not begin within the hour. */
export const isNight = (hour: number, msToStart: number): boolean => (hour >= 22 || hour < 7) && Math.abs(msToStart) > 3_600_000;

/** Moves what waits a little every 45 seconds, by transform alone, and dims it at night: a panel that shows one picture for days keeps it. */
export function useDrift(box: RefObject<HTMLElement | null>, startsAt: string | null): void {
  useEffect(() => {
    const move = () => {
      const element = box.current;
      if (!element) return;
      const { x, y } = driftAt(Math.floor(Date.now() / stepMs));
      element.style.transform = `translate(${x}px, ${y}px)`;
      const toStart = startsAt === null ? Number.POSITIVE_INFINITY : Date.parse(startsAt) - Date.now();
      element.parentElement?.toggleAttribute("data-night", isNight(new Date().getHours(), toStart));
    };
    move();
    const timer = setInterval(move, stepMs);
    return () => clearInterval(timer);
  }, [box, startsAt]);
}
