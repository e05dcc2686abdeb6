import type { SeatEnding } from "#contracts/news.ts";
import type { SeatsOf } from "#server/access/revoke.ts";
import type { SeatList } from "#server/seats/seat-list.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";
import type { SeatingDeps } from "#server/seats/seating-deps.ts";

/** Ending seats: at once in memory, the picture confirmed gone, the database told when it can be. */
export function openEnding(list: SeatList, { db, clock, takePicture, onFault }: SeatingDeps) {
  /** Ends a seat: its tab is told why, socket and signal close, the picture is confirmed gone. */
  async function end(seat: Seat, why: SeatEnding): Promise<void> {
    if (seat.ended) return;
    seat.ended = why;
    if (seat.grace) clearTimeout(seat.grace);
    list.drop(seat);
    tell(seat, "seat.ended", { why });
    const picture = takePicture(seat);
    for (const listener of seat.onEnd) listener();
    seat.onEnd.clear();
    const { line } = seat;
    seat.line = null;
    line?.disconnect(true);
    list.saidChanged(seat.eventId);
    void db.seat.updateMany({ where: { id: seat.id, endedAt: null }, data: { endedAt: clock.now(), endedWhy: why } }).catch(onFault);
    await picture;
  }

  return {
    end,
    /** Ends every seat that is whatever is asked; resolves when all their pictures are confirmed gone. */
    async endAll(whose: SeatsOf, why: SeatEnding): Promise<void> {
      await Promise.all(list.of(whose).map((seat) => end(seat, why)));
    },
  };
}
export type Ending = ReturnType<typeof openEnding>;
