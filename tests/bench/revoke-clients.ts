import { createSign } from "node:crypto";
import { Room, RoomEvent, TrackKind, VideoStream } from "@livekit/rtc-node";
import type { Nonce } from "#contracts/signed.ts";
import { requestWords, seatAsked } from "#contracts/signed.ts";
import { openNodeKeys } from "#tests/demo/node-keys.ts";
import type { NodeKeys } from "#tests/demo/node-keys.ts";
import { sitDown } from "#tests/demo/seat.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { publish } from "#tests/demo/media.ts";
import { openPicture } from "#tests/demo/picture.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

/** The clock of this machine in milliseconds, alike in every process. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** Somebody who sits down: a cookie, and at a sealed event the private half of their browser's key (PKCS 8, base64). */
export interface Sitter {
  number: number;
  cookie: string;
  key?: string;
  /** Takes the picture as well. */
  hasMedia?: boolean;
}
export type Order =
  | { do: "sit"; origin: string; eventId: string; sitters: Sitter[] }
  | { do: "publish"; origin: string; eventId: string; cookie: string; isEncrypted: boolean }
  | { do: "packets" };
export type Told =
  | { did: "sat"; seats: { number: number; seatId: string; sid: string; ticket: string | null }[] }
  | { did: "published" }
  | { did: "packets"; of: Record<number, number> }
  | { did: "gone"; number: number; at: number }
  | { did: "epoch"; epoch: number; at: number }
  | { did: "inForce"; epoch: number; at: number };

const visitorWith = (origin: string, cookie: string) => ({ ...openVisitor(origin, "en", "the bench"), cookie: () => `sipario=${cookie}` });

async function proofOf(origin: string, eventId: string, cookie: string, key: string): Promise<string> {
  const answer = await fetch(`${origin}/entry/${eventId}/nonce`, { method: "POST", headers: { Origin: origin, Cookie: `sipario=${cookie}` } });
  const nonce = (await answer.json()) as Nonce;
  const private_ = { key: Buffer.from(key, "base64"), format: "der", type: "pkcs8", dsaEncoding: "ieee-p1363" } as const;
  const signature = createSign("sha256").update(requestWords(nonce, origin, seatAsked(eventId))).sign(private_);
  return `${nonce.nonce}.${signature.toString("base64url")}`;
}

/** Follows the keys of an encrypted call; tells each epoch when it came, and when it is in force here. */
async function followKeys(seat: DemoSeat, tell: (told: Told) => void, isPublisher: boolean): Promise<NodeKeys> {
  const ask = async () => {
    const answer = await seat.command("call.key", {});
    if (!answer.ok) throw new Error(`no media key: ${answer.reason}`);
    return { epoch: answer.value.epoch, key: Buffer.from(answer.value.key, "base64url") };
  };
  const first = await ask();
  const keys = openNodeKeys(first.epoch, first.key);
  if (isPublisher) await seat.command("call.keyInForce", { epoch: first.epoch });
  seat.wire.on("call.epoch", async ({ epoch: told }) => {
    tell({ did: "epoch", epoch: told, at: nowMs() });
    const { epoch, key } = await ask();
    keys.use(epoch, key);
    if (isPublisher) {
      const said = await seat.command("call.keyInForce", { epoch });
      if (said.ok) tell({ did: "inForce", epoch, at: nowMs() });
    }
  });
  return keys;
}

/** Takes the picture at 360 lines and counts packets, whatever the house or the media server says of its end. */
async function takePicture(seat: DemoSeat, keys: NodeKeys | null): Promise<() => Promise<number>> {
  const place = await seat.callPlace();
  if (!place) throw new Error("no place in the call");
  const room = new Room();
  room.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind !== TrackKind.KIND_VIDEO) return;
    const reader = new VideoStream(track).getReader();
    void (async () => {
      while (!(await reader.read()).done);
    })().catch(() => {});
  });
  await room.connect(place.url, place.ticket, { autoSubscribe: true, dynacast: false, ...keys?.options });
  keys?.follow(room);
  return async () => {
    const { subscriberStats, publisherStats } = await room.getRtcStats().catch(() => ({ subscriberStats: [], publisherStats: [] }));
    return [...subscriberStats, ...publisherStats].reduce(
      (sum, { stats }) => sum + (stats?.case === "inboundRtp" ? Number(stats.value.received?.packetsReceived ?? 0) : 0),
      0,
    );
  };
}

/** The guests of the bench, in a process of their own. */
export async function serveClients(): Promise<never> {
  const tell = (told: Told) => void process.send?.(told);
  const packets = new Map<number, () => Promise<number>>();

  async function sit(origin: string, eventId: string, { number, cookie, key, hasMedia }: Sitter) {
    const seat = await sitDown(visitorWith(origin, cookie), {
      eventId,
      sign: key ? () => proofOf(origin, eventId, cookie, key) : undefined,
      onEnd: () => tell({ did: "gone", number, at: nowMs() }),
    });
    const keys = key ? await followKeys(seat, tell, false) : null;
    const ticket = await seat.command("call.ticket", {});
    if (hasMedia) packets.set(number, await takePicture(seat, keys));
    return { number, seatId: seat.seatId(), sid: seat.wire.id ?? "", ticket: ticket.ok ? ticket.value.ticket : null };
  }

  process.on("disconnect", () => process.exit(0));
  process.on("message", async (order: Order) => {
    if (order.do === "packets") {
      const of: Record<number, number> = {};
      for (const [number, count] of packets) of[number] = await count();
      return tell({ did: "packets", of });
    }
    if (order.do === "publish") {
      const seat = await sitDown(visitorWith(order.origin, order.cookie), { eventId: order.eventId, as: "staff" });
      const keys = order.isEncrypted ? await followKeys(seat, tell, true) : undefined;
      const place = await seat.callPlace();
      if (!place) throw new Error("the host has no place in the call");
      const picture = await openPicture({ stills: ["stage-revealed.svg"], width: 640, height: 360 });
      await publish(place, { picture, framesPerSecond: 15, bitsPerSecond: 400_000, volume: 0, onLost: () => process.exit(3), keys });
      await seat.command("stage.ready", { isReady: true });
      return tell({ did: "published" });
    }
    const seats: Awaited<ReturnType<typeof sit>>[] = [];
    for (let from = 0; from < order.sitters.length; from += 20)
      seats.push(...(await Promise.all(order.sitters.slice(from, from + 20).map((one) => sit(order.origin, order.eventId, one)))));
    tell({ did: "sat", seats });
  });
  return new Promise(() => {});
}
