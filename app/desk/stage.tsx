import { useEffect } from "react";
import { MyCamera, MyKeys } from "#app/desk/my-camera.tsx";
import { Programme } from "#app/desk/programme.tsx";
import { useLive } from "#app/live/live.tsx";
import { useOwnCamera } from "#app/video/own-camera.ts";
import { useCall } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

/** The two monitors: one's own camera, for who may be on stage, and the programme as everyone sees it. */
export function Stage({ stage, isDown, hasPicture }: { stage: StageNow; isDown: boolean; hasPicture: boolean }) {
  const { seatId, may, ended, air } = useLive();
  const call = useCall(hasPicture && may.includes("call.join") && ended === null ? seatId : null);
  const camera = useOwnCamera(call.room);
  const isPresenting = hasPicture && may.includes("stage.prepare");
  const { state, stop } = camera;
  useEffect(() => {
    if (!isPresenting && state !== "off") stop(); // nobody's camera stays open once it has no place
  }, [isPresenting, state, stop]);
  return (
    <>
      <div className="mons">
        {isPresenting ? <MyCamera camera={camera} air={air} /> : null}
        <Programme call={call} own={air.isOnAir ? camera.picture : null} stage={stage} isDown={isDown} hasPicture={hasPicture} />
      </div>
      {isPresenting ? <MyKeys camera={camera} air={air} /> : null}
    </>
  );
}
