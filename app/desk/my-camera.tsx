import { VideoCameraSlashIcon } from "@phosphor-icons/react/dist/csr/VideoCameraSlash";
import { useEffect, useRef, useState } from "react";
import { useAct, useIsInCommand } from "#app/desk/act.ts";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { Button } from "#app/ui/button.tsx";
import { DeviceChoice } from "#app/ui/device-choice.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Light } from "#app/ui/light.tsx";
import { OnAir } from "#app/ui/on-air.tsx";
import { Meter } from "#app/ui/meter.tsx";
import { useLevel } from "#app/video/level.ts";
import type { OwnCamera } from "#app/video/own-camera.ts";
import type { OwnAir } from "#contracts/stage.ts";

interface Props {
  camera: OwnCamera;
  air: OwnAir;
}

/** One's own picture as the house has it: off, held, ready, on air. The light follows the house's word, never this screen's. */
export function MyCamera({ camera, air }: Props) {
  const t = useWords("desk");
  return (
    <section className="mon" data-mine={air.isOnAir ? "air" : air.isReady ? "ready" : "held"} aria-label={t("camera.title")}>
      {air.isOnAir ? <OnAir word={t("camera.onAir")} /> : null}
      {camera.own ? <OwnPicture stream={camera.own} /> : <NoPicture fault={camera.fault} />}
      <span className="mon__l">{t("camera.title")}</span>
      {camera.own ? (
        <p className="mon__s" role="status">
          <Lamp camera={camera} air={air} />
        </p>
      ) : null}
    </section>
  );
}

function Lamp({ camera, air }: Props) {
  const t = useWords("desk");
  if (air.isOnAir) return <Light tone="accent">{t("camera.onAir")}</Light>;
  if (!camera.isPublished) return <Light tone="off">{t("camera.coming")}</Light>;
  return air.isReady ? <Light tone="wait">{t("camera.standBy")}</Light> : <Light tone="off">{t("camera.held")}</Light>;
}

function NoPicture({ fault }: { fault: OwnCamera["fault"] }) {
  const t = useWords("desk");
  return (
    <div className="mon__none">
      <Icon of={VideoCameraSlashIcon} size="large" />
      <p>{t("camera.off")}</p>
      {fault ? (
        <p className="entry__error" role="alert">
          {t(`camera.fault.${fault}`)}
        </p>
      ) : (
        <p className="fine">{t("camera.offText")}</p>
      )}
    </div>
  );
}

function OwnPicture({ stream }: { stream: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} className="mirror" muted playsInline autoPlay disablePictureInPicture />;
}

/** The keys of one's own camera: start, devices, ready and no longer ready, off. */
export function MyKeys({ camera, air }: Props) {
  const t = useWords("desk");
  const { may } = useLive();
  const isInCommand = useIsInCommand();
  const ready = useAct("stage.ready");
  const [isOpen, setOpen] = useState(false);
  const level = useLevel(camera.own);
  const mayPrepare = may.includes("stage.prepare");
  useEffect(() => {
    // Somebody who had said ready and loads the page again stands there as before.
    if (air.isReady && mayPrepare && camera.state === "off" && !camera.fault) void camera.start();
  }, [air.isReady, mayPrepare, camera.state, camera.fault, camera.start]);
  const say = async (isReady: boolean): Promise<boolean> => {
    const outcome = isInCommand ? await ready.press({ isReady }) : null;
    return outcome?.ok ?? false;
  };
  const stop = async () => {
    if (!air.isReady || (await say(false))) camera.stop();
  };
  if (!mayPrepare) return null;
  if (camera.state !== "on")
    return (
      <div className="switch">
        <Button size="work" pending={camera.state === "starting"} pendingWord={t("camera.starting")} onClick={() => void camera.start()}>
          {t("camera.start")}
        </Button>
      </div>
    );
  const word = air.isOnAir ? "camera.leave" : air.isReady ? "camera.notReady" : "camera.ready";
  return (
    <div className="switch">
      <Button
        size="work"
        kind={air.isOnAir ? "stop" : "edge"}
        className={air.isReady ? undefined : "take"}
        pending={ready.isPending}
        pendingWord={t("camera.asking")}
        aria-disabled={!isInCommand || !camera.isPublished || undefined}
        onClick={() => void (camera.isPublished && say(!air.isReady))}
      >
        {t(word)}
      </Button>
      <Button size="work" onClick={() => setOpen(true)}>
        {t("camera.devices")}
      </Button>
      {air.isOnAir ? null : (
        <Button size="work" kind="plain" onClick={() => void stop()}>
          {t("camera.stop")}
        </Button>
      )}
      <Meter value={level} label={t("camera.level")} strokes={20} />
      <Why reason={ready.why} />
      <DeviceChoice
        camera={camera}
        open={isOpen}
        onClose={() => setOpen(false)}
        words={{ title: t("camera.devices"), camera: t("camera.camera"), microphone: t("camera.microphone") }}
        fault={camera.fault && t(`camera.fault.${camera.fault}`)}
        look="work"
      />
    </div>
  );
}
