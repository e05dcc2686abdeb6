import type { Room } from "livekit-client";
import { ConnectionQuality, RoomEvent } from "livekit-client";
import { useEffect, useState } from "react";

/** How the way to the stage is, as the media server measures it; null before it said anything. */
export type Line = "good" | "uneven" | "lost";

const lines: Partial<Record<ConnectionQuality, Line>> = {
  [ConnectionQuality.Excellent]: "good",
  [ConnectionQuality.Good]: "good",
  [ConnectionQuality.Poor]: "uneven",
  [ConnectionQuality.Lost]: "lost",
};

/** Follows the way from here to the media server. */
export function useLine(room: Room | null): Line | null {
  const [line, setLine] = useState<Line | null>(null);
  useEffect(() => {
    if (!room) return setLine(null);
    const measured = () => setLine(lines[room.localParticipant.connectionQuality] ?? null);
    const gone = () => setLine("lost");
    room.on(RoomEvent.ConnectionQualityChanged, measured).on(RoomEvent.Connected, measured).on(RoomEvent.Disconnected, gone);
    measured();
    return () => {
      room.off(RoomEvent.ConnectionQualityChanged, measured).off(RoomEvent.Connected, measured).off(RoomEvent.Disconnected, gone);
    };
  }, [room]);
  return line;
}
