import { useWords } from "#app/i18n/use-words.ts";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

interface Props {
  seatId: string;
  stage: StageNow;
  isLive: boolean;
  onFlow: (isFlowing: boolean) => void;
}

/** The tablet's picture and the code that carries it: fetched only once it has a seat. */
export function Picture({ seatId, stage, isLive, onFlow }: Props) {
  const t = useWords("tablet");
  const { tracks, isSoundBlocked, startSound } = useCall(seatId);
  const sound = { isBlocked: isLive && isSoundBlocked, label: t("stage.touch"), onStart: startSound };
  return <StagePicture tracks={tracks} stage={stage} cover={null} sound={sound} onFlow={onFlow} />;
}
