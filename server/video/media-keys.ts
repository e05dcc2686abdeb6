import { randomBytes } from "node:crypto";

/** A seat that holds the key of its event's call. */
export interface KeySeat {
  readonly seatId: string;
  readonly isPublisher: boolean;
  isLive(): boolean;
  /** Tells the seat that another epoch has begun; the number only, never the key (C14). */
  tell(epoch: number): void;
}

export interface MediaKey {
  readonly epoch: number;
  /** 32 random bytes in base64url. */
  readonly key: string;
}

export interface MediaKeysDeps {
  /** Reserves so many epochs for this life of the house, durably, and gives the first: across a restart epochs only rise. */
  reserve(eventId: string, count: number): Promise<number>;
  /** A publisher did not say in time that the new key is in force: whatever it sends is held. */
  hold(eventId: string, seatId: string): void;
  /** Figures for the log, without ids. */
  report(what: string, figures: Record<string, number>): void;
}

/** Somebody was taken away: those who stay get a new key after at most this long; several at once share it. Milliseconds. */
export const takenMs = 100;
/** Somebody left by themselves. A reload comes back before that. */
export const leftMs = 4_000;
/** Publishers say within this that they send under the new key, or are held. */
export const inForceMs = 500;
const epochsAtOnce = 100_000;

interface Ring {
  epoch: number;
  key: Buffer;
  readonly seats: Map<string, { seat: KeySeat; inForce: number }>;
  due: { at: number; timer: NodeJS.Timeout } | null;
  patience: NodeJS.Timeout | null;
}

/**
 * The keys of encrypted calls, in this process's memory alone: one for each epoch, given only as the answer to a seat's own
 * command, made anew when somebody was taken away or left. Nothing here ever waits for the database but the first key.
 */
export function openMediaKeys({ reserve, hold, report }: MediaKeysDeps) {
  const rings = new Map<string, Ring>();
  const making = new Map<string, Promise<Ring>>();

  function ringOf(eventId: string): Promise<Ring> {
    const present = rings.get(eventId);
    if (present) return Promise.resolve(present);
    const begun =
      making.get(eventId) ??
      reserve(eventId, epochsAtOnce)
        .then((epoch) => {
          const ring: Ring = { epoch, key: randomBytes(32), seats: new Map(), due: null, patience: null };
          rings.set(eventId, ring);
          return ring;
        })
        .finally(() => making.delete(eventId));
    making.set(eventId, begun);
    return begun;
  }

  function rotate(eventId: string, ring: Ring): void {
    if (ring.due) clearTimeout(ring.due.timer);
    ring.due = null;
    ring.key.fill(0);
    ring.key = randomBytes(32);
    ring.epoch += 1;
    const { epoch } = ring;
    const begun = performance.now();
    for (const { seat } of ring.seats.values()) if (seat.isLive()) seat.tell(epoch);
    if (ring.patience) clearTimeout(ring.patience);
    ring.patience = setTimeout(() => {
      ring.patience = null;
      const late = [...ring.seats.values()].filter(({ seat, inForce }) => seat.isPublisher && seat.isLive() && inForce < ring.epoch);
      for (const { seat } of late) hold(eventId, seat.seatId);
      report("key.rotated", { seats: ring.seats.size, held: late.length, ms: Math.round(performance.now() - begun) });
    }, inForceMs);
    ring.patience.unref();
  }

  /** A rotation that comes sooner takes the place of one that would come later. */
  function schedule(eventId: string, ring: Ring, inMs: number): void {
    const at = performance.now() + inMs;
    if (ring.due && ring.due.at <= at) return;
    if (ring.due) clearTimeout(ring.due.timer);
    const timer = setTimeout(() => rotate(eventId, ring), inMs);
    timer.unref();
    ring.due = { at, timer };
  }

  return {
    /** The key of now, for a seat that is live; it is told of every later epoch. Null for one that ended meanwhile. */
    async ask(eventId: string, seat: KeySeat): Promise<MediaKey | null> {
      const ring = await ringOf(eventId);
      if (!seat.isLive()) return null;
      const known = ring.seats.get(seat.seatId);
      ring.seats.set(seat.seatId, { seat, inForce: known?.inForce ?? -1 });
      return { epoch: ring.epoch, key: ring.key.toString("base64url") };
    },

    /** A publisher says that what it sends is under this epoch's key; older and made-up ones change nothing. */
    inForce(eventId: string, seatId: string, epoch: number): boolean {
      const ring = rings.get(eventId);
      const held = ring?.seats.get(seatId);
      if (!ring || !held || epoch !== ring.epoch) return false;
      held.inForce = epoch;
      return true;
    },

    /** Whether a publisher sends under the key of now; before that it is not put on air. */
    mayGoOut(eventId: string, seatId: string): boolean {
      const ring = rings.get(eventId);
      return ring !== undefined && ring.seats.get(seatId)?.inForce === ring.epoch;
    },

    /** A seat is gone for good, taken away or not: those who stay get a new key. Nothing for a seat that never had one. */
    gone(eventId: string, seatId: string, isTaken: boolean): void {
      const ring = rings.get(eventId);
      if (ring?.seats.delete(seatId)) schedule(eventId, ring, isTaken ? takenMs : leftMs);
    },

    /** A tab went away and may come back: unless it does, those who stay get a new key. */
    away(eventId: string, seatId: string, isBack: () => boolean): void {
      const ring = rings.get(eventId);
      if (!ring?.seats.has(seatId)) return;
      setTimeout(() => {
        if (!isBack() && ring.seats.delete(seatId)) schedule(eventId, ring, 0);
      }, leftMs).unref();
    },

    /** The number of the epoch of now; null while nobody asked. */
    epochOf: (eventId: string): number | null => rings.get(eventId)?.epoch ?? null,

    /** The event is over: its key is wiped. */
    forget(eventId: string): void {
      const ring = rings.get(eventId);
      if (!ring) return;
      if (ring.due) clearTimeout(ring.due.timer);
      if (ring.patience) clearTimeout(ring.patience);
      ring.key.fill(0);
      rings.delete(eventId);
    },
  };
}
export type MediaKeys = ReturnType<typeof openMediaKeys>;
