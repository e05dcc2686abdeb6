import type { Media, MediaHint } from "#server/infra/livekit.ts";
import type { SeatWish } from "./calls.ts";
import { keepCalls } from "./calls.ts";
import { hold, lift, liftOne } from "./hold.ts";
import type { Held, Lifted } from "./hold.ts";
import type { MediaSeat, PublishedTrack, Source, TrackNote } from "./seat.ts";
import { confirmRemoved, sweep, takeBack } from "./take-back.ts";
import type { Swept, TakeBackTools, TakenBack } from "./take-back.ts";

export interface VideoDeps {
  /** Null without a media server, or while it is away. */
  media(): Media | null;
  /** The gateway's side: ends a seat's signalling, and says what a seat publishes. */
  readonly signals: {
    cut(seatId: string, why: "removed" | "moved"): void;
    tracks(seatId: string): readonly PublishedTrack[];
  };
  /** Milliseconds. */
  now(): number;
  /** Those who stay go to another call; their signalling follows by itself. */
  onCallMoved(eventId: string, call: string): void;
  /** Figures for the log, without ids. */
  report(what: string, figures: Record<string, number>): void;
  /** Ends the media server's process; false where it is not ours to end. */
  killMedia(): Promise<boolean>;
}

const sweepMs = 5_000;

export type Video = ReturnType<typeof openVideo>;

