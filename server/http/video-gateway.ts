import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { RequestHandler } from "express";
import { WebSocketServer } from "ws";
import type { MediaGrant } from "#server/infra/livekit.ts";
import type { MediaSeat, PublishedTrack, TrackNote } from "#server/video/seat.ts";
import { refuseUpgrade, seatIdForm } from "./upgrade.ts";
import { readJoin } from "./video-join.ts";
import { openLine, sayFarewell } from "./video-line.ts";
import type { CutReason, Line } from "./video-line.ts";
import { ledgerTracks } from "./video-signal.ts";
import type { Ledger } from "./video-signal.ts";

export type { MediaSeat } from "#server/video/seat.ts";

/** The media server as the gateway sees it: where to speak to, and a token for one connection. */
export interface Upstream {
  readonly signalUrl: string;
  token(grant: MediaGrant): Promise<string>;
}

export interface VideoGatewayOptions {
  /** Null without a media server: everything is refused. */
  upstream(): Upstream | null;
  /** The seat proven by cookie and `Origin`, or by its media ticket when there is no `Origin`; null for anybody else. */
  seatOf(request: IncomingMessage, seatId: string, ticket: string | null): Promise<MediaSeat | null>;
  /** Counts what was refused, filtered or cut, without ids. */
  count(what: string): void;
  /** A permitted track of a seat has appeared in the call, or goes out now. */
  noted?(seat: MediaSeat, track: TrackNote): void;
}

/** What the gateway remembers of a seat between its lines. */
interface Desk {
  line: Line | null;
  ledger: Ledger;
  /** The session at the media server that may be resumed; empty before the first. */
  participantSid: string;
  opening: number;
  openedAt: number[];
}

const largestMessage = 65_536;
const opensAtOnce = 3;
const opensPerMinute = 40;

/** The door to the media server (G1 to G8): a seat's signalling, read, judged, and written anew in both directions. */
export function videoGateway(options: VideoGatewayOptions) {
  const { count } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: largestMessage,
    clientTracking: false,
  });
  const desks = new Map<string, Desk>();
  const openLines = new Set<Line>();
  let isClosed = false;

  const refuse = (socket: Duplex, what: string): void => {
    count(what);
    refuseUpgrade(socket);
  };

  /** Takes an upgrade of `/media/<seatId>/rtc/v1`: a line for the seat that is proven, one 404 for everybody else. */
  async function upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    seatId: string,
    query: string,
  ): Promise<void> {
    socket.on("error", () => socket.destroy()); // G8: before the first await
    const join = readJoin(query);
    const seat = await options.seatOf(request, seatId, ticketOf(request)).catch(() => null);
    const upstream = options.upstream();
    if (!seat?.isLive() || socket.destroyed) return refuse(socket, "seat_refused");
    if (!upstream || isClosed) return refuse(socket, "no_media_server");
    if (!join) return refuse(socket, "join_refused");
    const desk = desks.get(seatId) ?? { line: null, ledger: new Map(), participantSid: "", opening: 0, openedAt: [] };
    desks.set(seatId, desk);
    const now = Date.now();
    desk.openedAt = desk.openedAt.filter((at) => at > now - 60_000);
    if (desk.opening >= opensAtOnce || desk.openedAt.length >= opensPerMinute) return refuse(socket, "too_many_lines");
    desk.openedAt.push(now);
    if (join.isResume && desk.participantSid !== "" && join.participantSid !== desk.participantSid) {
      // An older page of this seat: resumed, it would take over the newer page's session.
      count("resume_refused");
      return sockets.handleUpgrade(request, socket, head, (browser) => {
        browser.on("error", () => browser.terminate());
        sayFarewell(browser, "replaced");
      });
    }
    desk.opening += 1;
    try {
      const ledger: Ledger = join.isResume ? desk.ledger : new Map();
      await openLine({
        request,
        socket,
        head,
        seat,
        ledger,
        token: await upstream.token(seat),
        join: join.rebuilt(seat, ledger),
        signalUrl: upstream.signalUrl,
        sockets,
        count,
        noted: options.noted,
        accepted(line) {
          desk.line?.end(join.isResume ? "lost" : "replaced");
          desk.line = line;
          desk.ledger = ledger;
          openLines.add(line);
        },
        joined(participantSid) {
          desk.participantSid = participantSid;
        },
        ended(line) {
          openLines.delete(line);
          if (desk.line === line) desk.line = null;
          if (!seat.isLive() && desks.get(seatId) === desk) desks.delete(seatId);
        },
        refuse: () => refuse(socket, "line_refused"),
      });
    } catch {
      refuse(socket, "join_refused");
    } finally {
      desk.opening -= 1;
    }
  }

  /** Answers the media client's question after a failed connection alike for every id: it knows nothing and says nothing. */
  const validate: RequestHandler = (request, response, next) => {
    if (!seatIdForm.test(String(request.params.seatId))) return next();
    response.set({ "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" }).status(200).send("success");
  };

  return {
    upgrade,
    /** Express handler of `GET /media/:seatId/rtc/v1/validate`. */
    validate,
    /** Ends a seat's line now; the browser is told whether it is over or whether to come again. */
    cut(seatId: string, why: CutReason): void {
      desks.get(seatId)?.line?.end(why);
      if (why === "removed") desks.delete(seatId);
    },
    /** The published tracks of a seat, as its line told. */
    tracks: (seatId: string): PublishedTrack[] => ledgerTracks(desks.get(seatId)?.ledger ?? new Map()),
    /** How many browsers have a line open. */
    openSignals: () => openLines.size,
    close(): void {
      isClosed = true;
      for (const line of [...openLines]) line.end("lost");
      sockets.close();
    },
  };
}

export type VideoGateway = ReturnType<typeof videoGateway>;

function ticketOf(request: IncomingMessage): string | null {
  if (request.headers.origin !== undefined) return null; // a page proves its seat by cookie, whatever it adds
  return /^Bearer ([A-Za-z0-9_-]{16,128})$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
}
