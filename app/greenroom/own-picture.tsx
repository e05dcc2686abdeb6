import { MicrophoneIcon } from "@phosphor-icons/react/dist/csr/Microphone";
import { useEffect, useRef } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Meter } from "#app/ui/meter.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

interface Props {
  camera: OwnCamera;
  /** Loudness, 0 to 1. */
  level: number;
  isOnAir: boolean;
  onStart: () => void;
}

/** One's own picture, as in a mirror, with the framing corners and the meter; or the way to get one. */
export function OwnPicture({ camera, level, isOnAir, onStart }: Props) {
  const t = useWords("greenroom");
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = camera.own;
  }, [camera.own]);
  return (
    <section className="cam" data-air={isOnAir || undefined} aria-label={t("cam.title")}>
      {camera.own ? (
        <>
          <video ref={video} muted playsInline autoPlay disablePictureInPicture />
          <div className="frame" aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </div>
          <div className="mic">
            <Meter value={level} label={t("cam.level")} tall />
            <Icon of={MicrophoneIcon} />
          </div>
          <p className="cam__note">{t(isOnAir ? "cam.onAir" : "cam.mirror")}</p>
        </>
      ) : (
        <div className="cam__ask">
          <p role={camera.fault ? "alert" : undefined}>{t(camera.fault ? `cam.fault.${camera.fault}` : "cam.ask")}</p>
          <Button kind="main" pending={camera.state === "starting"} pendingWord={t("cam.starting")} onClick={onStart}>
            {t(camera.fault ? "cam.again" : "cam.start")}
          </Button>
        </div>
      )}
    </section>
  );
}
