import { HeadphonesIcon } from "@phosphor-icons/react/dist/csr/Headphones";
import { MicrophoneIcon } from "@phosphor-icons/react/dist/csr/Microphone";
import { VideoCameraIcon } from "@phosphor-icons/react/dist/csr/VideoCamera";
import { WifiHighIcon } from "@phosphor-icons/react/dist/csr/WifiHigh";
import type { ReactNode } from "react";
import type { Ear } from "#app/greenroom/ear.ts";
import type { Sound } from "#app/greenroom/level-meter.tsx";
import type { Line } from "#app/greenroom/line.ts";
import type { Way } from "#app/greenroom/way.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

type LineWord = Line | "tight" | "little";
const lineTones = { good: "ok", uneven: "wait", tight: "wait", little: "stop", lost: "stop" } as const satisfies Record<LineWord, Tone>;
const earTones = { ear: "ok", open: "note", echo: "wait" } as const satisfies Record<Ear, Tone>;
const heardTones = { clear: "ok", silent: "wait", hot: "wait", gone: "stop" } as const;

const lineWord = (line: Line | null, { isCut, width }: Way): LineWord | null => (isCut ? "lost" : line === null || line === "lost" ? line : width && width !== "good" ? width : line);

/** What one brings along, and how it is: camera, microphone, the way to the stage, and the sound from there. */
export function Kit({ camera, sound: heard, line, way, ear }: { camera: OwnCamera; sound: Sound; line: Line | null; way: Way; ear: Ear | null }) {
  const t = useWords("greenroom");
  const lang = useLanguage();
  const { own, lost } = camera;
  const [picture, sound] = [own?.getVideoTracks()[0], own?.getAudioTracks()[0]];
  if (!picture || !sound) return null;
  const { height } = picture.getSettings();
  const isWeak = height !== undefined && height < 480;
  const cameraWord = lost === "camera" ? "gone" : isWeak ? "coarse" : "sharp";
  const microphoneWord = lost === "microphone" ? "gone" : heard;
  const told = lineWord(line, way);
  const remedy = told && told !== "good" && told !== "lost" ? t(`kit.${told}Text`) : null;
  const width = way.bits !== null && way.width ? t("kit.width", { megabits: new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(way.bits / 1_000_000) }) : null;
  return (
    <div className="kit">
      <Part icon={VideoCameraIcon} title={t("devices.camera")} fact={height ? `${height}p, ${picture.label}` : picture.label}>
        <Light tone={cameraWord === "sharp" ? "ok" : cameraWord === "gone" ? "stop" : "wait"}>{t(`kit.${cameraWord}`)}</Light>
      </Part>
      <Part icon={MicrophoneIcon} title={t("devices.microphone")} fact={microphoneWord === "silent" || microphoneWord === "hot" ? t(`kit.${microphoneWord}Text`) : sound.label}>
        <Light tone={heardTones[microphoneWord]}>{t(`kit.${microphoneWord}`)}</Light>
      </Part>
      <Part icon={WifiHighIcon} title={t("kit.line")} fact={remedy ?? width}>
        <Light tone={told ? lineTones[told] : "off"}>{t(told ? `kit.${told}` : "kit.measuring")}</Light>
      </Part>
      <Part icon={HeadphonesIcon} title={t("kit.sound")} fact={t(ear ? `kit.${ear}Text` : "kit.unknownText")}>
        <Light tone={ear ? earTones[ear] : "off"}>{t(ear ? `kit.${ear}` : "kit.unknown")}</Light>
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
