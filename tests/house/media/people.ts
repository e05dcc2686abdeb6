import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AddTrackRequest,
  SignalRequest,
  SignalResponse,
} from "@livekit/protocol";
import type { PartialMessage } from "@bufbuild/protobuf";
import {
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from "@livekit/rtc-node";
import type { LocalTrackPublication, VideoFrameEvent } from "@livekit/rtc-node";
import { WebSocket, WebSocketServer } from "ws";
import type { NodeKeys } from "#tests/demo/node-keys.ts";
import { joinQuery } from "./join-query.ts";
import type { Stage, TestSeat } from "./stage.ts";

export { joinQuery };

const width = 320;
const height = 180;
/** The media server itself sends tiny black frames when a track is muted or ends: they are no picture of anyone. */
const smallestPicture = 64;

/** A viewer who counts the frames that really arrive. */
export async function sitDown(url: string, ticket: string, keys?: NodeKeys) {
  const room = new Room();
  const frames: number[] = [];
  const readers = new Set<ReadableStreamDefaultReader<VideoFrameEvent>>();
  room.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind !== TrackKind.KIND_VIDEO) return;
    const reader = new VideoStream(track).getReader();
    readers.add(reader);
    void (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        if (value.frame.width >= smallestPicture) frames.push(performance.now());
      }
    })().catch(() => {});
  });
  await room.connect(url, ticket, { autoSubscribe: true, dynacast: false, ...keys?.options });
  keys?.follow(room);
  return {
    room,
    frames,
    since: (at: number) => frames.filter((time) => time >= at).length,
    /** Packets of media that reached this client so far, shown or not. */
    async packets(): Promise<number> {
      const { subscriberStats, publisherStats } = await room.getRtcStats();
      const inbound = [...subscriberStats, ...publisherStats].flatMap(({ stats }) =>
        stats?.case === "inboundRtp" ? [Number(stats.value.received?.packetsReceived ?? 0)] : [],
      );
      return inbound.reduce((sum, count) => sum + count, 0);
    },
    async leave(): Promise<void> {
      for (const reader of readers) await reader.cancel().catch(() => {});
      await room.disconnect();
    },
  };
}

/** Someone with a camera: a moving picture at twenty frames a second. */
export async function stepUp(url: string, ticket: string, keys?: NodeKeys) {
  const room = new Room();
  await room.connect(url, ticket, { autoSubscribe: false, dynacast: false, ...keys?.options });
  const source = new VideoSource(width, height);
  const track = LocalVideoTrack.createVideoTrack("camera", source);
  let shade = 0;
  const timer = setInterval(() => {
    shade = (shade + 7) % 200;
    const picture = new Uint8Array((width * height * 3) / 2).fill(shade + 20);
    source.captureFrame(new VideoFrame(picture, width, height, VideoBufferType.I420));
  }, 50);
  return {
    room,
    async publish(kind: TrackSource = TrackSource.SOURCE_CAMERA): Promise<LocalTrackPublication> {
      if (!room.localParticipant) throw new Error("not connected");
      const published = await room.localParticipant.publishTrack(track, new TrackPublishOptions({ source: kind, simulcast: false }));
      keys?.follow(room);
      return published;
    },
    async unpublish(sid: string): Promise<void> {
      await room.localParticipant?.unpublishTrack(sid);
    },
    async leave(): Promise<void> {
      clearInterval(timer);
      await room.disconnect();
      await track.close();
    },
  };
}

/** A raw client of the signalling: says what it likes, keeps what it hears. */
export async function speakRaw(stage: Stage, seat: TestSeat, query = joinQuery(), headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${stage.url(seat.seatId)}/rtc/v1?${query}`, {
    headers: { authorization: `Bearer ${seat.ticket}`, ...headers },
  });
  const answers: SignalResponse[] = [];
  const texts: string[] = [];
  let isClosed = false;
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) answers.push(SignalResponse.fromBinary(data));
    else texts.push(data.toString());
  });
  socket.on("close", () => {
    isClosed = true;
  });
  await once(socket, "open");
  return {
    answers,
    texts,
    isClosed: () => isClosed,
    of: (kind: SignalResponse["message"]["case"]) => answers.filter(({ message }) => message.case === kind),
    say: (message: SignalRequest["message"]) => socket.send(new SignalRequest({ message }).toBinary()),
    text: (words: string) => socket.send(words),
    bytes: (bytes: Uint8Array) => socket.send(bytes),
    socket,
    close: () => socket.terminate(),
  };
}

/** A camera wish of a client, with whatever it adds. */
export const cameraWish = (wish: PartialMessage<AddTrackRequest> = {}): AddTrackRequest =>
  new AddTrackRequest({ cid: "cam-1", name: "Ada's camera", type: 1, source: 1, width, height, ...wish });

/**
 * A modified client: stands between a stock media client and the house, swallows what tells it to go, stays connected
 * to the media when the house closes its line, and says what it likes on its behalf.
 */
export async function meddle(stage: Stage) {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const heard: SignalResponse[] = [];
  let house: WebSocket | null = null;
  let isHouseGone = false;
  sockets.on("connection", (client, request) => {
    const up = new WebSocket(`ws://127.0.0.1:${stage.port}${request.url}`, {
      headers: { authorization: request.headers.authorization ?? "" },
    });
    const waiting: Buffer[] = [];
    house = up;
    up.on("open", () => {
      for (const bytes of waiting.splice(0)) up.send(bytes);
    });
    up.on("message", (data: Buffer) => {
      const answer = SignalResponse.fromBinary(data);
      heard.push(answer);
      if (answer.message.case !== "leave") client.send(data);
    });
    up.on("error", () => client.terminate());
    up.on("close", () => {
      isHouseGone = true;
    });
    client.on("message", (data: Buffer) => {
      const { message } = SignalRequest.fromBinary(data);
      if (up.readyState === WebSocket.OPEN) return up.send(data);
      if (up.readyState === WebSocket.CONNECTING) return void waiting.push(data);
      if (message.case !== "pingReq") return;
      const value = { lastPingTimestamp: message.value.timestamp, timestamp: BigInt(Date.now()) };
      client.send(new SignalResponse({ message: { case: "pong", value: BigInt(Date.now()) } }).toBinary());
      client.send(new SignalResponse({ message: { case: "pongResp", value } } as never).toBinary());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    heard,
    url: (seatId: string) => `ws://127.0.0.1:${port}/media/${seatId}`,
    isHouseGone: () => isHouseGone,
    say: (message: SignalRequest["message"]) => house?.send(new SignalRequest({ message }).toBinary()),
    cutHouse: () => house?.terminate(),
    close(): void {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}
