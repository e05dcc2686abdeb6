import type { Media } from "#server/infra/livekit.ts";
import type { Call, Calls, Place } from "./calls.ts";

export interface TakenBack {
  /** Milliseconds from the wish until the media server confirmed; null while it has not. */
  readonly confirmedAtMs: number | null;
  /**
   * `removed`: gone from the call. `moved`: those who stay went to a new call. `killed`: the media server was ended.
   * `pending`: no answer yet; the seat has no line and no way back, and its removal is tried until it is confirmed.
   */
  readonly how: "removed" | "moved" | "killed" | "pending";
}

export interface TakeBackTools {
  readonly media: () => Media | null;
  readonly calls: Calls;
  /** Ends a seat's signalling in the gateway. */
  cut(seatId: string, why: "removed" | "moved"): void;
  onCallMoved(eventId: string, call: string): void;
  /** The last means when the media server does not answer: ends its process; false where it is not ours to end. */
  killMedia(): Promise<boolean>;
}

const removalMs = 500;
const movingMs = 400;
const betweenAsksMs = 30;

/**
 * G9: closing the line does not stop media, so the participant is removed and its absence confirmed twice. When the
 * media server does not confirm that within half a second (or is known to be `silent`), those who stay move to a new
 * call and the old one is deleted; when that is not confirmed either, within a second of the wish, it is ended itself.
 * Who merely left (`isTaken` false) disturbs nobody: an unconfirmed removal is tried again by the sweep.
 */
export async function takeBack(tools: TakeBackTools, place: Place, isSilent = false, isTaken = true): Promise<TakenBack> {
  const startedAt = performance.now();
  const took = (): number => Math.round(performance.now() - startedAt);
  const call = tools.calls.of(place.eventId);
  const { identity } = place;
  const name = place.seat.call;
  tools.calls.leave(place);
  tools.cut(place.seatId, "removed");
  const media = tools.media();
  if (!media || !call) return { confirmedAtMs: took(), how: "removed" };
  const condemned = { call: name, identity };
  tools.calls.condemned.add(condemned);
  if (!isSilent && (await within(removalMs, confirmRemoved(media, name, identity)))) {
    tools.calls.condemned.delete(condemned);
    return { confirmedAtMs: took(), how: "removed" };
  }
  if (!isTaken) return { confirmedAtMs: null, how: "pending" };
  if (await within(movingMs, moveCall(tools, media, call, name))) return { confirmedAtMs: took(), how: "moved" };
  if (await tools.killMedia().catch(() => false)) {
    tools.calls.forgetMade();
    tools.calls.condemned.clear(); // no call outlives the media server
    return { confirmedAtMs: took(), how: "killed" };
  }
  return { confirmedAtMs: null, how: "pending" };
}

/** Removes, then asks twice who is there. True only when both answers come and name it no more. */
export async function confirmRemoved(media: Media, call: string, identity: string): Promise<boolean> {
  const removal = await media.remove(call, identity);
  if (!removal.ok && removal.reason !== "absent") return false;
  let absences = 0;
  for (let ask = 0; ask < 6; ask += 1) {
    const answer = await media.participants(call);
    if (!answer.ok && answer.reason !== "absent") return false;
    const isThere = answer.ok && answer.value.some((who) => who.identity === identity);
    if (isThere) await media.remove(call, identity);
    absences = isThere ? 0 : absences + 1;
    if (absences === 2) return true;
    await pause(betweenAsksMs);
  }
  return false;
}

/** Those who stay get a new call, and the old one is ended; true when the media server confirmed its end. */
export async function moveCall(tools: TakeBackTools, media: Media, call: Call, from: string): Promise<boolean> {
  if (call.name === from) {
    tools.calls.rename(call);
    const isMade = await tools.calls.ensure(call.eventId);
    for (const place of [...call.places.values()]) tools.cut(place.seatId, "moved");
    tools.onCallMoved(call.eventId, call.name);
    if (!isMade) return false;
  }
  return confirmDeleted(tools, media, from);
}

async function confirmDeleted(tools: TakeBackTools, media: Media, name: string): Promise<boolean> {
  const deletion = await media.deleteCall(name);
  if (!deletion.ok && deletion.reason !== "absent") return false;
  const left = await media.calls([name]);
  if (!left.ok || left.value.length > 0) return false;
  for (const old of [...tools.calls.condemned]) if (old.call === name) tools.calls.condemned.delete(old);
  return true;
}

export interface Swept {
  readonly removed: number;
  readonly muted: number;
  readonly pending: number;
}

/** Ends what is condemned, removes every participant who is not a live seat's, and mutes what goes out unasked. */
export async function sweep(tools: TakeBackTools): Promise<Swept> {
  const media = tools.media();
  if (!media) return { removed: 0, muted: 0, pending: tools.calls.condemned.size };
  let removed = 0;
  let muted = 0;
  for (const old of [...tools.calls.condemned]) {
    if (old.identity === null) await confirmDeleted(tools, media, old.call);
    else if (await confirmRemoved(media, old.call, old.identity)) tools.calls.condemned.delete(old);
  }
  for (const call of tools.calls.all()) {
    const answer = await media.participants(call.name);
    if (!answer.ok) continue;
    const welcome = new Map([...call.places.values()].filter((place) => place.isLive()).map((at) => [at.identity, at]));
    for (const { identity, tracks } of answer.value) {
      const place = welcome.get(identity);
      if (!place) {
        await media.remove(call.name, identity);
        removed += 1;
        continue;
      }
      if (place.isEncrypted() && tracks.some(({ isEncrypted }) => !isEncrypted)) {
        await media.remove(call.name, identity);
        removed += 1;
        continue;
      }
      for (const { sid, source, isMuted } of tracks) {
        if (isMuted || (source !== "other" && place.onAir.has(source))) continue;
        await media.setMuted(call.name, identity, sid, true);
        muted += 1;
      }
    }
  }
  return { removed, muted, pending: tools.calls.condemned.size };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function within(ms: number, wish: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  return Promise.race([wish, late]).finally(() => clearTimeout(timer));
}
