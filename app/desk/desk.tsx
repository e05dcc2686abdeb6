import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { Chat } from "#app/desk/chat.tsx";
import { Clocks } from "#app/desk/clocks.tsx";
import { CurtainKey } from "#app/desk/curtain.tsx";
import type { DeskData } from "#app/desk/desk-data.ts";
import { Happened } from "#app/desk/happened.tsx";
import { useFollowed } from "#app/desk/follow.ts";
import { useKeysWanted } from "#app/ui/keys.ts";
import { LineNotice } from "#app/desk/line-notice.tsx";
import { NextAct } from "#app/desk/next-act.tsx";
import { NowAtServer } from "#app/desk/now.ts";
import { People } from "#app/desk/people.tsx";
import { Boutiques, Pulse } from "#app/desk/pulse.tsx";
import { Reactions } from "#app/desk/reactions.tsx";
import { Reveal } from "#app/desk/reveal.tsx";
import { Stage } from "#app/desk/stage.tsx";
import { Top } from "#app/desk/top.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive, useNews } from "#app/live/live.tsx";
import { useUnveiled } from "#app/live/use-unveiled.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { Phase } from "#contracts/event.ts";

/** Loads the desk anew when the line opens, for what was said before is not said again, and when the evening moves on. */
function useTruth(loadedPhase: Phase): void {
  const { state, phase } = useLive();
  const { revalidate } = useRevalidator();
  const isTurned = phase !== loadedPhase;
  useUnveiled(revalidate);
  useEffect(() => {
    if (state === "open") revalidate();
  }, [state, revalidate]);
  useEffect(() => {
    if (isTurned) revalidate();
  }, [isTurned, revalidate]);
}

const startOf = ({ phase, doorsAt, liveAt, endedAt }: DeskData): string | null =>
  phase === "doors" ? doorsAt : phase === "live" ? liveAt : phase === "ended" || phase === "cancelled" ? endedAt : null;

/** Since when the event is in its phase. */
function usePhaseAt(desk: DeskData): string | null {
  const { phase } = useLive();
  const [heard, setHeard] = useState<{ phase: Phase; at: string } | null>(null);
  useNews("phase.changed", setHeard);
  return heard?.phase === phase ? heard.at : desk.phase === phase ? startOf(desk) : null;
}

/** The producer's desk: what is next, what the room sees, who may be brought on, what is said and felt. */
export function Desk({ desk }: { desk: DeskData }) {
  const t = useWords("desk");
  const { state, phase, ended, hasPicture: isServed, isCurtainDown } = useLive();
  useTruth(desk.phase);
  const phaseAt = usePhaseAt(desk);
  const [stage, hearStage] = useFollowed(desk.stage);
  useNews("stage.changed", hearStage);
  const [people, hearPeople] = useFollowed(desk.backstage);
  useNews("backstage.changed", (news) => hearPeople(news.people));
  const [attendance, hearAttendance] = useFollowed(desk.attendance);
  useNews("attendance.changed", hearAttendance);
  const [reveals, hearReveals] = useFollowed(desk.reveals);
  useNews("reveal.changed", hearReveals);
  const [downSince, hearDown] = useFollowed(desk.curtainSince);
  useNews("curtain.changed", ({ isDown, at }) => hearDown(isDown ? at : null));
  const isDown = isCurtainDown ?? stage.isCurtainDown;
  const [isKeyed, setKeyed] = useKeysWanted();
  const hasPicture = desk.mediaWord === null && isServed;
  const cities = new Map(desk.boutiques.map(({ id, city }) => [id, city]));
  const isOver = phase === "ended" || phase === "cancelled";
  const isOut = state === "lost" || state === "refused" || ended !== null;
  return (
    <NowAtServer.Provider value={desk.nowAtServer}>
      <div className="desk" data-out={isOut || undefined} data-down={isDown || undefined}>
        <Top desk={desk} phaseAt={phaseAt} onAir={stage.onAir.map(({ name }) => name)} isDown={isDown} isKeyed={isKeyed} onKeyed={setKeyed} />
        <LineNotice />
        <section className="col" aria-label={t("columns.next")}>
          <NextAct
            desk={desk}
            phaseAt={phaseAt}
            readyHosts={people.filter(({ kind, isReady }) => kind === "staff" && isReady).length}
            watching={attendance?.total ?? 0}
          />
          {hasPicture || isOver ? null : (
            <Notice tone="wait" title={t("noPicture.title")} className="mb-4">
              {t("noPicture.text")}
              {desk.mediaWord ? (
                <span className="block fine mt-2" lang="en">
                  {desk.mediaWord}
                </span>
              ) : null}
            </Notice>
          )}
          {reveals && !isOver ? <Reveal reveals={reveals} zone={desk.zone} isDown={isDown} /> : null}
          <Clocks desk={desk} />
          <Happened desk={desk} stage={stage} />
        </section>
        <main id="main" className="col middle">
          {isOver ? null : <Stage stage={stage} isDown={isDown} hasPicture={hasPicture} />}
          <div className="mod">
            <Chat loaded={desk.lines} zone={desk.zone} isKeyed={isKeyed} />
            {isOver ? null : <People people={people} zone={desk.zone} hasPicture={hasPicture} />}
          </div>
        </main>
        {attendance && desk.reacted ? (
          <aside className="col" aria-label={t("columns.pulse")}>
            <Pulse attendance={attendance} />
            <Boutiques attendance={attendance} cities={cities} />
            <Reactions loaded={desk.reacted} loadedAt={desk.nowAtServer} zone={desk.zone} places={cities} />
          </aside>
        ) : null}
        <CurtainKey isDown={isDown} since={downSince} waiting={people.filter(({ isUnderCurtain }) => isUnderCurtain).length} />
      </div>
    </NowAtServer.Provider>
  );
}
