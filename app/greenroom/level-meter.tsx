import { MicrophoneIcon } from "@phosphor-icons/react/dist/csr/Microphone";
import { useEffect, useRef } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Icon } from "#app/ui/icon.tsx";
import { listenTo } from "#app/video/level.ts";

const strokes = Array.from({ length: 32 }, (_, at) => at);
/** Below this nobody is heard; for so long, and the microphone is not right. */
const heardFrom = 0.1;
const unheardMs = 6000;
const toldEveryMs = 1000;

/** What the microphone gives: a voice, nothing, or too much. */
export type Sound = "clear" | "silent" | "hot";
/** Cut off in so many looks of the last thirty, and it is too loud; the word stays for a while, to be read. */
const hotFrom = 3;
const hotForMs = 4000;

/** Rows of strokes, the uppermost warm; lowest first. */
const Strokes = () => strokes.map((at) => <i key={at} className={at > strokes.length * 0.88 ? "hot" : "on"} />);

/**
 * The microphone's level, drawn by moving a window over lit strokes, never by React. `onSound` tells when the microphone
 * falls silent, is too loud, or is heard as it should be again.
 */
export function LevelMeter({ stream, onSound }: { stream: MediaStream; onSound: (sound: Sound) => void }) {
  const t = useWords("greenroom");
  const box = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const lit = useRef<HTMLDivElement>(null);
  const told = useRef(onSound);
  told.current = onSound;
  useEffect(() => {
    if (stream.getAudioTracks().length === 0) return;
    let heardAt = performance.now();
    let toldAt = 0;
    let loudest = 0;
    let sound: Sound = "clear";
    let cutOff = 0;
    let hotUntil = 0;
    const turn = (next: Sound) => {
      if (next === sound) return;
      sound = next;
      told.current(next);
    };
    const stop = listenTo(stream, (level, isCutOff) => {
      const at = performance.now();
      if (level === null || level > heardFrom) heardAt = at;
      cutOff = isCutOff ? Math.min(cutOff + 1, hotFrom) : Math.max(0, cutOff - 0.1);
      if (cutOff >= hotFrom) hotUntil = at + hotForMs;
      turn(at < hotUntil ? "hot" : at - heardAt < unheardMs ? "clear" : "silent");
      const below = `${(1 - (level ?? 0)) * 100}%`;
      if (pane.current && lit.current) {
        pane.current.style.transform = `translateY(${below})`;
        lit.current.style.transform = `translateY(-${below})`;
      }
      loudest = Math.max(loudest, level ?? 0);
      if (at - toldAt < toldEveryMs) return;
      box.current?.setAttribute("aria-valuenow", String(Math.round(loudest * 100)));
      toldAt = at;
      loudest = 0;
    });
    return () => {
      stop();
      turn("clear");
    };
  }, [stream]);
  return (
    <div className="mic">
      {/* biome-ignore lint/a11y/useSemanticElements: the browser's own meter cannot be drawn as strokes */}
      <div ref={box} className="level" role="meter" aria-label={t("cam.level")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
        <div className="level__s level__s--rest"><Strokes /></div>
        <div ref={pane} className="level__pane">
          <div ref={lit} className="level__s">
            <Strokes />
          </div>
        </div>
      </div>
      <Icon of={MicrophoneIcon} size="small" />
    </div>
  );
}
