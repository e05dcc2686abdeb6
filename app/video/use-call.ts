import type { Room } from "livekit-client";
import { RoomEvent } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CallState, CallTrack, LineQuality, Picked } from "#app/video/call.ts";
import { joinCall } from "#app/video/call.ts";
import { canEncrypt, openCallKeys } from "#app/video/media-keys.ts";
import type { CallKeys } from "#app/video/media-keys.ts";
import { useCommand, useLive, useNews } from "#app/live/live.tsx";

/** A seat's place in the call, as its screen follows it. */
export interface Call {
  /** The room of the media client, to publish into; null while there is no seat. */
  room: Room | null;
  state: CallState;
  /** While the line comes back these are the last ones: nothing flows in them, and the last frame stays. */
  tracks: readonly CallTrack[];
  quality: LineQuality;
  /** The browser lets no sound out before somebody presses something. */
  isSoundBlocked: boolean;
  /** Lets the sound out; to be called by a press. */
  startSound(): void;
}

type Now = Omit<Call, "startSound">;
const apart: Now = { room: null, state: "joining", tracks: [], quality: "good", isSoundBlocked: false };

/** What a call's news makes of it. Tracks that end with a lost line are kept until it is back or over. */
function withState(was: Now, state: CallState): Now {
  return { ...was, state, tracks: state === "over" ? [] : was.tracks };
}
const withTracks = (was: Now, tracks: readonly CallTrack[]): Now => (was.state === "returning" && tracks.length === 0 ? was : { ...was, tracks });

/** Joins the event's call for as long as there is a seat; leaves it with the screen, and joins anew as another seat. */
export function useCall(seatId: string | null, picked: Picked = "auto"): Call {
  const [now, setNow] = useState(apart);
  const { isEncrypted, state: line, may } = useLive();
  const [keys, setKeys] = useState<CallKeys | null>(null);
  useKeys(keys, line === "open", may.includes("stage.prepare"));
  const joined = useRef<ReturnType<typeof joinCall> | null>(null);
  useEffect(() => {
    if (!seatId) return;
    let isOver = false;
    /** What a call says while it is being left is no word about the next one. */
    const turn = (how: (was: Now) => Now) => {
      if (!isOver) setNow(how);
    };
    const change = (more: Partial<Now>) => turn((was) => ({ ...was, ...more }));
    if (typeof RTCPeerConnection === "undefined" || (isEncrypted && !canEncrypt())) {
      change({ state: "unsupported" });
      return () => setNow(apart);
    }
    const callKeys = isEncrypted ? openCallKeys() : null;
    setKeys(callKeys);
    const call = joinCall(
      seatId,
      {
        onState: (state) => turn((was) => withState(was, state)),
        onTracks: (tracks) => turn((was) => withTracks(was, tracks)),
        onQuality: (quality) => change({ quality }),
      },
      callKeys,
    );
    call.room.on(RoomEvent.AudioPlaybackStatusChanged, () => change({ isSoundBlocked: !call.room.canPlaybackAudio }));
    joined.current = call;
    change({ room: call.room });
    return () => {
      isOver = true;
      joined.current = null;
      call.leave();
      setKeys(null);
      setNow(apart);
    };
  }, [seatId, isEncrypted]);
  const { room } = now;
  useEffect(() => {
    if (room) joined.current?.pick(picked);
  }, [room, picked]);
  const startSound = useCallback(() => void joined.current?.room.startAudio().catch(() => {}), []); // still blocked: the key stays
  return { ...now, startSound };
}

const againMs = 500;

/** Follows the keys of an encrypted call: asks for the one of now, again whenever an epoch begins or the line returns, and says when it is in force. */
function useKeys(keys: CallKeys | null, isLineOpen: boolean, isPublisher: boolean): void {
  const askKey = useCommand("call.key");
  const sayInForce = useCommand("call.keyInForce");
  const follow = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!keys || !isLineOpen) return;
    let isOver = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      clearTimeout(retry);
      const answer = await askKey({});
      if (isOver) return;
      if (!answer.ok) {
        retry = setTimeout(ask, againMs);
        return;
      }
      await keys.take(answer.value);
      if (isPublisher && !isOver) await sayInForce({ epoch: answer.value.epoch });
    };
    follow.current = () => void ask();
    void ask();
    return () => {
      isOver = true;
      follow.current = null;
      clearTimeout(retry);
    };
  }, [keys, isLineOpen, isPublisher, askKey, sayInForce]);
  useNews("call.epoch", () => follow.current?.());
}
