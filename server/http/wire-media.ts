import type { IncomingMessage } from "node:http";
import type { Sessions } from "#server/access/session.ts";
import type { Cookies } from "#server/http/cookies.ts";
import type { VideoGateway } from "#server/http/video-gateway.ts";
import { videoGateway } from "#server/http/video-gateway.ts";
import type { Media } from "#server/infra/livekit.ts";
import type { Log } from "#server/infra/log.ts";
import type { Seat } from "#server/seats/seat.ts";
import { isEncrypted } from "#server/seats/seat.ts";
import type { Seating } from "#server/seats/seating.ts";
import type { MediaKeys } from "#server/video/media-keys.ts";
import { openMediaKeys } from "#server/video/media-keys.ts";
import type { Video } from "#server/video/video.ts";
import { openVideo } from "#server/video/video.ts";

export interface MediaWiring {
  media(): Media | null;
  sessions: Sessions;
  seating(): Seating;
  cookies: Cookies;
  origin: string;
  log: Log;
  onCallMoved(eventId: string): void;
  onPublished(eventId: string): void;
  /** Reserves epochs of an event's media keys, durably; gives the first. */
  reserveEpochs(eventId: string, count: number): Promise<number>;
  /** Takes a publisher off the air who does not send under the key of now. */
  holdSeat(eventId: string, seatId: string): void;
  /** Ends the media server's process, where it is the house's own. */
  killMedia(): Promise<boolean>;
  count(what: string): void;
}

/** Joins the calls and the gateway: a seat that may join the call gets a place in it, and proves itself at the gateway. */
export function wireMedia(wiring: MediaWiring): { video: Video; gateway: VideoGateway; mediaKeys: MediaKeys; seatIn(seat: Seat): void } {
  const { media, log, origin, count } = wiring;

  async function seatOf(request: IncomingMessage, seatId: string, ticket: string | null) {
    const seating = wiring.seating();
    const seat = seating.find(seatId);
    if (!seat) return null;
    if (ticket !== null) return seating.isTicketOf(seat, ticket) ? video.seatFor(seatId) : null;
    if (request.headers.origin !== origin) return null;
    const { sessionId } = await wiring.sessions.visitorOf(wiring.cookies.read(request.headers.cookie));
    return sessionId === seat.sessionId ? video.seatFor(seatId) : null;
  }

  const gateway: VideoGateway = videoGateway({
    upstream: media,
    seatOf,
    count,
    noted(seat, track) {
      const of = wiring.seating().find(seat.seatId);
      video
        .noted(seat.seatId, track)
        .then(() => of && wiring.onPublished(of.eventId))
        .catch((fault: unknown) => log.error({ err: fault }, "a track could not be lifted"));
    },
  });
  const video: Video = openVideo({
    media,
    signals: gateway,
    now: () => Date.now(),
    onCallMoved: wiring.onCallMoved,
    report: (what, figures) => log.debug(figures, what),
    killMedia: wiring.killMedia,
  });

  const mediaKeys = openMediaKeys({
    reserve: wiring.reserveEpochs,
    hold: wiring.holdSeat,
    report: (what, figures) => log.debug(figures, what),
  });

  return {
    video,
    gateway,
    mediaKeys,
    seatIn(seat) {
      const { may } = seat.look.decision;
      if (!may.has("call.join") || seat.isMarkBroken) return;
      video.enter(seat.eventId, {
        seatId: seat.id,
        speaks: may.has("stage.prepare") ? { sources: ["camera", "microphone"] } : false,
        isLive: () => seat.ended === null,
        isEncrypted: () => isEncrypted(seat),
        onEnd(end) {
          if (seat.ended) end();
          else seat.onEnd.add(end);
          return () => void seat.onEnd.delete(end);
        },
      });
    },
  };
}
