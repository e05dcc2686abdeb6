import { MicrophoneIcon } from "@phosphor-icons/react/dist/csr/Microphone";
import { VideoCameraIcon } from "@phosphor-icons/react/dist/csr/VideoCamera";
import { WifiHighIcon } from "@phosphor-icons/react/dist/csr/WifiHigh";
import type { ReactNode } from "react";
import type { Line } from "#app/greenroom/line.ts";
import { useWords } from "#app/i18n/use-words.ts";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

const lineTones = { good: "ok", uneven: "wait", lost: "stop" } as const satisfies Record<Line, Tone>;

/** What one brings along, and how it is: camera, microphone, the way to the stage. */
export function Kit({ camera, isHeard, line }: { camera: OwnCamera; isHeard: boolean; line: Line | null }) {
  const t = useWords("greenroom");
  const { own, lost } = camera;
  const [picture, sound] = [own?.getVideoTracks()[0], own?.getAudioTracks()[0]];
  if (!picture || !sound) return null;
  const { height } = picture.getSettings();
  const isWeak = height !== undefined && height < 480;
  const cameraWord = lost === "camera" ? "gone" : isWeak ? "coarse" : "sharp";
  const microphoneWord = lost === "microphone" ? "gone" : isHeard ? "clear" : "silent";
  return (
    <div className="kit">
      <Part icon={VideoCameraIcon} title={t("devices.camera")} fact={height ? `${height}p, ${picture.label}` : picture.label}>
        <Light tone={cameraWord === "sharp" ? "ok" : cameraWord === "gone" ? "stop" : "wait"}>{t(`kit.${cameraWord}`)}</Light>
      </Part>
      <Part icon={MicrophoneIcon} title={t("devices.microphone")} fact={microphoneWord === "silent" ? t("kit.silentText") : sound.label}>
        <Light tone={microphoneWord === "clear" ? "ok" : microphoneWord === "gone" ? "stop" : "wait"}>{t(`kit.${microphoneWord}`)}</Light>
      </Part>
      <Part icon={WifiHighIcon} title={t("kit.line")} fact={line === "uneven" ? t("kit.unevenText") : null}>
        <Light tone={line ? lineTones[line] : "off"}>{t(line ? `kit.${line}` : "kit.measuring")}</Light>
      </Part>
    </div>
  );
}

function Part({ icon, title, fact, children }: { icon: Drawing; title: string; fact: string | null; children: ReactNode }) {
  return (
    <div>
      <Icon of={icon} />
      <b>{title}</b>
      {children}
      {fact ? <p>{fact}</p> : null}
    </div>
  );
}
