import { useEffect, useState } from "react";
import { useBlur } from "#app/greenroom/blur.ts";
import type { Snag } from "#app/greenroom/cue.tsx";
import { Cue } from "#app/greenroom/cue.tsx";
import { useEar } from "#app/greenroom/ear.ts";
import type { GreenRoomNow } from "#app/greenroom/green-room.tsx";
import { Kit } from "#app/greenroom/kit.tsx";
import type { Sound } from "#app/greenroom/level-meter.tsx";
import { useLine } from "#app/greenroom/line.ts";
import { OwnPicture } from "#app/greenroom/own-picture.tsx";
import { recallDevices, rememberDevices } from "#app/greenroom/remembered.ts";
import { useCut, useWay } from "#app/greenroom/way.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { useCommand, useLive, useNews } from "#app/live/live.tsx";
import { Button } from "#app/ui/button.tsx";
import { DeviceChoice } from "#app/ui/device-choice.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { CallTrack } from "#app/video/call.ts";
import { useOwnCamera } from "#app/video/own-camera.ts";
import { StagePicture } from "#app/video/stage-picture.tsx";
import { useCall } from "#app/video/use-call.ts";

/** A speaker with camera and microphone: published held, shown to nobody until the house puts it on air. */
export function Presenter({ seatId, expectedAt, zone, nowAtServer, stage: known, onCut }: GreenRoomNow & { seatId: string; onCut: (isCut: boolean) => void }) {
  const t = useWords("greenroom");
  const { air, isCurtainDown, hasPicture, state: line, phase } = useLive();
  const call = useCall(hasPicture ? seatId : null);
  const camera = useOwnCamera(call.room);
  const quality = useLine(call.room);
  const way = useWay(camera.picture, air.isOnAir);
  const ear = useEar(camera.own);
  const blur = useBlur(camera);
  const [hasGuide, setGuide] = useState(false);
  const say = useCommand("stage.ready");
  const [isAsking, setAsking] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [sound, setSound] = useState<Sound>("clear");
  const [stage, setStage] = useState(known);
  useEffect(() => setStage(known), [known]);
  useNews("stage.changed", setStage);
  const isDown = isCurtainDown ?? stage.isCurtainDown;
  const [isChoosing, setChoosing] = useState(false);

  const isCut = useCut(air.isOnAir && (call.state === "returning" || (way.isCut && camera.lost === null)));
  useEffect(() => onCut(isCut), [isCut, onCut]);
  const snag: Snag | null = isCut ? "cut" : line === "lost" ? "unsure" : camera.lost === "microphone" || sound === "silent" ? "unheard" : null;

  const { start, state, own, fault, isPublished, picture } = camera;
  // The call gives nobody back their own picture; on air it is what the guests see.
  const mine: CallTrack[] = call.room && picture && air.isOnAir ? [{ identity: call.room.localParticipant.identity, kind: "video", track: picture, isLit: true }] : [];
  const tracks = isDown || isCut ? [] : [...call.tracks, ...mine];
  useEffect(() => {
    // Somebody who had a camera here before, or had said ready, stands there again after a reload.
    if (state === "off" && !fault && (air.isReady || recallDevices())) void start(recallDevices() ?? {});
  }, [state, fault, air.isReady, start]);
  useEffect(() => {
    if (own) rememberDevices(own);
  }, [own]);

  async function turn(isReady: boolean) {
    setAsking(true);
    const outcome = await say({ isReady });
    setAsking(false);
    setFailed(!outcome.ok);
  }
  const mayPress = line === "open" && (air.isReady || isPublished);
  const told = hasFailed ? "ready.failed" : own && !isPublished && hasPicture ? "ready.coming" : null;
  return (
    <>
      <main id="main" className="left">
        <OwnPicture camera={camera} isOnAir={air.isOnAir && !isDown && !isCut} onStart={() => void start(recallDevices() ?? {})} onSound={setSound} hasGuide={hasGuide} />
        {hasPicture ? null : (
          <Notice tone="wait" title={t("noPicture.title")}>
            {t("noPicture.text")}
          </Notice>
        )}
        <Kit camera={camera} sound={sound} line={hasPicture ? quality : null} way={way} ear={ear} />
        <div className="acts">
          {own || air.isReady ? (
            <Button
              kind={air.isReady ? "edge" : "main"}
              pending={isAsking}
              pendingWord={t("ready.asking")}
              aria-disabled={!mayPress || undefined}
              onClick={() => mayPress && void turn(!air.isReady)}
            >
              {t(air.isOnAir ? "ready.leave" : air.isReady ? "ready.withdraw" : "ready.say")}
            </Button>
          ) : null}
          {own ? <Button onClick={() => setChoosing(true)}>{t("devices.change")}</Button> : null}
          {own ? (
            <Button kind="plain" aria-pressed={hasGuide} onClick={() => setGuide(!hasGuide)}>
              {t("guide.show")}
            </Button>
          ) : null}
          {own && blur ? (
            <Button kind="plain" aria-pressed={blur.isOn} onClick={blur.turn}>
              {t("blur.turn")}
            </Button>
          ) : null}
          <p className="small soft" role="status">
            {told ? t(told) : null}
          </p>
        </div>
        <DeviceChoice
          camera={camera}
          open={isChoosing}
          onClose={() => setChoosing(false)}
          words={{ title: t("devices.change"), camera: t("devices.camera"), microphone: t("devices.microphone") }}
          fault={fault && t(`cam.fault.${fault}`)}
        >
          <p className="small soft">{t("devices.text")}</p>
        </DeviceChoice>
      </main>
      <aside className="side" aria-label={t("cue.title")}>
        <Cue snag={snag} air={air} isDown={isDown} expectedAt={expectedAt} zone={zone} nowAtServer={nowAtServer} hasCamera={own !== null} />
        <section className="shown" aria-label={t("stage.title")}>
          <h2 className="type-sub">{t("stage.title")}</h2>
          <div className="seen">
            <StagePicture
              tracks={tracks}
              stage={stage}
              sound={{ isBlocked: call.isSoundBlocked, label: t("stage.hear"), onStart: call.startSound }}
            />
          </div>
          <p className="small soft">{t(isDown ? "stage.curtain" : isCut ? "stage.cut" : phase === "live" ? "stage.live" : "stage.before")}</p>
        </section>
      </aside>
    </>
  );
}
