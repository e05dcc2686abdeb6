import { useWords } from "#app/i18n/use-words.ts";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

/** The tablet's picture and the code that carries it: fetched only once it has a seat. */
export function Picture({ seatId, stage, onFlow }: { seatId: string; stage: StageNow; onFlow: (isFlowing: boolean) => void }) {
  const t = useWords("tablet");
  const { tracks, isSoundBlocked, startSound } = useCall(seatId);
  return <StagePicture tracks={tracks} stage={stage} cover={null} sound={{ isBlocked: isSoundBlocked, label: t("stage.touch"), onStart: startSound }} onFlow={onFlow} />;
}
