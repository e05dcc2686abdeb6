import type { Track } from "livekit-client";
import { useEffect, useRef } from "react";

interface Props {
  track: Track;
  isMuted: boolean;
  /** Something other than this page has stopped it, or let it go on. */
  onPaused?: ((isPaused: boolean) => void) | undefined;
}

/** The sound of one voice, played once for as long as it stands here. */
export function Sound({ track, isMuted, onPaused }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const told = useRef(onPaused);
  told.current = onPaused;
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    const paused = () => element.srcObject && !element.ended && told.current?.(true);
    const plays = () => told.current?.(false);
    track.attach(element);
    element.addEventListener("pause", paused);
    element.addEventListener("play", plays);
    return () => {
      element.removeEventListener("pause", paused);
      element.removeEventListener("play", plays);
      told.current?.(false);
      track.detach(element);
    };
  }, [track]);
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    // The media client lets an element sound whenever it attaches it or starts the sound of all.
    const keep = () => {
      if (element.muted !== isMuted) element.muted = isMuted;
    };
    keep();
    element.addEventListener("volumechange", keep);
    return () => element.removeEventListener("volumechange", keep);
  }, [track, isMuted]);
  // biome-ignore lint/a11y/useMediaCaption: a live voice; captions come with the interpreters
  return <audio ref={audio} />;
}
