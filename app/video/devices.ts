/** Why the browser gave no camera; keys of the catalogue. */
export type CameraFault = "denied" | "none" | "busy" | "other";
export interface Devices {
  cameras: readonly MediaDeviceInfo[];
  microphones: readonly MediaDeviceInfo[];
}
export interface DeviceWish {
  camera?: string;
  microphone?: string;
}
export const noDevices: Devices = { cameras: [], microphones: [] };

const faults: Record<string, CameraFault> = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", OverconstrainedError: "none", NotReadableError: "busy", AbortError: "busy" };

/** What a failure to open camera or microphone means to the one who sits before it. */
export const faultOf = (fault: unknown): CameraFault => (fault instanceof Error ? faults[fault.name] : undefined) ?? "other";

/** The cameras and microphones of this machine; nameless until the browser was allowed to open one. */
export async function listDevices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return { cameras: all.filter(({ kind }) => kind === "videoinput"), microphones: all.filter(({ kind }) => kind === "audioinput") };
}

const exactly = (deviceId: string | undefined) => (deviceId ? { deviceId: { exact: deviceId } } : {});

/** Opens camera and microphone; a wished device that is not here any more gives way to the browser's own choice. Throws what the browser throws. */
export async function openDevices({ camera, microphone }: DeviceWish): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...exactly(camera) },
      audio: { echoCancellation: true, noiseSuppression: true, ...exactly(microphone) },
    });
  } catch (fault) {
    const isGone = fault instanceof Error && (fault.name === "OverconstrainedError" || fault.name === "NotFoundError");
    if (isGone && (camera || microphone)) return openDevices({});
    throw fault;
  }
}

/** Whether the browser's user has taken the permission back, where it tells. */
export async function isForbidden(device: "camera" | "microphone"): Promise<boolean> {
  // Not every browser knows these two names, and not every list of types does.
  const name = device as PermissionName;
  return (await navigator.permissions?.query({ name }).catch(() => null))?.state === "denied";
}