/** The calls: who is in them, who is on air, and how anyone is taken back. Everything here lives in this house's memory. */
export function openVideo(deps: VideoDeps) {
  const calls = keepCalls(deps.media, deps.now);
  const tools: TakeBackTools = {
    media: deps.media,
    calls,
    cut: deps.signals.cut,
    onCallMoved: deps.onCallMoved,
    killMedia: deps.killMedia,
  };
  const nameOf = (place: { seat: MediaSeat }): string => place.seat.call;
  const nothing = { ms: 0, tracks: 0, isConfirmed: false } as const;

  const sweepNow = async (): Promise<Swept> => {
    const swept = await sweep(tools);
    if (swept.removed + swept.muted + swept.pending > 0) deps.report("call.swept", { ...swept });
    return swept;
  };
  let isSweeping = false;
  const timer = setInterval(async () => {
    if (isSweeping) return;
    isSweeping = true;
    await sweepNow().catch(() => deps.report("call.sweep_failed", {}));
    isSweeping = false;
  }, sweepMs);
  timer.unref();

  const endSeat = async (seatId: string, isSilent = false, isTaken = true): Promise<TakenBack> => {
    const place = calls.place(seatId);
    if (!place) return { confirmedAtMs: 0, how: "removed" };
    const taken = await takeBack(tools, place, isSilent, isTaken);
    deps.report("call.taken_back", { ms: taken.confirmedAtMs ?? -1, isConfirmed: taken.confirmedAtMs === null ? 0 : 1 });
    return taken;
  };

  return {
    /** Gives a seat its place in its event's call, held; the place ends with the seat, media included. */
    enter(eventId: string, wish: SeatWish): MediaSeat {
      const earlier = calls.place(wish.seatId);
      if (earlier) return earlier.seat;
      const place = calls.enter(eventId, wish);
      wish.onEnd(() => void endSeat(wish.seatId));
      return place.seat;
    },

    /** A live seat at its call, made if need be; null when there is none, or no media server to make it. For the gateway. */
    async seatFor(seatId: string): Promise<MediaSeat | null> {
      const place = calls.place(seatId);
      if (!place?.isLive() || !(await calls.ensure(place.eventId))) return null;
      return place.isLive() ? place.seat : null;
    },

    /** Makes the event's call now, so that nobody waits for it. False when the media server does not answer. */
    ensureCall: (eventId: string): Promise<boolean> => calls.ensure(eventId),

    /** The seats on air at this event, with what of each. */
    onAir: (eventId: string): { seatId: string; sources: Source[] }[] =>
      [...(calls.of(eventId)?.places.values() ?? [])]
        .filter((place) => place.onAir.size > 0)
        .map(({ seatId, onAir }) => ({ seatId, sources: [...onAir] })),

    /** Puts a speaker on air, with all its sources or those named; tracks that appear later follow by themselves. */
    async putOnAir(eventId: string, seatId: string, sources?: readonly Source[]): Promise<Lifted> {
      const place = calls.place(seatId);
      const media = deps.media();
      if (!place?.isLive() || place.eventId !== eventId || !place.speaks) return nothing;
      const wanted = new Set(place.speaks.sources.filter((source) => sources?.includes(source) ?? true));
      if (!media) {
        place.onAir = wanted;
        return nothing;
      }
      return lift(media, place, nameOf, deps.signals.tracks, wanted);
    },

    /** Takes a speaker off the air; ends the seat's media altogether when the media server does not confirm. */
    async takeOff(eventId: string, seatId: string): Promise<Held> {
      const place = calls.place(seatId);
      if (!place || place.eventId !== eventId) return { ms: 0, isConfirmed: true, how: "muted" };
      place.onAir = new Set();
      const media = deps.media();
      if (!media) return { ms: 0, isConfirmed: true, how: "muted" }; // without a media server nothing flows
      const held = await hold(media, place, nameOf, deps.signals.tracks);
      if (held.isConfirmed || place.onAir.size > 0) return held;
      const ended = await endSeat(seatId, true);
      return { ...held, isConfirmed: ended.confirmedAtMs !== null };
    },

    /**
     * Ends a seat's part in the call and confirms that with the media server (G9). `isTaken`: they were taken away, so
     * that whatever it costs those who stay, the picture ends within a second.
     */
    takeBack: (_eventId: string, seatId: string, isTaken = true): Promise<TakenBack> => endSeat(seatId, false, isTaken),

    /**
     * The media server said of a seat's track that it appeared, or goes out: a new one is lifted if the seat is on air,
     * and whatever goes out of a seat that is held (a wish that overtook the hold) is muted again. From the gateway.
     */
    async noted(seatId: string, track: TrackNote): Promise<void> {
      const place = calls.place(seatId);
      const media = deps.media();
      if (!place?.isLive() || !media) return;
      if (place.isEncrypted() && !track.isEncrypted) return void (await endSeat(seatId));
      if (track.isNew) await liftOne(media, place, place.seat.call, track);
      if (!track.isMuted && place.seat.held(track.source)) {
        await media.setMuted(place.seat.call, place.identity, track.sid, true);
      }
    },

    /** A hint of the media server: only ever a reason to look. */
    async heard({ kind, call: name, identity }: MediaHint): Promise<void> {
      const call = calls.named(name);
      const media = deps.media();
      if (!call || !media) return;
      if (kind === "room_finished") call.madeAt = 0;
      const place = [...call.places.values()].find((one) => one.identity === identity);
      if (kind === "participant_joined" && !place?.isLive()) await confirmRemoved(media, name, identity);
      const isUnheard = place && deps.signals.tracks(place.seatId).length === 0; // its line is not in this process
      if (kind === "track_published" && isUnheard && place.onAir.size > 0) {
        await lift(media, place, nameOf, deps.signals.tracks, place.onAir);
      }
    },

    /** The name of a seat's picture in the call; null without a place there. */
    identityOf: (seatId: string): string | null => calls.place(seatId)?.identity ?? null,

    /** What a seat has published, held or not. */
    sourcesOf: (seatId: string): Source[] => deps.signals.tracks(seatId).map(({ source }) => source),

    /** The media server went away or came back: calls are made again when somebody needs them. */
    mediaLost: (): void => calls.forgetMade(),

    /** Ends the event's call for everybody; true when the media server confirmed it. */
    async end(eventId: string): Promise<boolean> {
      const seats = [...(calls.of(eventId)?.places.keys() ?? [])];
      const name = calls.end(eventId);
      for (const seatId of seats) deps.signals.cut(seatId, "removed");
      if (name === null) return true;
      await sweepNow();
      return ![...calls.condemned].some((old) => old.call === name);
    },

    /** Removes everyone from the calls who is not a live seat, and ends what is still to be ended. Runs every 5 s by itself. */
    sweep: sweepNow,

    close(): void {
      clearInterval(timer);
    },
  };
}
