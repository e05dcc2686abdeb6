import { randomBytes } from "node:crypto";
import type { Media } from "#server/infra/livekit.ts";
import type { MediaSeat, Source } from "./seat.ts";

/** One seat at the call, and what the house wants of it. */
export interface Place {
  readonly eventId: string;
  readonly seatId: string;
  readonly speaks: MediaSeat["speaks"];
  identity: string;
  /** The sources that are on air; empty while the seat is held. */
  onAir: ReadonlySet<Source>;
  isGone: boolean;
  readonly isLive: () => boolean;
  readonly isEncrypted: () => boolean;
  readonly seat: MediaSeat;
}

export interface Call {
  readonly eventId: string;
  name: string;
  madeAt: number;
  making: Promise<boolean> | null;
  readonly places: Map<string, Place>;
}

/** What must leave the media server, kept until that is confirmed. */
export interface Condemned {
  readonly call: string;
  /** One participant, or null for the whole call. */
  readonly identity: string | null;
}

export interface SeatWish {
  readonly seatId: string;
  readonly speaks: MediaSeat["speaks"];
  isLive(): boolean;
  isEncrypted?(): boolean;
  onEnd(end: () => void): () => void;
}

const randomName = (prefix: string): string => `${prefix}${randomBytes(16).toString("base64url")}`;
const trustedMs = 1_000;

export type Calls = ReturnType<typeof keepCalls>;

/** The calls of all events in the memory of this house: their names, who has a place, and what is still to be ended. */
export function keepCalls(media: () => Media | null, now: () => number) {
  const calls = new Map<string, Call>();
  const places = new Map<string, Place>();
  const condemned = new Set<Condemned>();

  const callOf = (eventId: string): Call => {
    const present = calls.get(eventId);
    if (present) return present;
    const call: Call = { eventId, name: randomName("call_"), madeAt: 0, making: null, places: new Map() };
    calls.set(eventId, call);
    return call;
  };

  const make = async (name: string): Promise<boolean> => (await media()?.createCall(name))?.ok ?? false;

  return {
    condemned,
    all: () => [...calls.values()],
    of: (eventId: string): Call | null => calls.get(eventId) ?? null,
    named: (name: string): Call | null => [...calls.values()].find((call) => call.name === name) ?? null,
    place: (seatId: string): Place | null => places.get(seatId) ?? null,

    /** Gives a seat its place in its event's call, held. Name and identity follow when the call moves. */
    enter(eventId: string, { seatId, speaks, isLive, isEncrypted = () => false, onEnd }: SeatWish): Place {
      const call = callOf(eventId);
      const place: Place = {
        eventId,
        seatId,
        speaks,
        identity: randomName("p_"),
        onAir: new Set(),
        isGone: false,
        isLive: () => !place.isGone && isLive(),
        isEncrypted,
        seat: {
          seatId,
          speaks,
          get call() {
            return call.name;
          },
          get identity() {
            return place.identity;
          },
          held: (source) => (source ? !place.onAir.has(source) : place.onAir.size === 0),
          isLive: () => place.isLive(),
          isEncrypted,
          onEnd,
        },
      };
      call.places.set(seatId, place);
      places.set(seatId, place);
      return place;
    },

    /** Takes the place away; whoever still sits there is a stranger to the sweep from now on. */
    leave(place: Place): void {
      place.isGone = true;
      place.onAir = new Set();
      if (places.get(place.seatId) === place) places.delete(place.seatId);
      const call = calls.get(place.eventId);
      if (call?.places.get(place.seatId) === place) call.places.delete(place.seatId);
    },

    /** Sees to it that the media server has the event's call; believed for a second. False when it does not answer. */
    ensure(eventId: string): Promise<boolean> {
      const call = callOf(eventId);
      if (call.making) return call.making;
      if (now() - call.madeAt < trustedMs) return Promise.resolve(true);
      const { name } = call;
      call.making = make(name)
        .then((isMade) => {
          if (isMade && call.name === name) call.madeAt = now();
          return isMade && call.name === name;
        })
        .finally(() => {
          call.making = null;
        });
      return call.making;
    },

    /** Moves those who stay to a new call; the old one is condemned. Returns the old name. */
    rename(call: Call): string {
      const old = call.name;
      call.name = randomName("call_");
      call.madeAt = 0;
      call.making = null;
      for (const place of call.places.values()) place.identity = randomName("p_");
      condemned.add({ call: old, identity: null });
      return old;
    },

    /** The media server was lost: each call is made again when somebody needs it. */
    forgetMade(): void {
      for (const call of calls.values()) call.madeAt = 0;
    },

    /** Ends the event's call in memory; returns its name, condemned, or null when there was none. */
    end(eventId: string): string | null {
      const call = calls.get(eventId);
      if (!call) return null;
      for (const place of [...call.places.values()]) {
        place.isGone = true;
        place.onAir = new Set();
        if (places.get(place.seatId) === place) places.delete(place.seatId);
      }
      calls.delete(eventId);
      condemned.add({ call: call.name, identity: null });
      return call.name;
    },
  };
}
