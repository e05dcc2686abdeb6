import type { Room } from "livekit-client";
import { RoomEvent } from "livekit-client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CallState, CallTrack } from "#app/video/call.ts";
import { joinCall } from "#app/video/call.ts";

/** A seat's place in the call, as its screen follows it. */
export interface Call {
  /** The room of the media client, to publish into; null while there is no seat. */
  room: Room | null;
  state: CallState;
  tracks: readonly CallTrack[];
  /** The browser lets no sound out before somebody presses something. */
  isSoundBlocked: boolean;
  /** Lets the sound out; to be called by a press. */
  startSound(): void;
}

type Now = Omit<Call, "startSound">;
const apart: Now = { room: null, state: "joining", tracks: [], isSoundBlocked: false };

/** Joins the event's call for as long as there is a seat; leaves it with the screen, and joins anew as another seat. */
export function useCall(seatId: string | null): Call {
  const [now, setNow] = useState(apart);
  const joined = useRef<ReturnType<typeof joinCall> | null>(null);
  useEffect(() => {
    if (!seatId) return;
    const change = (more: Partial<Now>) => setNow((was) => ({ ...was, ...more }));
    const call = joinCall(seatId, { onState: (state) => change({ state }), onTracks: (tracks) => change({ tracks }) });
    call.room.on(RoomEvent.AudioPlaybackStatusChanged, () => change({ isSoundBlocked: !call.room.canPlaybackAudio }));
    joined.current = call;
    change({ room: call.room });
    return () => {
      joined.current = null;
      call.leave();
      setNow(apart);
    };
  }, [seatId]);
  const startSound = useCallback(() => void joined.current?.room.startAudio().catch(() => {}), []); // still blocked: the key stays
  return { ...now, startSound };
}
