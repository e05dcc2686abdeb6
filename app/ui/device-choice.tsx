import type { ReactNode } from "react";
import { Dialog } from "#app/ui/dialog.tsx";
import { Select } from "#app/ui/select.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

interface Props {
  camera: OwnCamera;
  open: boolean;
  onClose: () => void;
  words: { title: string; camera: string; microphone: string };
  /** Why the last choice came to nothing, in words. */
  fault: string | null;
  look?: "touch" | "work";
  children?: ReactNode;
}

const deviceOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId ?? "";

/** The choice of camera and microphone; whoever chooses goes on sending, with the new one. */
export function DeviceChoice({ camera: { devices, own, start }, open, onClose, words, fault, look, children }: Props) {
  const now = { camera: deviceOf(own?.getVideoTracks()[0]), microphone: deviceOf(own?.getAudioTracks()[0]) };
  const choices = (all: readonly MediaDeviceInfo[], word: string) =>
    all.map(({ deviceId, label }, at) => ({ value: deviceId, label: label || `${word} ${at + 1}` }));
  return (
    <Dialog open={open} onClose={onClose} title={words.title}>
      <div className="grid gap-4 mb-3 min-[520px]:grid-cols-2">
        <Select
          label={words.camera}
          look={look}
          choices={choices(devices.cameras, words.camera)}
          value={now.camera}
          onChange={(event) => void start({ ...now, camera: event.target.value })}
        />
        <Select
          label={words.microphone}
          look={look}
          choices={choices(devices.microphones, words.microphone)}
          value={now.microphone}
          onChange={(event) => void start({ ...now, microphone: event.target.value })}
        />
      </div>
      {children}
      {fault ? (
        <p className="entry__error" role="alert">
          {fault}
        </p>
      ) : null}
    </Dialog>
  );
}
