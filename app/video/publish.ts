import type { LocalTrack, Room } from "livekit-client";
import { ConnectionState, LocalAudioTrack, LocalVideoTrack, RoomEvent, Track, VideoPresets } from "livekit-client";

/** Again after so long when the house did not take a track. */
const againMs = 2000;
/** The full picture, and one for small screens and thin lines. */
const pictureOptions = { source: Track.Source.Camera, name: "camera", simulcast: true, videoSimulcastLayers: [VideoPresets.h360] };
const soundOptions = { source: Track.Source.Microphone, name: "microphone", dtx: true, red: true };

interface Sent {
  video: LocalVideoTrack;
  audio: LocalAudioTrack;
}

export interface Publisher {
  /** Sends these tracks from now on, in place of the ones before: what is on air stays on air. They are the publisher's to stop. */
  send(picture: MediaStreamTrack, sound: MediaStreamTrack): Promise<LocalVideoTrack>;
  /** Sends nothing more. */
  stop(): void;
  /** Gives the call back as it was found. */
  leave(): void;
}

/**
 * Publishes a picture and a sound into a call, held: muted before they leave, lifted by the house alone. Publishes anew
 * whenever the call is joined anew, and again when the house did not take them.
 */
export function openPublisher(room: Room, onPublished: (isPublished: boolean) => void): Publisher {
  let sent: Sent | null = null;
  let isLeft = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  // One thing at a time: a device changed while its predecessor is being published would make a second camera.
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(act, act);
    turn = done.catch(() => {});
    return done;
  };
  const published = (): LocalTrack[] => [...room.localParticipant.trackPublications.values()].flatMap(({ track }) => track ?? []);

  async function publishNow(): Promise<void> {
    clearTimeout(retry);
    if (isLeft || room.state !== ConnectionState.Connected) return onPublished(false);
    if (room.hasE2EESetup && !room.isE2EEEnabled) return onPublished(false); // never anything unencrypted into an encrypted call
    const { localParticipant } = room;
    try {
      for (const track of published()) if (track !== sent?.video && track !== sent?.audio) await localParticipant.unpublishTrack(track, false);
      if (sent && !published().includes(sent.video)) await localParticipant.publishTrack(sent.video, pictureOptions);
      if (sent && !published().includes(sent.audio)) await localParticipant.publishTrack(sent.audio, soundOptions);
    } catch {
      retry = setTimeout(publish, againMs); // refused, or cut on the way
    }
    onPublished(sent !== null && published().includes(sent.video) && published().includes(sent.audio));
  }
  const publish = () => void inTurn(publishNow);
  const left = () => onPublished(false);
  room.on(RoomEvent.Connected, publish).on(RoomEvent.Reconnected, publish).on(RoomEvent.Disconnected, left);

  function drop(): void {
    for (const track of sent ? [sent.video, sent.audio] : []) track.mediaStreamTrack.stop();
    sent = null;
  }

  async function sendNow(picture: MediaStreamTrack, sound: MediaStreamTrack): Promise<LocalVideoTrack> {
    if (sent?.video.sender && sent.audio.sender) {
      const before = [sent.video.mediaStreamTrack, sent.audio.mediaStreamTrack];
      await sent.video.replaceTrack(picture, true);
      await sent.audio.replaceTrack(sound, true);
      for (const track of before) track.stop();
    } else {
      drop();
      // Ours to keep open, so that a mute by the house does not close the camera.
      sent = { video: new LocalVideoTrack(picture, undefined, true), audio: new LocalAudioTrack(sound, undefined, true) };
      await Promise.all([sent.video.mute(), sent.audio.mute()]);
    }
    const { video } = sent;
    publish();
    return video;
  }

  return {
    send: (picture, sound) => inTurn(() => sendNow(picture, sound)),
    stop() {
      void inTurn(async () => {
        drop();
        await publishNow();
      });
    },
    leave() {
      clearTimeout(retry);
      room.off(RoomEvent.Connected, publish).off(RoomEvent.Reconnected, publish).off(RoomEvent.Disconnected, left);
      void inTurn(async () => {
        const tracks = published();
        drop();
        isLeft = true;
        for (const track of tracks) await room.localParticipant.unpublishTrack(track, false);
      });
    },
  };
}
