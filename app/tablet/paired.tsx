import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { tabletSeatProof } from "#app/keys/signed-fetch.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import { LiveProvider, useLive } from "#app/live/live.tsx";
import { Farewell, Idle } from "#app/tablet/idle.tsx";
import type { PieceNow } from "#app/piece/piece-now.ts";
import { prove } from "#app/tablet/own-key.ts";
import { Place } from "#app/tablet/place.tsx";
import { StaffCorner } from "#app/tablet/staff-corner.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import type { StageNow } from "#contracts/stage.ts";

export interface TabletNow {
  eventId: string;
  deviceId: string;
  phase: Phase;
  /** Whether the doors are open: the tablet has a seat and a call to wait in. */
  isInside: boolean;
  /** Whether the event asks for the tablet's signature, too. */
  isKeyed: boolean;
  may: readonly Ability[];
  eventName: string;
  boutique: string;
  /** The tablet's number in its boutique. */
  number: number;
  city: string;
  zone: string;
  startsAt: string;
  nowAtServer: number;
  stage: StageNow | null;
  piece: PieceNow | null;
  /** At a strict event a screen that no longer hears the house shows nothing. */
  shutsUnheard: boolean;
  history: readonly { minute: string; total: number }[];
}

const lookEveryMs = 5000;
const againMs = 3000;
/** Turned away so often although it is paired, a tablet has lost the key it was paired by. */
const triesMax = 3;

interface Props {
  now: TabletNow;
  onKeyLost: (deviceId: string) => void;
}

/** A paired tablet through the evening: idle until the doors, then its seat, then the farewell. */
export function Paired({ now, onKeyLost }: Props) {
  const { revalidate } = useRevalidator();
  const [tries, setTries] = useState(0);
  useLookAgain(now.isInside ? null : lookEveryMs); // no seat yet, so nobody tells it when the doors open
  const seated = useRef(() => setTries(0));
  const turnedAway = useRef(() => setTries((was) => was + 1));
  useEffect(() => {
    if (tries >= triesMax) onKeyLost(now.deviceId);
  }, [tries, now.deviceId, onKeyLost]);
  if (!now.isInside)
    return (
      <>
        <main id="main">{now.phase === "ended" ? <Farewell {...now} /> : <Idle {...now} />}</main>
        <StaffCorner {...now} line={null} />
      </>
    );
  return (
    <LiveProvider key={tries} eventId={now.eventId} as="event" may={now.may} phase={now.phase} proof={prove} sign={now.isKeyed ? tabletSeatProof : undefined} onReturn={revalidate}>
      <Seated now={now} onSeated={seated.current} onTurnedAway={turnedAway.current} />
    </LiveProvider>
  );
}

function Seated({ now, onSeated, onTurnedAway }: { now: TabletNow; onSeated: () => void; onTurnedAway: () => void }) {
  const live = useLive();
  const { revalidate } = useRevalidator();
  const asked = useRef<string | null>(null);
  const isOut = live.ended !== null || live.state === "refused";
  const news = live.ended ?? (isOut ? "refused" : live.phase !== now.phase ? live.phase : null);
  useEffect(() => {
    if (news === asked.current) return;
    asked.current = news;
    if (news) revalidate(); // taken back, over, or a new phase: the loader says where this tablet stands
  }, [news, revalidate]);
  useEffect(() => {
    if (!isOut) return;
    const timer = setTimeout(onTurnedAway, againMs); // still here, so the loader says it has a place: it comes again
    return () => clearTimeout(timer);
  }, [isOut, onTurnedAway]);
  useEffect(() => {
    if (!live.seatId) return;
    const timer = setTimeout(onSeated, againMs * 2);
    return () => clearTimeout(timer);
  }, [live.seatId, onSeated]);
  return (
    <>
      <Place {...now} />
      <StaffCorner {...now} line={live.state === "open" ? "open" : "lost"} />
    </>
  );
}
