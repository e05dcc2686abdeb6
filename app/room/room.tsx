import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { LiveProvider, useLive } from "#app/live/live.tsx";
import type { RoomNow } from "#app/room/screen.tsx";
import { Removed } from "#app/room/last-word.tsx";
import { Screen } from "#app/room/screen.tsx";
import { Blank } from "#app/ui/blank.tsx";
import { Button } from "#app/ui/button.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import type { SeatEnding } from "#contracts/news.ts";

interface Props {
  eventId: string;
  may: readonly Ability[];
  phase: Phase;
  room: RoomNow;
}

/** Somebody's place from the doors to the end: one seat, one line, one call, whatever the phase. */
export function Room({ eventId, may, phase, room }: Props) {
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
    <LiveProvider eventId={eventId} as="event" may={may} phase={phase} onReturn={revalidate}>
      <Seated phase={phase} room={room} onLeave={() => setLeft(true)} />
    </LiveProvider>
  );
}

/** Follows the house's word: a new phase or an end asks the loader; a seat that is no longer ours leaves at once. */
function Seated({ phase, room, onLeave }: Pick<Props, "phase" | "room"> & { onLeave: () => void }) {
  const live = useLive();
  const { revalidate } = useRevalidator();
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
  if (live.ended && live.ended !== "eventOver") return <SeatEnded why={live.ended} />;
  if (isRefused && !live.ended) return <SeatEnded why="refused" />;
  return <Screen room={room} onLeave={onLeave} />;
}

const acts = {
  movedElsewhere: "ended.take",
  closing: "ended.again",
  refused: "ended.reload",
  revoked: "ended.reload",
} as const satisfies Partial<Record<SeatEnding | "refused", string>>;
type CanReturn = keyof typeof acts;
const canReturn = (why: string): why is CanReturn => Object.hasOwn(acts, why);

/** Why this seat is no longer here, and the way back where there is one. */
function SeatEnded({ why }: { why: Exclude<SeatEnding, "eventOver" | "removed"> | "refused" }) {
  const t = useWords("room");
  const act = canReturn(why) ? <Button kind="main" onClick={() => location.reload()}>{t(acts[why])}</Button> : undefined;
  return (
    <div role="alert">
      <Blank title={t(`ended.${why}.title`)} act={act}>
        {t(`ended.${why}.text`)}
      </Blank>
    </div>
  );
}
