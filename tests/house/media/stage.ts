import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTcp } from "node:net";
import type { AddressInfo } from "node:net";
import { createSocket } from "node:dgram";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { routeUpgrade } from "#server/http/upgrade.ts";
import { videoGateway } from "#server/http/video-gateway.ts";
import { mediaWebhooks } from "#server/http/webhooks.ts";
import { ensureMediaBuilt } from "#server/infra/embedded/media-program.ts";
import { openMedia } from "#server/infra/livekit.ts";
import type { Media } from "#server/infra/livekit.ts";
import type { MediaSeat, Source } from "#server/video/seat.ts";
import { openVideo } from "#server/video/video.ts";
import type { Video } from "#server/video/video.ts";

const found = await ensureMediaBuilt({});
const binary = "program" in found ? found.program : undefined;
if ("missing" in found) console.warn(`No media server, so its suites are skipped: ${found.missing}`);

/** True where a media server can be started; suites skip loudly without one. */
export const hasMediaServer = binary !== undefined;

export interface TestSeat {
  readonly seat: MediaSeat;
  readonly seatId: string;
  readonly ticket: string;
  end(): void;
  /** Is over without anybody being told. */
  fade(): void;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A small house around the gateway with a media server of its own, on free loopback ports. */
export async function openStage(eventId = "ev_premiere") {
  const folder = mkdtempSync(join(tmpdir(), "sip-media-"));
  const [mediaPort, udpPort] = [await freeTcpPort(), await freeUdpPort()];
  const connection = {
    url: `http://127.0.0.1:${mediaPort}`,
    apiKey: "house",
    apiSecret: randomBytes(24).toString("hex"),
  };
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const heard: string[] = [];
  const moved: string[] = [];
  const tickets = new Map<string, string>();
  let media: Media | null = openMedia(connection);
  let video: Video;

  const gateway = videoGateway({
    upstream: () => {
      const present = media;
      if (!present) return null;
      return {
        signalUrl: present.signalUrl,
        async token(grant) {
          const token = await present.token(grant);
          setImmediate(() => doubts.whileOpening()); // the line is being opened by then
          return token;
        },
      };
    },
    count,
    noted: (seat, track) => void video.noted(seat.seatId, track),
    async seatOf(request, seatId, ticket) {
      const isPage = request.headers.origin === `http://127.0.0.1:${port}`;
      const cookie = /(?:^|; )seat=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
      const shown = ticket ?? (isPage ? cookie : undefined);
      if (!shown || tickets.get(seatId) !== shown) return null;
      return video.seatFor(seatId);
    },
  });
  const doubts = { failsRemovals: false, mayKill: false, whileOpening: () => {} };
  video = openVideo({
    media: () => (media && doubts.failsRemovals ? { ...media, remove: async () => ({ ok: false, reason: "silent" }) } : media),
    signals: gateway,
    now: () => Date.now(),
    onCallMoved: (_eventId, call) => void moved.push(call),
    report: () => {},
    async killMedia() {
      if (doubts.mayKill) await stopMedia();
      return doubts.mayKill;
    },
  });

  const app = express();
  app.post(
    "/webhooks/livekit",
    mediaWebhooks({
      media: () => media,
      now: () => Date.now(),
      count,
      heard(hint) {
        heard.push(hint.kind);
        return video.heard(hint);
      },
    }),
  );
  app.get("/media/:seatId/rtc/v1/validate", gateway.validate);
  const server = createServer(app);
  server.on(
    "upgrade",
    routeUpgrade({ live: (_request, socket) => void socket.destroy(), media: gateway.upgrade, count }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  writeFileSync(
    join(folder, "livekit.yaml"),
    `port: ${mediaPort}
bind_addresses: ["127.0.0.1"]
log_level: error
rtc:
  tcp_port: 0
  udp_port: ${udpPort}
  use_external_ip: false
  enable_loopback_candidate: true
  node_ip: 127.0.0.1
  interfaces: { includes: [lo] }
  ips: { includes: ["127.0.0.1/32"] }
room: { auto_create: false, enable_remote_unmute: true }
api: { enable_psrpc_for_get_list_participants: true }
webhook: { api_key: house, urls: ["http://127.0.0.1:${port}/webhooks/livekit"] }
keys: { house: "${connection.apiSecret}" }
`,
    { mode: 0o600 },
  );

  let child: ChildProcess | null = null;
  async function startMedia(): Promise<void> {
    if (!binary) throw new Error("no media server to test with");
    child = spawn(binary, ["--config", join(folder, "livekit.yaml")], { stdio: "ignore" });
    const until = Date.now() + 10_000;
    while (!(await openMedia(connection).isOurs())) {
      if (Date.now() > until) throw new Error("the media server does not start");
      await pause(50);
    }
    media = openMedia(connection);
  }
  async function stopMedia(): Promise<void> {
    const stopping = child;
    child = null;
    if (!stopping || stopping.exitCode !== null) return;
    const gone = once(stopping, "exit");
    stopping.kill("SIGCONT");
    stopping.kill("SIGKILL");
    await gone;
  }
  await startMedia();

  return {
    eventId,
    port,
    connection,
    gateway,
    video,
    counts,
    heard,
    moved,
    media: openMedia(connection),
    url: (seatId: string) => `ws://127.0.0.1:${port}/media/${seatId}`,
    startMedia,
    stopMedia,
    /** What happens while a line to the media server opens. */
    whileOpening(happens: () => void): void {
      doubts.whileOpening = happens;
    },
    /** Lets the media API fall silent for removals alone. */
    failRemovals(): void {
      doubts.failsRemovals = true;
    },
    /** Lets the house end the media server's process. */
    allowKill(): void {
      doubts.mayKill = true;
    },
    /** Freezes the media server, or lets it go on. */
    signalMedia: (signal: "SIGSTOP" | "SIGCONT") => void child?.kill(signal),
    /** A seat with a media ticket; `sources` makes it a speaker's. */
    seat(sources: readonly Source[] | false = false, isEncrypted = false): TestSeat {
      const seatId = `seat_${randomBytes(18).toString("base64url")}`;
      const ticket = randomBytes(16).toString("base64url");
      tickets.set(seatId, ticket);
      let isOver = false;
      const ends = new Set<() => void>();
      const seat = video.enter(eventId, {
        seatId,
        speaks: sources && { sources },
        isLive: () => !isOver,
        isEncrypted: () => isEncrypted,
        onEnd(end) {
          if (isOver) end();
          else ends.add(end);
          return () => void ends.delete(end);
        },
      });
      return {
        seat,
        seatId,
        ticket,
        fade() {
          isOver = true;
        },
        end() {
          isOver = true;
          for (const end of [...ends]) end();
        },
      };
    },
    async close(): Promise<void> {
      video.close();
      gateway.close();
      server.closeAllConnections();
      server.close();
      await stopMedia();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the answer is true; fails with the word after the time. */
export async function until(isSo: () => boolean | Promise<boolean>, word: string, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${word}`);
    await pause(15);
  }
}

async function freeTcpPort(): Promise<number> {
  const server = createTcp().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}
