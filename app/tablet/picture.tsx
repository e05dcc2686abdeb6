import { useWords } from "#app/i18n/use-words.ts";
import { CannotDecrypt } from "#app/video/cannot-decrypt.tsx";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

interface Props {
  seatId: string;
  stage: StageNow;
  isLive: boolean;
  /** Behind the curtain nothing of the call is in the page. */
  isDown: boolean;
  onFlow: (isFlowing: boolean) => void;
}

/** The tablet's picture and the code that carries it: fetched only once it has a seat. */
export function Picture({ seatId, stage, isLive, isDown, onFlow }: Props) {
  const t = useWords("tablet");
  const { state, tracks, isSoundBlocked, startSound } = useCall(seatId);
  const sound = { isBlocked: isLive && !isDown && isSoundBlocked, label: t("stage.touch"), onStart: startSound };
  if (state === "unsupported") return <CannotDecrypt />;
  return <StagePicture tracks={isDown ? [] : tracks} stage={stage} cover={null} sound={sound} onFlow={onFlow} />;
}
