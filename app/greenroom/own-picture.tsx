import { useEffect, useRef } from "react";
import { LevelMeter } from "#app/greenroom/level-meter.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

interface Props {
  camera: OwnCamera;
  isOnAir: boolean;
  onStart: () => void;
  onHeard: (isHeard: boolean) => void;
}

/** One's own picture, as in a mirror, with the framing corners and the meter; or the way to get one. */
export function OwnPicture({ camera, isOnAir, onStart, onHeard }: Props) {
  const t = useWords("greenroom");
  const video = useRef<HTMLVideoElement>(null);
  const { own, lost, fault, state } = camera;
  useEffect(() => {
    if (video.current) video.current.srcObject = own;
  }, [own]);
  return (
    <section className="cam" data-air={isOnAir || undefined} aria-label={t("cam.title")}>
      {own ? (
        <>
          <video ref={video} muted playsInline autoPlay disablePictureInPicture />
          <div className="frame" aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </div>
          <LevelMeter stream={own} onHeard={onHeard} />
          {lost ? null : <p className="cam__note">{t(isOnAir ? "cam.onAir" : "cam.mirror")}</p>}
        </>
      ) : null}
      {own && !lost ? null : (
        <div className="cam__ask" data-lost={lost ?? undefined}>
          <p role={fault || lost ? "alert" : undefined}>{t(fault ? `cam.fault.${fault}` : lost ? `cam.lost.${lost}` : "cam.ask")}</p>
          <Button kind="main" pending={state === "starting"} pendingWord={t("cam.starting")} onClick={onStart}>
            {t(fault || lost ? "cam.again" : "cam.start")}
          </Button>
        </div>
      )}
    </section>
  );
}
