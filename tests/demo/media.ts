import {
  AudioFrame,
  AudioSource,
  DisconnectReason,
  LocalAudioTrack,
  LocalVideoTrack,
  RemoteTrackPublication,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from "@livekit/rtc-node";
import type { NodeKeys } from "#tests/demo/node-keys.ts";
import type { Picture } from "#tests/demo/picture.ts";
import { openSound, portionMs, sampleRate } from "#tests/demo/sound.ts";

/** A seat's place in the call: where its signalling is, and a ticket made for this moment. */
export interface CallPlace {
  url: string;
  ticket: string;
}
/** Somebody's part in the call, for as long as they are there. */
export interface Part {
  leave(): Promise<void>;
}

interface Publishing {
  picture: Picture;
  framesPerSecond: number;
  /** Bits a second of the largest layer. */
  bitsPerSecond: number;
  /** 0 for no sound at all. */
  volume: number;
  /** The call ended for this part without it wanting to. */
  onLost(): void;
  /** The media keys of a sealed event. */
  keys?: NodeKeys | undefined;
}

const isOver = (why: DisconnectReason): boolean => why === DisconnectReason.CLIENT_INITIATED;

/** Publishes a moving picture and a sound, as anybody with a camera does: the house holds them until it lights them. */
export async function publish(place: CallPlace, { picture, framesPerSecond, bitsPerSecond, volume, onLost, keys }: Publishing): Promise<Part> {
  const room = new Room();
  let isLeaving = false;
  room.on(RoomEvent.Disconnected, (why) => {
    if (!isLeaving && !isOver(why)) onLost();
  });
  await room.connect(place.url, place.ticket, { autoSubscribe: false, dynacast: true, ...keys?.options });
  const { localParticipant } = room;
  if (!localParticipant) throw new Error("the call has no place for its publisher");

  const { width, height } = picture;
  const video = new VideoSource(width, height);
  const videoTrack = LocalVideoTrack.createVideoTrack("camera", video);
  const encoding = { maxBitrate: BigInt(bitsPerSecond), maxFramerate: framesPerSecond };
  const begun = performance.now();
  const show = () => video.captureFrame(new VideoFrame(picture.frameAt((performance.now() - begun) / 1000), width, height, VideoBufferType.I420));
  const camera = setInterval(show, 1000 / framesPerSecond);
  await localParticipant.publishTrack(videoTrack, new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: height > 360, videoEncoding: encoding }));

  let isSounding = volume > 0;
  const audio = isSounding ? new AudioSource(sampleRate, 1, 400) : null;
  const audioTrack = audio && LocalAudioTrack.createAudioTrack("microphone", audio);
  let sounding = Promise.resolve();
  if (audio && audioTrack) {
    await localParticipant.publishTrack(audioTrack, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
    const next = openSound(volume);
    const samples = (sampleRate * portionMs) / 1000;
    const sound = async () => {
      while (isSounding) await audio.captureFrame(new AudioFrame(next(), sampleRate, 1, samples)); // waits while enough is queued
    };
    sounding = sound().catch(() => {}); // ends with the source
  }

  keys?.follow(room);
  return {
    async leave() {
      if (isLeaving) return;
      isLeaving = true;
      clearInterval(camera);
      isSounding = false;
      await room.disconnect().catch(() => {});
      await sounding;
      await videoTrack.close();
      await audioTrack?.close();
    },
  };
}

/** Asks for the layer that fits a phone; the client for Node has no word of its own for it. */
function askSmall(publication: RemoteTrackPublication): void {
  globalThis._ffiClientInstance?.request({
    message: {
      case: "updateRemoteTrackPublicationDimension",
      value: { trackPublicationHandle: publication.ffiHandle.handle, width: 640, height: 360 },
    },
  });
}

/** Takes the picture and sound of the call, as a phone would, at 360 lines. */
export async function watch(place: CallPlace, onLost: () => void, keys?: NodeKeys): Promise<Part & { bytes(): Promise<number>; lines(): Promise<number> }> {
  const room = new Room();
  let isLeaving = false;
  room.on(RoomEvent.Disconnected, (why) => {
    if (!isLeaving && !isOver(why)) onLost();
  });
  room.on(RoomEvent.TrackSubscribed, (track, publication) => {
    if (track.kind === TrackKind.KIND_VIDEO && publication instanceof RemoteTrackPublication) askSmall(publication);
  });
  await room.connect(place.url, place.ticket, { autoSubscribe: true, dynacast: false, ...keys?.options });
  keys?.follow(room);
  const inbound = async () => {
    const { subscriberStats, publisherStats } = await room.getRtcStats(); // one connection may carry both ways
    return [...subscriberStats, ...publisherStats].flatMap(({ stats }) => (stats?.case === "inboundRtp" ? [stats.value] : []));
  };
  return {
    /** Bytes of media that have come so far. */
    bytes: async () => (await inbound()).reduce((sum, one) => sum + Number(one.inbound?.bytesReceived ?? 0), 0),
    /** Lines of the tallest picture that comes. */
    lines: async () => Math.max(0, ...(await inbound()).map((one) => one.inbound?.frameHeight ?? 0)),
    async leave() {
      if (isLeaving) return;
      isLeaving = true;
      await room.disconnect().catch(() => {});
    },
  };
}
