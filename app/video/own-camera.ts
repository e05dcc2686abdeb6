import type { LocalVideoTrack, Room } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CameraFault, Devices, DeviceWish } from "#app/video/devices.ts";
import { faultOf, isForbidden, listDevices, noDevices, openDevices } from "#app/video/devices.ts";
import type { Publisher } from "#app/video/publish.ts";
import { openPublisher } from "#app/video/publish.ts";

export interface OwnCamera {
  state: "off" | "starting" | "on";
  fault: CameraFault | null;
  /** What the camera and the microphone give, for one's own eyes; it does not stop while the house holds the picture. */
  own: MediaStream | null;
  /** What went away while it was open: unplugged, or taken by the system. */
  lost: "camera" | "microphone" | null;
  /** What goes to the house; held until the house lifts it. */
  picture: LocalVideoTrack | null;
  /** The house has it. */
  isPublished: boolean;
  devices: Devices;
  start(wish?: DeviceWish): Promise<void>;
  stop(): void;
}

type Now = Pick<OwnCamera, "state" | "fault" | "own" | "lost">;
const off: Now = { state: "off", fault: null, own: null, lost: null };

/** A held track gives nothing, not even to its sender: the house gets copies, so that one still sees and hears oneself. */
async function sendCopies(publisher: Publisher | null, stream: MediaStream): Promise<LocalVideoTrack | null> {
  const [[picture], [sound]] = [stream.getVideoTracks(), stream.getAudioTracks()];
  return publisher && picture && sound ? publisher.send(picture.clone(), sound.clone()) : null;
}

/**
 * The browser's own camera and microphone, published held: the house alone puts them on air. Published anew whenever the
 * call is joined anew; a change of device keeps what is on air on air.
 */
export function useOwnCamera(room: Room | null): OwnCamera {
  const [now, setNow] = useState(off);
  const [picture, setPicture] = useState<LocalVideoTrack | null>(null);
  const [isPublished, setPublished] = useState(false);
  const [devices, setDevices] = useState(noDevices);
  const publisher = useRef<Publisher | null>(null);
  const own = useRef<MediaStream | null>(null);
  const wishes = useRef(0);

  const start = useCallback<OwnCamera["start"]>(async (asked = {}) => {
    const wish = ++wishes.current;
    setNow((was) => ({ ...was, state: was.state === "on" ? "on" : "starting", fault: null }));
    try {
      const stream = await openDevices(asked);
      if (wish !== wishes.current) {
        for (const track of stream.getTracks()) track.stop(); // stopped, or chosen otherwise, meanwhile
        return;
      }
      const before = own.current;
      own.current = stream;
      for (const track of stream.getTracks())
        track.addEventListener("ended", async () => {
          if (own.current !== stream) return;
          const lost = track.kind === "video" ? "camera" : "microphone";
          setNow((was) => ({ ...was, lost }));
          if ((await isForbidden(lost)) && own.current === stream) setNow((was) => ({ ...was, fault: "denied" }));
        });
      setNow({ state: "on", fault: null, own: stream, lost: null });
      setDevices(await listDevices());
      const sent = await sendCopies(publisher.current, stream);
      for (const track of before?.getTracks() ?? []) track.stop();
      if (own.current === stream) setPicture(sent);
    } catch (fault) {
      if (wish === wishes.current) setNow((was) => ({ ...was, state: own.current ? "on" : "off", fault: faultOf(fault) }));
    }
  }, []);

  const stop = useCallback(() => {
    wishes.current += 1;
    publisher.current?.stop();
    for (const track of own.current?.getTracks() ?? []) track.stop();
    own.current = null;
    setPicture(null);
    setNow(off);
  }, []);

  useEffect(() => {
    if (!room) return;
    const opened = openPublisher(room, setPublished);
    publisher.current = opened;
    if (own.current) void sendCopies(opened, own.current).then((sent) => publisher.current === opened && setPicture(sent));
    return () => {
      publisher.current = null;
      opened.leave();
      setPicture(null);
      setPublished(false);
    };
  }, [room]);
  useEffect(() => {
    const look = () => void listDevices().then(setDevices);
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", look);
  }, []);
  useEffect(() => stop, [stop]);
  return { ...now, picture, isPublished, devices, start, stop };
}
