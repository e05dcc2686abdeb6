import type { SeatsOf } from "#server/access/revoke.ts";
import type { Seat } from "#server/seats/seat.ts";
import { personOf } from "#server/seats/seat.ts";

/** Every seat of every event that is taken now, in memory, and who hears when they change. */
export function openSeatList() {
  const seats = new Map<string, Seat>();
  const moves = new Map<string, number>();
  const listeners = new Set<(eventId: string) => void>();

  return {
    all: (): Iterable<Seat> => seats.values(),
    find: (seatId: string): Seat | null => seats.get(seatId) ?? null,
    add: (seat: Seat): void => void seats.set(seat.id, seat),
    drop: (seat: Seat): void => void seats.delete(seat.id),

    /** The seats that are whatever is asked: of one person, one browser, one event, or all of these. */
    of: (whose: SeatsOf): Seat[] =>
      [...seats.values()].filter(
        (seat) =>
          (whose.eventId === undefined || seat.eventId === whose.eventId) &&
          (whose.sessionId === undefined || seat.sessionId === whose.sessionId) &&
          (whose.guestId === undefined || personOf(seat.look.holder) === whose.guestId) &&
          (whose.deviceId === undefined || personOf(seat.look.holder) === whose.deviceId) &&
          (whose.staffId === undefined || personOf(seat.look.holder) === whose.staffId),
      ),

    /** Notes that an event's seats were moved in memory: what the door was asked before that is old. */
    moved: (eventId: string): void => void moves.set(eventId, (moves.get(eventId) ?? 0) + 1),
    /** How often an event's seats were moved so far. */
    movesOf: (eventId: string): number | undefined => moves.get(eventId),

    /** Hears that the seats of an event changed. */
    onChange: (listener: (eventId: string) => void): void => void listeners.add(listener),
    saidChanged(eventId: string): void {
      for (const listener of listeners) listener(eventId);
    },
  };
}
export type SeatList = ReturnType<typeof openSeatList>;
