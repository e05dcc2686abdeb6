import { useWords } from "#app/i18n/use-words.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { Select } from "#app/ui/select.tsx";
import type { OwnCamera } from "#app/video/own-camera.ts";

/** The choice of camera and microphone; what is on air stays on air with the new one. */
export function DeviceChoice({ camera, open, onClose }: { camera: OwnCamera; open: boolean; onClose: () => void }) {
  const t = useWords("greenroom");
  const { cameras, microphones } = camera.devices;
  const now = {
    camera: camera.own?.getVideoTracks()[0]?.getSettings().deviceId ?? "",
    microphone: camera.own?.getAudioTracks()[0]?.getSettings().deviceId ?? "",
  };
  const choices = (all: readonly MediaDeviceInfo[], word: string) =>
    all.map(({ deviceId, label }, at) => ({ value: deviceId, label: label || `${word} ${at + 1}` }));
  return (
    <Dialog open={open} onClose={onClose} title={t("devices.change")}>
      <div className="devices">
        <Select
          label={t("devices.camera")}
          choices={choices(cameras, t("devices.camera"))}
          value={now.camera}
          onChange={(event) => void camera.start({ ...now, camera: event.target.value })}
        />
        <Select
          label={t("devices.microphone")}
          choices={choices(microphones, t("devices.microphone"))}
          value={now.microphone}
          onChange={(event) => void camera.start({ ...now, microphone: event.target.value })}
        />
      </div>
      <p className="small soft">{t("devices.text")}</p>
      {camera.fault ? <p role="alert">{t(`cam.fault.${camera.fault}`)}</p> : null}
    </Dialog>
  );
}
