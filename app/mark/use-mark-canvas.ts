import "./mark.css";
import type { RefObject } from "react";
import { useRef } from "react";
import { draw, lineAt, patternOf } from "#app/mark/draw.ts";
import { openGround } from "#app/mark/ground.ts";
import type { PixelSeal } from "#app/mark/seal.ts";
import { sealPixels } from "#app/mark/seal.ts";
import type { SeatMark } from "#app/mark/use-mark.ts";
import { watch } from "#app/mark/watch.ts";
import { useBeforePaint } from "#app/ui/before-paint.ts";
import type { Tampering } from "#contracts/mark.ts";

const turnEveryMs = 2000;
/** No more pixels than this across: a larger screen stretches them, and the marks are soft anyway. */
const widest = 1920;
/** A picture narrower than this (CSS pixels) is a phone's or a small monitor's. */
const narrow = 520;
/** Pixels of the line's letters, on a wide picture and on a narrow one. */
const letters = { wide: 13, narrow: 12 } as const;

interface Wish {
  /** Null: nothing is drawn, and what was is taken away. */
  mark: SeatMark | null;
  /** The box of the pictures. */
  box: RefObject<HTMLElement | null>;
  onDrawn(): void;
  /** This browser cannot draw the marks, or cannot prove that it did. */
  onUnable(): void;
  onBroken(how: Tampering): void;
}

/** Both marks over the pictures of a box, drawn anew as the box, the light and the time ask for it, and watched. */
export function useMarkCanvas({ mark, box, onDrawn, onUnable, onBroken }: Wish): void {
  const told = useRef({ onDrawn, onUnable, onBroken });
  told.current = { onDrawn, onUnable, onBroken };

  // Before the next paint, and undone before the canvas goes: nobody is accused of what this page does itself.
  useBeforePaint(() => {
    const around = box.current;
    if (!mark || !around) return;
    const element = document.createElement("canvas"); // not React's: whoever takes it out must not break the page that says so
    element.className = "mark";
    element.setAttribute("aria-hidden", "true");
    around.append(element);
    const context = element.getContext("2d", { willReadFrequently: true });
    let pattern: HTMLCanvasElement | null = null;
    const ground = openGround();
    let seal: PixelSeal | null = null;
    let stop: (() => void) | null = null;
    let shown = "";

    const turn = (isLightNew = ground.look(around)) => {
      const { width, height } = around.getBoundingClientRect();
      if (width < 1 || height < 1) return;
      const isNarrow = width < narrow;
      const scale = Math.min(devicePixelRatio, widest / width);
      const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
      const { line, shift } = lineAt(mark, Date.now() + mark.offset, isNarrow);
      const wanted = `${across} ${down} ${line} ${shift}`;
      if (wanted === shown && !isLightNew) return;
      shown = wanted;
      if (element.width !== across) element.width = across;
      if (element.height !== down) element.height = down;
      if (pattern?.width !== across || pattern.height !== down) pattern = patternOf(mark, across, down);
      const size = letters[isNarrow ? "narrow" : "wide"] * scale;
      if (context && pattern) draw(context, { width: across, height: down, pattern, line, size, shift, groundAt: ({ x, y }) => ground.at((x + size * 4) / across, y / down) });
      seal = context && pattern ? sealPixels(context) : null;
      if (!seal) {
        stop?.();
        return told.current.onUnable();
      }
      stop ??= watch({ box: around, canvas: element, holds: () => seal?.holds() ?? false, onBroken: (how) => told.current.onBroken(how) });
      told.current.onDrawn();
    };
    turn();
    const sizes = new ResizeObserver(() => turn());
    sizes.observe(around);
    const timer = setInterval(() => turn(), turnEveryMs);
    return () => {
      stop?.();
      sizes.disconnect();
      clearInterval(timer);
      element.remove();
    };
  }, [mark, box]);
}
