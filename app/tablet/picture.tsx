import { useCallback, useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { CannotShow } from "#app/video/cannot-show.tsx";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

export type Flow = "waiting" | "flowing" | "unable";

interface Props {
  seatId: string;
  stage: StageNow;
  isLive: boolean;
  /** Behind the curtain nothing of the call is in the page. */
  isDown: boolean;
  /** Told whether frames come, or never can in this browser. */
  onFlow: (flow: Flow) => void;
}

/** The tablet's picture and the code that carries it: fetched only once it has a seat. */
export function Picture({ seatId, stage, isLive, isDown, onFlow }: Props) {
  const t = useWords("tablet");
  const { state, tracks, isSoundBlocked, startSound } = useCall(seatId);
  const sound = { isBlocked: isLive && !isDown && isSoundBlocked, label: t("stage.touch"), onStart: startSound };
  const tell = useCallback((isFlowing: boolean) => onFlow(isFlowing ? "flowing" : "waiting"), [onFlow]);
  const isUnable = state === "unsupported";
  useEffect(() => {
    if (isUnable) onFlow("unable");
  }, [isUnable, onFlow]);
  if (isUnable) return <CannotShow />;
  return <StagePicture tracks={isDown ? [] : tracks} stage={stage} cover={null} sound={sound} onFlow={tell} />;
}
