import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { CannotDecrypt } from "#app/video/cannot-decrypt.tsx";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

interface Props {
  seatId: string;
  stage: StageNow;
  hasSound: boolean;
  /** Behind the curtain nothing of the call is in the page. */
  isDown: boolean;
  onFlow: (isFlowing: boolean) => void;
  /** The picture's own line is coming back. */
  onReturning: (isReturning: boolean) => void;
}

/** The room's picture and the code that carries it: fetched only once somebody has a seat. */
export function Picture({ seatId, stage, hasSound, isDown, onFlow, onReturning }: Props) {
  const t = useWords("room");
  const { state, tracks, isSoundBlocked, startSound } = useCall(seatId);
  const isReturning = state === "returning";
  useEffect(() => onReturning(isReturning), [isReturning, onReturning]);
  if (state === "unsupported") return <CannotDecrypt />;
  return (
    <StagePicture
      tracks={isDown ? [] : tracks}
      stage={stage}
      hasSound={hasSound}
      cover={null}
      sound={{ isBlocked: isSoundBlocked && !isDown, label: t("tools.soundOn"), onStart: startSound }}
      onFlow={onFlow}
    />
  );
}
