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

/** Rows of strokes, the uppermost warm; lowest first. */
const Strokes = () => strokes.map((at) => <i key={at} className={at > strokes.length * 0.88 ? "hot" : "on"} />);

/**
 * The microphone's level, drawn by moving a window over lit strokes, never by React. `onHeard` tells when the microphone
 * falls silent and when it is heard again.
 */
export function LevelMeter({ stream, onHeard }: { stream: MediaStream; onHeard: (isHeard: boolean) => void }) {
  const t = useWords("greenroom");
  const box = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const lit = useRef<HTMLDivElement>(null);
  const told = useRef(onHeard);
  told.current = onHeard;
  useEffect(() => {
    if (stream.getAudioTracks().length === 0) return;
    let heardAt = performance.now();
    let toldAt = 0;
    let loudest = 0;
    let isHeard = true;
    const turn = (hears: boolean) => {
      if (hears === isHeard) return;
      isHeard = hears;
      told.current(hears);
    };
    const stop = listenTo(stream, (level) => {
      const at = performance.now();
      if (level === null || level > heardFrom) heardAt = at;
      turn(at - heardAt < unheardMs);
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
      turn(true);
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
