import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { SeatEnding } from "#contracts/news.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Seat } from "#server/seats/seat.ts";
import { isEncrypted, tell } from "#server/seats/seat.ts";
import type { MediaKey, MediaKeys } from "#server/video/media-keys.ts";

/** Endings by somebody's own will; every other one takes the place away. */
const byThemselves: ReadonlySet<SeatEnding | null> = new Set(["closing", "signedOut", "eventOver"]);

/** The keys of encrypted calls as seats ask for them: to an admitted seat, over its own socket, and to nobody else (C14). */
export function openCallKeys(keys: MediaKeys) {
  const known = new WeakSet<Seat>();
  return {
    /** The key of now, for this seat; `notNow` where the event's media are not encrypted. */
    async ask(pass: Pass<"call.join">, seat: Seat): Promise<Outcome<MediaKey, "notNow" | "gone">> {
      if (!isEncrypted(seat)) return failed("notNow");
      const { eventId, id } = seat;
      const leave = () => keys.gone(eventId, id, !byThemselves.has(seat.ended));
      const key = await keys.ask(eventId, {
        seatId: id,
        isPublisher: pass.may.has("stage.prepare"),
        isLive: () => seat.ended === null,
        tell: (epoch) => tell(seat, "call.epoch", { epoch }),
      });
      if (!key) return failed("gone");
      if (!known.has(seat)) seat.onEnd.add(leave);
      known.add(seat);
      return done(key);
    },

    /** A publisher sends under this epoch's key from now on. `notNow` for any other epoch than the present one. */
    inForce: (_pass: Pass<"stage.prepare">, seat: Seat, epoch: number): Outcome<Record<string, never>, "notNow"> =>
      keys.inForce(seat.eventId, seat.id, epoch) ? done({}) : failed("notNow"),
  };
}
