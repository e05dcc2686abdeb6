import type { DeviceWish } from "#app/video/devices.ts";

const key = "greenroom devices";

/** The camera and the microphone of last time, in this browser; null when there was none. */
export function recallDevices(): DeviceWish | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (!kept || typeof kept !== "object") return null;
    const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
    const camera = text("camera" in kept ? kept.camera : undefined);
    const microphone = text("microphone" in kept ? kept.microphone : undefined);
    return { ...(camera && { camera }), ...(microphone && { microphone }) };
  } catch {
    return null;
  }
}

/** Remembers the devices a stream comes from. */
export function rememberDevices(stream: MediaStream): void {
  const camera = stream.getVideoTracks()[0]?.getSettings().deviceId;
  const microphone = stream.getAudioTracks()[0]?.getSettings().deviceId;
  try {
    localStorage.setItem(key, JSON.stringify({ camera, microphone }));
  } catch {
    // a browser that keeps nothing asks again next time
  }
}
