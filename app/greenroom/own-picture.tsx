import { useEffect, useRef } from "react";
import { browserKind } from "#app/greenroom/browser-kind.ts";
import type { Sound } from "#app/greenroom/level-meter.tsx";
import { LevelMeter } from "#app/greenroom/level-meter.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

interface Props {
  camera: OwnCamera;
  isOnAir: boolean;
  onStart: () => void;
  onSound: (sound: Sound) => void;
  /** Lines to sit by: thirds, and room above the head. */
  hasGuide: boolean;
}

/** One's own picture, as in a mirror, with the framing corners or lines and the meter; or the way to get one. */
export function OwnPicture({ camera, isOnAir, onStart, onSound, hasGuide }: Props) {
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
          {hasGuide ? <div className="guide" data-testid="guide" aria-hidden="true" /> : null}
          <div className="frame" aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </div>
          <LevelMeter stream={own} onSound={onSound} />
          {lost ? null : <p className="cam__note">{t(isOnAir ? "cam.onAir" : hasGuide ? "cam.guided" : "cam.mirror")}</p>}
        </>
      ) : null}
      {own && !lost ? null : (
        <div className="cam__ask" data-lost={lost ?? undefined}>
          <div role={fault || lost ? "alert" : undefined}>
            <p>{t(fault ? `cam.fault.${fault}` : lost ? `cam.lost.${lost}` : "cam.ask")}</p>
            {fault === "denied" ? <p className="cam__how">{t(`cam.how.${browserKind(navigator.userAgent)}`)}</p> : null}
          </div>
          <Button kind="main" pending={state === "starting"} pendingWord={t("cam.starting")} onClick={onStart}>
            {t(fault || lost ? "cam.again" : "cam.start")}
          </Button>
        </div>
      )}
    </section>
  );
}
