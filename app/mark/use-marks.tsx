import type { ReactNode, RefObject } from "react";
import { useCallback, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useCommand } from "#app/live/live.tsx";
import { useMarkCanvas } from "#app/mark/use-mark-canvas.ts";
import { MarkWord } from "#app/mark/mark-word.tsx";
import { useMark } from "#app/mark/use-mark.ts";
import type { Tampering } from "#contracts/mark.ts";

type Drawn = "waiting" | "drawn" | "unable" | "broken";

interface Marks {
  /** Pictures may be shown: they carry no mark here, or the marks lie over them. */
  mayShow: boolean;
  /** Not even sound: the marks were tampered with. */
  isStopped: boolean;
  /** Why there is no picture, to stand above everything; null where there is nothing to say. */
  word: ReactNode;
}

const sayAgainMs = 2000;

/** The marks of a box of pictures. What is not proved to be marked is not shown; what was tampered with ends at once, here and at the house. */
export function useMarks(box: RefObject<HTMLElement | null>): Marks {
  const now = useMark();
  const say = useCommand("mark.broken");
  const [drawn, setDrawn] = useState<Drawn>("waiting");
  const [how, setHow] = useState<Tampering | null>(null);
  const mark = now.state === "on" ? now.mark : null;

  const become = useCallback((next: Drawn) => setDrawn((was) => (was === "broken" ? was : next)), []);
  const broken = useCallback(
    (found: Tampering) => {
      for (const video of box.current?.querySelectorAll("video") ?? []) video.srcObject = null; // before anything else is drawn
      // At once, because a picture that was emptied is attached again for as long as it stands in the page.
      flushSync(() => {
        setHow(found);
        setDrawn("broken");
      });
    },
    [box],
  );
  useMarkCanvas({
    mark: drawn === "broken" || drawn === "unable" ? null : mark,
    box,
    onDrawn: useCallback(() => become("drawn"), [become]),
    onUnable: useCallback(() => become("unable"), [become]),
    onBroken: broken,
  });
  useEffect(() => {
    if (!mark) become("waiting");
  }, [mark, become]);
  useEffect(() => {
    if (!how) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const tell = async () => {
      const { ok } = await say({ how });
      if (!ok && !isOver) timer = setTimeout(() => void tell(), sayAgainMs);
    };
    void tell();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [how, say]);

  return {
    mayShow: drawn !== "broken" && (now.state === "off" || (mark !== null && drawn === "drawn")),
    isStopped: drawn === "broken",
    word: drawn === "broken" || (mark && drawn === "unable") ? <MarkWord why={drawn === "broken" ? "stopped" : "soundOnly"} /> : null,
  };
}
