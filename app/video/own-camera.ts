import type { Room } from "livekit-client";
import { LocalAudioTrack, LocalVideoTrack, RoomEvent, Track } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";

/** Why the browser gave no camera; keys of the catalogue. */
export type CameraFault = "denied" | "none" | "busy" | "other";
export interface Devices {
  cameras: readonly MediaDeviceInfo[];
  microphones: readonly MediaDeviceInfo[];
}
export interface OwnCamera {
  state: "off" | "starting" | "on";
  fault: CameraFault | null;
  /** What the camera and the microphone give, for one's own eyes; it does not stop while the house holds the picture. */
  own: MediaStream | null;
  /** What goes to the house; held until the house lifts it. */
  picture: LocalVideoTrack | null;
  /** The house has it. */
  isPublished: boolean;
  devices: Devices;
  start(wish?: { camera?: string; microphone?: string }): Promise<void>;
  stop(): void;
}

interface Sent {
  video: LocalVideoTrack;
  audio: LocalAudioTrack;
}

const faults: Record<string, CameraFault> = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", OverconstrainedError: "none", NotReadableError: "busy", AbortError: "busy" };
const faultOf = (fault: unknown): CameraFault => (fault instanceof Error ? faults[fault.name] : undefined) ?? "other";
const noDevices: Devices = { cameras: [], microphones: [] };

async function listDevices(): Promise<Devices> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return { cameras: all.filter(({ kind }) => kind === "videoinput"), microphones: all.filter(({ kind }) => kind === "audioinput") };
}

const exactly = (deviceId: string | undefined) => (deviceId ? { deviceId: { exact: deviceId } } : {});

async function publishHeld(room: Room, { video, audio }: Sent): Promise<void> {
  const { localParticipant } = room;
  const isThere = (track: Track) => [...localParticipant.trackPublications.values()].some((one) => one.track === track);
  if (!isThere(video)) await localParticipant.publishTrack(video, { source: Track.Source.Camera, name: "camera" });
  if (!isThere(audio)) await localParticipant.publishTrack(audio, { source: Track.Source.Microphone, name: "microphone" });
}

/**
 * The browser's own camera and microphone, published held: the house alone puts them on air. Published anew whenever the
 * call is joined anew; a change of device keeps what is on air on air.
 */
export function useOwnCamera(room: Room | null): OwnCamera {
  const [now, setNow] = useState<Pick<OwnCamera, "state" | "fault" | "own" | "picture">>({ state: "off", fault: null, own: null, picture: null });
  const [isPublished, setPublished] = useState(false);
  const [devices, setDevices] = useState(noDevices);
  const sent = useRef<Sent | null>(null);
  const own = useRef<MediaStream | null>(null);
  const wishes = useRef(0);
  const at = useRef(room);
  at.current = room;

  const publish = useCallback(async () => {
    const [call, tracks] = [at.current, sent.current];
    if (!call || !tracks || call.state !== "connected") return;
    await publishHeld(call, tracks).catch(() => {}); // refused or cut: the next joining publishes again
    setPublished(call.localParticipant.trackPublications.size > 1);
  }, []);

  const start = useCallback<OwnCamera["start"]>(
    async ({ camera, microphone } = {}) => {
      const wish = ++wishes.current;
      setNow((was) => ({ ...was, state: was.state === "on" ? "on" : "starting", fault: null }));
      try {
        const stream = await navigator.mediaDevices.getUserMedia({
          video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...exactly(camera) },
          audio: { echoCancellation: true, noiseSuppression: true, ...exactly(microphone) },
        });
        if (wish !== wishes.current) return stream.getTracks().forEach((track) => track.stop()); // stopped, or chosen otherwise, meanwhile
        const [picture] = stream.getVideoTracks();
        const [sound] = stream.getAudioTracks();
        if (!picture || !sound) throw new Error("no track");
        const before = own.current;
        own.current = stream;
        // A held track gives nothing, not even to its sender: the house gets a copy, so that one still sees oneself.
        if (sent.current) {
          await sent.current.video.replaceTrack(picture.clone(), true);
          await sent.current.audio.replaceTrack(sound.clone(), true);
        } else {
          sent.current = { video: new LocalVideoTrack(picture.clone(), undefined, true), audio: new LocalAudioTrack(sound.clone(), undefined, true) };
          await Promise.all([sent.current.video.mute(), sent.current.audio.mute()]);
        }
        for (const track of before?.getTracks() ?? []) track.stop();
        setNow({ state: "on", fault: null, own: stream, picture: sent.current.video });
        setDevices(await listDevices());
        await publish();
      } catch (fault) {
        if (wish === wishes.current) setNow((was) => ({ ...was, state: own.current ? "on" : "off", fault: faultOf(fault) }));
      }
    },
    [publish],
  );

  const stop = useCallback(() => {
    wishes.current += 1;
    const tracks = sent.current;
    sent.current = null;
    for (const track of own.current?.getTracks() ?? []) track.stop();
    own.current = null;
    for (const track of tracks ? [tracks.video, tracks.audio] : []) {
      track.mediaStreamTrack.stop();
      void at.current?.localParticipant.unpublishTrack(track, true).catch(() => {});
    }
    setPublished(false);
    setNow({ state: "off", fault: null, own: null, picture: null });
  }, []);

  useEffect(() => {
    if (!room) return;
    const joined = () => void publish();
    const left = () => setPublished(false);
    room.on(RoomEvent.Connected, joined).on(RoomEvent.Disconnected, left);
    joined();
    return () => {
      room.off(RoomEvent.Connected, joined).off(RoomEvent.Disconnected, left);
    };
  }, [room, publish]);
  useEffect(() => stop, [stop]);
  return { ...now, isPublished, devices, start, stop };
}
