import { useCallback, useEffect, useState } from "react";
import type { OwnCamera } from "#app/video/own-camera.ts";

const canBlur = (track: MediaStreamTrack | undefined): boolean => {
  const found: object = track?.getCapabilities?.() ?? {};
  return "backgroundBlur" in found && Array.isArray(found.backgroundBlur) && found.backgroundBlur.includes(true) && found.backgroundBlur.includes(false);
};
const isBlurred = (track: MediaStreamTrack | undefined): boolean => {
  const now: object = track?.getSettings() ?? {};
  return "backgroundBlur" in now && now.backgroundBlur === true;
};

async function blur(track: MediaStreamTrack | undefined, isOn: boolean): Promise<void> {
  if (!canBlur(track) || !track) return;
  const wish: MediaTrackConstraints & { backgroundBlur: boolean } = { ...track.getConstraints(), backgroundBlur: isOn };
  await track.applyConstraints(wish).catch(() => {}); // the system may have the last word
}

/** The soft background that the system's own camera can make; null where it cannot. */
export function useBlur({ own, picture }: OwnCamera): { isOn: boolean; turn: () => void } | null {
  const mine = own?.getVideoTracks()[0];
  const [isOn, setOn] = useState(false);
  useEffect(() => setOn(isBlurred(mine)), [mine]);
  const sent = picture?.mediaStreamTrack;
  const turn = useCallback(() => {
    const next = !isBlurred(mine);
    void Promise.all([blur(mine, next), blur(sent, next)]).then(() => setOn(isBlurred(mine)));
  }, [mine, sent]);
  return canBlur(mine) ? { isOn, turn } : null;
}
