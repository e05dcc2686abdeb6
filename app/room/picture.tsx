import { useEffect, useState } from "react";
import type { LineQuality, Picked } from "#app/video/call.ts";
import { CannotShow } from "#app/video/cannot-show.tsx";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

/** What the room's screen knows of its picture. */
export interface PictureNow {
  isFlowing: boolean;
  /** This browser can never show it, and says so in its place. */
  isUnable: boolean;
  /** The picture's own line is coming back. */
  isReturning: boolean;
  quality: LineQuality;
  /** Why no sound is heard though it is wanted: the browser waits for a press, or the device has stopped it. */
  silenced: "browser" | "device" | null;
  /** Lets the sound out; to be called by a press. */
  startSound: () => void;
}

interface Props {
  seatId: string;
  stage: StageNow;
  hasSound: boolean;
  picked: Picked;
  /** Behind the curtain nothing of the call is in the page. */
  isDown: boolean;
  mayFloat: boolean;
  onNow: (now: PictureNow) => void;
}

/** The room's picture and the code that carries it: fetched only once somebody has a seat. */
export function Picture({ seatId, stage, hasSound, picked, isDown, mayFloat, onNow }: Props) {
  const { state, tracks, quality, isSoundBlocked, startSound } = useCall(seatId, picked);
  const [isFlowing, setFlowing] = useState(false);
  const [isPaused, setPaused] = useState(false);
  const isReturning = state === "returning";
  const isUnable = state === "unsupported";
  const silenced = isDown ? null : isSoundBlocked ? "browser" : isPaused ? "device" : null;
  useEffect(() => onNow({ isFlowing, isUnable, isReturning, quality, silenced, startSound }), [isFlowing, isUnable, isReturning, quality, silenced, startSound, onNow]);
  if (isUnable) return <CannotShow />;
  return (
    <StagePicture
      tracks={isDown ? [] : tracks}
      stage={stage}
      hasSound={hasSound}
      cover={null}
      onFlow={setFlowing}
      onSoundPaused={setPaused}
      mayFloat={mayFloat}
    />
  );
}
