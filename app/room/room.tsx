import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { HandOver } from "#app/live/hand-over.tsx";
import { LiveProvider, useLive } from "#app/live/live.tsx";
import type { RoomNow } from "#app/room/screen.tsx";
import { Removed } from "#app/ui/removed.tsx";
import { Screen } from "#app/room/screen.tsx";
import { Blank } from "#app/ui/blank.tsx";
import { Button } from "#app/ui/button.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import type { SeatEnding } from "#contracts/news.ts";

/** Code for keys is fetched only where an event asks for them. */
const seatProof = async (eventId: string) => (await import("#app/keys/signed-fetch.ts")).seatProof(eventId);

interface Props {
  eventId: string;
  /** Whether the event asks for this browser's own signature. */
  isKeyed: boolean;
  /** Whether this seat may be handed to another screen of the same guest. */
  mayMove: boolean;
  may: readonly Ability[];
  phase: Phase;
  room: RoomNow;
}

/** Somebody's place from the doors to the end: one seat, one line, one call, whatever the phase. */
export function Room({ eventId, isKeyed, mayMove, may, phase, room }: Props) {
  const t = useWords("room");
  const { revalidate } = useRevalidator();
  const [hasLeft, setLeft] = useState(false);
  if (hasLeft)
    return (
      <Blank title={t("left.title")} act={<Button kind="main" onClick={() => setLeft(false)}>{t("left.back")}</Button>}>
        {t("left.text")}
      </Blank>
    );
  return (
    <LiveProvider eventId={eventId} as="event" may={may} phase={phase} sign={isKeyed ? seatProof : undefined} onReturn={revalidate}>
      <Seated eventId={eventId} isKeyed={isKeyed} mayMove={mayMove} phase={phase} room={room} onLeave={() => setLeft(true)} />
    </LiveProvider>
  );
}

/** Follows the house's word: a new phase or an end asks the loader; a seat that is no longer ours leaves at once. */
function Seated({ eventId, isKeyed, mayMove, phase, room, onLeave }: Omit<Props, "may"> & { onLeave: () => void }) {
  const live = useLive();
  const { revalidate } = useRevalidator();
  const [isMoving, setMoving] = useState(false);
  const startMoving = useCallback(() => setMoving(true), []);
  const stopMoving = useCallback(() => setMoving(false), []);
  const isRefused = live.state === "refused";
  const asked = useRef<string | null>(null);
  const moved = isRefused ? "refused" : live.phase !== phase ? live.phase : null;
  const news = live.ended === "eventOver" ? live.ended : live.ended ? null : moved;
  useEffect(() => {
    if (news === asked.current) return;
    asked.current = news;
    if (news !== null) revalidate();
  }, [news, revalidate]);
  if (live.ended === "removed") return <Removed />;
  if (live.ended && live.ended !== "eventOver") return <SeatEnded why={live.ended} mayTake={!mayMove} />;
  if (isRefused && !live.ended) return <SeatEnded why="refused" />;
  return (
    <>
      <Screen eventId={eventId} isKeyed={isKeyed} room={room} onMove={mayMove ? startMoving : undefined} onLeave={onLeave} />
      <HandOver open={isMoving} mayMove={mayMove} onOpen={startMoving} onClose={stopMoving} />
    </>
  );
}

const acts = {
  movedElsewhere: "ended.take",
  closing: "ended.again",
  refused: "ended.reload",
  revoked: "ended.reload",
  stepsLeft: "ended.step",
} as const satisfies Partial<Record<SeatEnding | "refused", string>>;
type CanReturn = keyof typeof acts;
const canReturn = (why: string): why is CanReturn => Object.hasOwn(acts, why);

/** Why this seat is no longer here, and the way back where there is one. */
function SeatEnded({ why, mayTake = true }: { why: Exclude<SeatEnding, "eventOver" | "removed"> | "refused"; mayTake?: boolean }) {
  const t = useWords("room");
  // A seat that one browser alone may hold is not taken back by loading the page again.
  const key = canReturn(why) && (mayTake || why !== "movedElsewhere") ? <Button kind="main" onClick={() => location.reload()}>{t(acts[why])}</Button> : null;
  const act = (
    <>
      {key}
      {why === "movedElsewhere" ? (
        <details className="not-me">
          <summary>{t("ended.notMe.title")}</summary>
          <p>{t(mayTake ? "ended.notMe.take" : "ended.notMe.tell")}</p>
        </details>
      ) : null}
    </>
  );
  return (
    <div role="alert">
      <Blank title={t(`ended.${why}.title`)} act={act}>
        {t(`ended.${why}.text`)}
      </Blank>
    </div>
  );
}
