import type { RefObject } from "react";
import { useEffect, useRef } from "react";

/** So long without a frame, and a picture stands still. */
const stalledMs = 3000;
const lookEveryMs = 500;
/** The media server itself sends tiny black frames when a track is held or ends: they are no picture of anyone. */
const smallestPicture = 64;

interface Flow {
  isLit: boolean;
  /** Whether frames of a lit picture arrive; told when it turns. */
  onFlow(isFlowing: boolean): void;
  onFrame?: ((frames: number) => void) | undefined;
}

/** Counts a video's pictures into its `data-frames`, and tells whether they flow. In a hidden tab nothing counts as stalled. */
export function useFlow(video: RefObject<HTMLVideoElement | null>, flow: Flow): void {
  const now = useRef(flow);
  now.current = flow;
  const isFlowing = useRef(false);
  const turn = useRef((flows: boolean) => {
    if (flows === isFlowing.current) return;
    isFlowing.current = flows;
    now.current.onFlow(flows);
  }).current;

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let frames = 0;
    let lastAt = performance.now();
    let asked = 0;
    const seen = (_at: number, { width }: VideoFrameCallbackMetadata) => {
      asked = element.requestVideoFrameCallback(seen);
      if (width < smallestPicture) return;
      frames += 1;
      lastAt = performance.now();
      element.dataset.frames = String(frames);
      now.current.onFrame?.(frames);
      turn(now.current.isLit);
    };
    const look = () => {
      if (document.visibilityState === "hidden") lastAt = performance.now();
      else if (performance.now() - lastAt > stalledMs) turn(false);
    };
    element.dataset.frames = "0";
    asked = element.requestVideoFrameCallback(seen);
    const timer = setInterval(look, lookEveryMs);
    return () => {
      element.cancelVideoFrameCallback(asked);
      clearInterval(timer);
      turn(false);
    };
  }, [video, turn]);

  useEffect(() => {
    if (!flow.isLit) turn(false);
  }, [flow.isLit, turn]);
}
