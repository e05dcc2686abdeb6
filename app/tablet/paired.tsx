import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { LiveProvider, useLive } from "#app/live/live.tsx";
import { Idle } from "#app/tablet/idle.tsx";
import { prove } from "#app/tablet/own-key.ts";
import { Place } from "#app/tablet/place.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import type { StageNow } from "#contracts/stage.ts";

export interface TabletNow {
  eventId: string;
  phase: Phase;
  /** Whether the doors are open: the tablet has a seat and a call to wait in. */
  isInside: boolean;
  may: readonly Ability[];
  eventName: string;
  boutique: string;
  startsAt: string;
  nowAtServer: number;
  stage: StageNow | null;
  history: readonly { minute: string; total: number }[];
}

const lookEveryMs = 5000;

/** A paired tablet through the evening: idle until the doors, then its seat, then the farewell. */
export function Paired(now: TabletNow) {
  const t = useWords("tablet");
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (now.isInside) return;
    const timer = setInterval(revalidate, lookEveryMs); // no seat yet, so nobody tells it when the doors open
    return () => clearInterval(timer);
  }, [now.isInside, revalidate]);
  if (now.phase === "ended") return <Idle {...now} title={t("ended.title")} text={t("ended.text")} />;
  if (!now.isInside) return <Idle {...now} title={t("idle.title")} text={t("idle.text")} counts />;
  return (
    <LiveProvider eventId={now.eventId} as="event" may={now.may} phase={now.phase} proof={prove} onReturn={revalidate}>
      <Seated {...now} />
    </LiveProvider>
  );
}

function Seated(now: TabletNow) {
  const live = useLive();
  const { revalidate } = useRevalidator();
  const asked = useRef<string | null>(null);
  const news = live.ended ?? (live.state === "refused" ? "refused" : live.phase !== now.phase ? live.phase : null);
  useEffect(() => {
    if (news === asked.current) return;
    asked.current = news;
    if (news) revalidate(); // taken back, over, or a new phase: the loader says where this tablet stands
  }, [news, revalidate]);
  return <Place {...now} />;
}
