import type { Media } from "#server/infra/livekit.ts";
import type { Place } from "./calls.ts";
import type { PublishedTrack, Source } from "./seat.ts";

export interface Lifted {
  readonly ms: number;
  /** How many tracks go out now; a track that appears later is lifted when it appears. */
  readonly tracks: number;
  readonly isConfirmed: boolean;
}

export interface Held {
  readonly ms: number;
  /** The media server said of every track of the seat that it is kept back, or that its seat is gone. */
  readonly isConfirmed: boolean;
  readonly how: "muted" | "unpublished" | "unconfirmed";
}

type Call = (place: Place) => string;
type TracksOf = (seatId: string) => readonly PublishedTrack[];

/** Puts on air: the gateway lets go first, then one call per track, the pictures at once and then the sounds. A hold in between wins. */
export async function lift(
  media: Pick<Media, "setMuted" | "participants">,
  place: Place,
  callOf: Call,
  tracksOf: TracksOf,
  sources: ReadonlySet<Source>,
): Promise<Lifted> {
  const startedAt = performance.now();
  place.onAir = sources;
  const { identity } = place;
  const call = callOf(place);
  const known = tracksOf(place.seatId);
  const listed = known.length > 0 ? known : await listedTracks(media, call, identity);
  const wanted = listed.filter(({ source }) => sources.has(source));
  const others = listed.filter(({ source }) => !sources.has(source));
  const liftAll = (tracks: PublishedTrack[]) => Promise.all(tracks.map((track) => liftOne(media, place, call, track)));
  const pictures = wanted.filter(({ source }) => source === "camera");
  const sounds = wanted.filter(({ source }) => source !== "camera");
  // Picture before sound: a word of the sound alone would have every screen take the picture, held as yet, away and back.
  const lifting = liftAll(pictures).then(async (lit) => [...lit, ...(await liftAll(sounds))]);
  const [answers] = await Promise.all([lifting, Promise.all(others.map(({ sid }) => media.setMuted(call, identity, sid, true)))]);
  const lifted = answers.filter(Boolean).length;
  return { ms: since(startedAt), tracks: lifted, isConfirmed: lifted === wanted.length };
}

/** Lifts one track of a seat that is on air with this source; takes it back when the seat was held meanwhile. */
export async function liftOne(media: Pick<Media, "setMuted">, place: Place, call: string, track: PublishedTrack): Promise<boolean> {
  if (!place.onAir.has(track.source)) return false;
  const { identity } = place;
  const answer = await media.setMuted(call, identity, track.sid, false);
  if (place.onAir.has(track.source)) return answer.ok;
  await media.setMuted(call, identity, track.sid, true);
  return false;
}

/**
 * Takes off: the gateway holds first, then each track is muted, then the media server is asked twice whether all are.
 * When some are not, the right to publish is taken; `unconfirmed`, where it does not answer, leaves it to the caller to
 * end the seat.
 */
export async function hold(media: Media, place: Place, callOf: Call, tracksOf: TracksOf): Promise<Held> {
  const startedAt = performance.now();
  place.onAir = new Set();
  const { identity } = place;
  const call = callOf(place);
  const wishes = tracksOf(place.seatId).map(({ sid }) => media.setMuted(call, identity, sid, true));
  const answers = await Promise.all(wishes);
  const isSilent = answers.some((answer) => !answer.ok && answer.reason === "silent");
  if (isSilent) return { ms: since(startedAt), isConfirmed: false, how: "unconfirmed" };
  let quiets = 0;
  for (let ask = 0; ask < 5; ask += 1) {
    if (place.onAir.size > 0) return { ms: since(startedAt), isConfirmed: false, how: "unconfirmed" };
    const open = await openTracks(media, call, identity);
    if (open === null) return { ms: since(startedAt), isConfirmed: false, how: "unconfirmed" };
    quiets = open.length === 0 ? quiets + 1 : 0;
    if (quiets === 2) return { ms: since(startedAt), isConfirmed: true, how: "muted" };
    await Promise.all(open.map((sid) => media.setMuted(call, identity, sid, true)));
    await pause(betweenAsksMs);
  }
  await media.setPermission(call, { identity, speaks: false });
  const open = await openTracks(media, call, identity);
  const isConfirmed = open?.length === 0;
  return { ms: since(startedAt), isConfirmed, how: isConfirmed ? "unpublished" : "unconfirmed" };
}

/** The ids of the tracks that go out for this participant; null when the media server does not say. */
async function openTracks(media: Media, call: string, identity: string): Promise<string[] | null> {
  const answer = await media.participants(call);
  if (!answer.ok) return answer.reason === "absent" ? [] : null;
  const tracks = answer.value.filter((who) => who.identity === identity).flatMap((who) => who.tracks);
  return tracks.filter((track) => !track.isMuted).map((track) => track.sid);
}

/** One track per source, the first the media server names: what is more than that is never lifted. */
async function listedTracks(media: Pick<Media, "participants">, call: string, identity: string): Promise<PublishedTrack[]> {
  const answer = await media.participants(call);
  if (!answer.ok) return [];
  const own = answer.value.filter((who) => who.identity === identity).flatMap((who) => who.tracks);
  const firsts = new Map<Source, PublishedTrack>();
  for (const { sid, source } of own) {
    if (source !== "other" && !firsts.has(source)) firsts.set(source, { sid, source });
  }
  return [...firsts.values()];
}

const betweenAsksMs = 25;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const since = (startedAt: number): number => Math.round((performance.now() - startedAt) * 10) / 10;
