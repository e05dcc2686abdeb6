import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  RequestResponse,
  RequestResponse_Reason,
  SignalRequest,
  SignalResponse,
} from "@livekit/protocol";
import type { AddTrackRequest } from "@livekit/protocol";
import { WebSocket } from "ws";
import type { RawData, WebSocketServer } from "ws";
import type { MediaSeat, TrackNote } from "#server/video/seat.ts";
import { maySend, mayReachBrowser, noteAnswer, permittedTrack } from "./video-signal.ts";
import type { Ledger } from "./video-signal.ts";

/** Why the house ends a seat's line: for good, towards a new call, for a newer one of the same seat, or as it was. */
export type CutReason = "removed" | "moved" | "replaced" | "lost";

export interface Line {
  end(why: CutReason): void;
}

export interface LineWish {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly seat: MediaSeat;
  readonly ledger: Ledger;
  readonly token: string;
  /** The rebuilt join request. */
  readonly join: string;
  readonly signalUrl: string;
  readonly sockets: WebSocketServer;
  count(what: string): void;
  noted?(seat: MediaSeat, track: TrackNote): void;
  /** The browser is about to be accepted: this line takes the place of an older one. */
  accepted(line: Line): void;
  /** The media server has opened a session of this id for the seat. */
  joined(participantSid: string): void;
  ended(line: Line): void;
  /** The browser is turned away before it was accepted. */
  refuse(): void;
}

const known = { readUnknownFields: false };
const largestAnswer = 1_048_576;
const handshakeMs = 5_000;
const wishesPerSecond = 200;
const downstreamBacklog = 1_048_576;
const upstreamBacklog = 262_144;
const freeSourceMs = 1_500;
const farewellMs = 250;

/** Opens one line to the media server, asks for the seat again, accepts the browser; resolves when that is decided. */
export function openLine(wish: LineWish): Promise<void> {
  const { socket, seat, ledger, count } = wish;
  return new Promise((resolve) => {
    let down: WebSocket | null = null;
    let isEnded = false;
    let stopWatching = (): void => {};
    const timers = new Set<NodeJS.Timeout>();
    const mayWish = allowanceOf(wishesPerSecond);
    const up = new WebSocket(`${wish.signalUrl}?join_request=${encodeURIComponent(wish.join)}`, {
      headers: { authorization: `Bearer ${wish.token}` },
      perMessageDeflate: false,
      handshakeTimeout: handshakeMs,
      maxPayload: largestAnswer,
      followRedirects: false,
    });

    const line: Line = {
      end(why) {
        if (isEnded) return;
        isEnded = true;
        for (const timer of timers) clearTimeout(timer);
        stopWatching();
        wish.ended(line);
        up.terminate();
        if (down) sayFarewell(down, why);
        else wish.refuse();
        resolve();
      },
    };
    const endFor = (what: string): void => {
      count(what);
      line.end("lost");
    };

    const tell = (browser: WebSocket, answer: SignalResponse): void => {
      if (browser.bufferedAmount > downstreamBacklog) endFor("slow_browser");
      else browser.send(answer.toBinary());
    };

    /** A source that is just being given up is waited for: its end is told a moment after the next wish to publish. */
    const publish = (asked: AddTrackRequest, browser: WebSocket, until: number): void => {
      if (isEnded) return;
      const track = permittedTrack(asked, seat, ledger);
      if (track === "busy" && Date.now() < until && timers.size < 4) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          publish(asked, browser, until);
        }, 50);
        timers.add(timer);
      } else if (track && track !== "busy") {
        up.send(new SignalRequest({ message: { case: "addTrack", value: track } }).toBinary());
      } else {
        count("track_refused");
        tell(browser, refusalOf(asked));
      }
    };

    const hearBrowser = (data: RawData, isBinary: boolean, browser: WebSocket): void => {
      if (isEnded) return;
      if (!isBinary) return void endFor("text_frame"); // G1: one would switch the media server to JSON, past every rule here
      if (!mayWish() || up.bufferedAmount > upstreamBacklog) return void endFor("flood");
      try {
        const asked = SignalRequest.fromBinary(bytesOf(data), known);
        if (asked.message.case === "addTrack") publish(asked.message.value, browser, Date.now() + freeSourceMs);
        else if (maySend(asked, seat, ledger)) up.send(asked.toBinary());
        else count("request_filtered");
      } catch {
        endFor("malformed");
      }
    };

    const hearMediaServer = (data: RawData, isBinary: boolean): void => {
      if (isEnded) return;
      if (!isBinary || !down) return void endFor("answer_refused"); // G1
      try {
        const answer = SignalResponse.fromBinary(bytesOf(data), known);
        if (answer.message.case === "join") wish.joined(answer.message.value.participant?.sid ?? "");
        const notes = noteAnswer(answer, seat.identity, ledger);
        if (mayReachBrowser(answer, seat)) tell(down, answer);
        else count("answer_filtered");
        for (const track of notes) wish.noted?.(seat, track);
      } catch {
        endFor("answer_refused");
      }
    };

    up.on("error", () => line.end("lost"));
    up.on("close", () => line.end("lost"));
    up.on("unexpected-response", () => endFor("media_server_refused"));
    up.on("message", hearMediaServer);
    socket.on("close", () => line.end("lost"));
    stopWatching = seat.onEnd(() => line.end("removed")); // G8: before anything is sent; at once if already over
    if (isEnded) stopWatching();

    up.on("open", () => {
      if (isEnded || !seat.isLive() || socket.destroyed) return void line.end("removed"); // G8: asked again
      wish.sockets.handleUpgrade(wish.request, socket, wish.head, (browser) => {
        down = browser;
        wish.accepted(line);
        browser.on("error", () => line.end("lost"));
        browser.on("close", () => line.end("lost"));
        browser.on("message", (data, isBinary) => hearBrowser(data, isBinary, browser));
        resolve();
      });
      if (!down) line.end("lost");
    });
  });
}

function refusalOf(asked: AddTrackRequest): SignalResponse {
  const request = { case: "addTrack", value: asked } as const;
  const value = new RequestResponse({ reason: RequestResponse_Reason.NOT_ALLOWED, request });
  return new SignalResponse({ message: { case: "requestResponse", value } });
}

/** Tells a browser why its line ends, and closes it. */
export function sayFarewell(browser: WebSocket, why: CutReason): void {
  const leave = {
    removed: { reason: DisconnectReason.PARTICIPANT_REMOVED, action: LeaveRequest_Action.DISCONNECT },
    moved: { reason: DisconnectReason.STATE_MISMATCH, action: LeaveRequest_Action.RECONNECT },
    replaced: { reason: DisconnectReason.DUPLICATE_IDENTITY, action: LeaveRequest_Action.DISCONNECT },
    lost: null,
  }[why];
  if (leave && browser.readyState === WebSocket.OPEN) {
    browser.send(new SignalResponse({ message: { case: "leave", value: new LeaveRequest(leave) } }).toBinary());
  }
  browser.close(1000);
  setTimeout(() => browser.terminate(), farewellMs).unref();
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** True as long as no more than twice the rate came at once, and no more than the rate in the long run. */
function allowanceOf(perSecond: number): () => boolean {
  let left = perSecond * 2;
  let since = Date.now();
  return () => {
    const now = Date.now();
    left = Math.min(perSecond * 2, left + ((now - since) / 1000) * perSecond);
    since = now;
    left -= 1;
    return left >= 0;
  };
}
