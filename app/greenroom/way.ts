import type { LocalVideoTrack } from "livekit-client";
import { useEffect, useRef, useState } from "react";
import { useLive, useNews } from "#app/live/live.tsx";

const lookEveryMs = 200;
/** Who sends a picture hears of it many times a second; after so long without a word from there, nobody sees it. */
const unansweredMs = 600;
/** So many packets must have gone out meanwhile: a picture that nobody asks for is not sent, and silence means nothing then. */
const sentFrom = 5;
/** What a sharp picture, and what any picture asks of the line, in bits a second. */
const goodFrom = 1_500_000;
const tightFrom = 500_000;
/** The browser finds out slowly how wide the line is: a low figure is told only after so long on air. */
const soundedMs = 6000;

/** Whether what is sent is answered, and how wide the way to the stage is; `bits` a second as the browser judges it. */
export interface Way {
  isCut: boolean;
  width: "good" | "tight" | "little" | null;
  bits: number | null;
}
export const unknownWay: Way = { isCut: false, width: null, bits: null };

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** What one look at a sender's statistics tells: what came back and what went out so far, and the bits a second that fit. */
export function readStats(stats: Iterable<Record<string, unknown>>): { received: number; sent: number; bits: number | null } {
  let received = 0;
  let sent = 0;
  let bits: number | null = null;
  for (const one of stats) {
    if (one.type === "transport") received += number(one.packetsReceived) + number(one.bytesReceived);
    if (one.type === "outbound-rtp") sent += number(one.packetsSent);
    if (one.type === "candidate-pair" && typeof one.availableOutgoingBitrate === "number") bits = Math.max(bits ?? 0, one.availableOutgoingBitrate);
  }
  return { received, sent, bits };
}

/** Follows one sender from look to look; times in ms of one clock. While nothing is on air, silence means nothing. */
export function followWay(): (look: ReturnType<typeof readStats>, isOnAir: boolean, at: number) => Way {
  let received = -1;
  let heardAt = 0;
  let sentThen = 0;
  let onAirSince: number | null = null;
  return (look, isOnAir, at) => {
    onAirSince = isOnAir ? (onAirSince ?? at) : null;
    if (look.received !== received || !isOnAir) {
      heardAt = at;
      sentThen = look.sent;
    }
    received = look.received;
    const isSounded = onAirSince !== null && at - onAirSince > soundedMs;
    const width = look.bits === null ? null : look.bits >= goodFrom ? "good" : !isSounded ? null : look.bits >= tightFrom ? "tight" : "little";
    const isCut = isOnAir && at - heardAt > unansweredMs && look.sent - sentThen >= sentFrom;
    return { isCut, width, bits: look.bits };
  };
}

/** The way of one's own picture to the stage, measured where it is sent. */
export function useWay(picture: LocalVideoTrack | null, isOnAir: boolean): Way {
  const [way, setWay] = useState(unknownWay);
  useEffect(() => {
    if (!picture) return setWay(unknownWay);
    const follow = followWay();
    let isOver = false;
    const look = async () => {
      const stats = await picture.sender?.getStats().catch(() => null);
      if (isOver || !stats) return;
      const all: Record<string, unknown>[] = [];
      stats.forEach((one) => void all.push(one));
      const found = follow(readStats(all), isOnAir, performance.now());
      setWay((was) => (was.isCut === found.isCut && was.width === found.width && Math.abs((was.bits ?? 0) - (found.bits ?? 0)) < 100_000 ? was : found));
    };
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [picture, isOnAir]);
  return way;
}

/**
 * Whether a speaker is off air because the line is gone, whatever the house said before. Where the house's own line went
 * with it, that lasts until the house has said anew how they stand: it may have taken them off meanwhile.
 */
export function useCut(isGone: boolean): boolean {
  const { state, air } = useLive();
  const [isUnheard, setUnheard] = useState(false);
  const wasGone = useRef(false);
  useEffect(() => {
    if (state === "lost") setUnheard(true);
  }, [state]);
  useNews("air.changed", () => setUnheard(false));
  wasGone.current = isGone || (wasGone.current && isUnheard);
  return air.isOnAir && wasGone.current;
}
