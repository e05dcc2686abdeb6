import type { Door } from "#server/access/admit.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";
import type { SignalBus } from "#server/infra/signals.ts";
import type { Line, Seat } from "#server/seats/seat.ts";

/** What the seats stand on: the door and the database, and what the edges do for them. */
export interface SeatingDeps {
  db: Db;
  clock: Clock;
  door: Door;
  sessions: Sessions;
  signals: SignalBus;
  /** Asks the socket that holds a seat whether its tab is there; false after a second of silence. */
  isThere(line: Line): Promise<boolean>;
  /** Whether the media server that this house has does not answer. */
  isMediaLost(): Promise<boolean>;
  /** Gives a seat its place in the call, where it may join. */
  seatIn(seat: Seat): void;
  /** Takes a seat's picture back at the media server; resolves when it is confirmed gone. */
  takePicture(seat: Seat): Promise<void>;
  /** A seat's tab went away and may come back. */
  away(seat: Seat): void;
  onFault(fault: unknown): void;
}
