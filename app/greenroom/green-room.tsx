import { useRevalidator } from "@remix-run/react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { Bar } from "#app/greenroom/bar.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { seatProof } from "#app/keys/signed-fetch.ts";
import { HandOver } from "#app/live/hand-over.tsx";
import { LiveProvider, useLive } from "#app/live/live.tsx";
import { useUnveiled } from "#app/live/use-unveiled.ts";
import { Blank } from "#app/ui/blank.tsx";
import { Button } from "#app/ui/button.tsx";
import { OnAir } from "#app/ui/on-air.tsx";
import { useWakeLock } from "#app/ui/wake-lock.ts";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import type { StageNow } from "#contracts/stage.ts";

/** Camera, call and meters come by themselves, and only to a seat. */
const Presenter = lazy(() => import("#app/greenroom/presenter.tsx").then((it) => ({ default: it.Presenter })));

export interface GreenRoomNow {
  eventId: string;
  /** Whether the event asks for this browser's own signature. */
  isKeyed: boolean;
  /** Whether this seat may be handed to another screen of the same speaker. */
  mayMove: boolean;
  phase: Phase;
  may: readonly Ability[];
  stage: StageNow;
  eventName: string;
  expectedAt: string;
  zone: string;
  nowAtServer: number;
}

/** A speaker's place before, on and after the stage: one seat, which a reload takes back with its rights. */
export function GreenRoom(now: GreenRoomNow) {
  const { revalidate } = useRevalidator();
  return (
    <LiveProvider eventId={now.eventId} as="event" may={now.may} phase={now.phase} sign={now.isKeyed ? seatProof : undefined} onReturn={revalidate}>
      <Seated {...now} />
    </LiveProvider>
  );
}

function Seated(now: GreenRoomNow) {
  const t = useWords("greenroom");
  const live = useLive();
  const { revalidate } = useRevalidator();
  const [isMoving, setMoving] = useState(false);
  const startMoving = useCallback(() => setMoving(true), []);
  const stopMoving = useCallback(() => setMoving(false), []);
  useUnveiled(revalidate);
  const [isCut, setCut] = useState(false);
  const isOnAir = live.air.isOnAir && !(live.isCurtainDown ?? now.stage.isCurtainDown) && !isCut;
  useWakeLock(live.air.isReady || live.air.isOnAir);
  const asked = useRef<string | null>(null);
  const news = live.ended === "eventOver" ? live.ended : live.phase !== now.phase ? live.phase : null;
  useEffect(() => {
    if (news === asked.current) return;
    asked.current = news;
    if (news) revalidate();
  }, [news, revalidate]);
  if (live.ended === "removed") return <Blank title={t("removed.title")}>{t("removed.text")}</Blank>;
  if ((live.ended && live.ended !== "eventOver") || (live.state === "refused" && !live.ended))
    return (
      <div role="alert">
        <Blank title={t("elsewhere.title")} act={<Button kind="main" onClick={() => location.reload()}>{t("elsewhere.take")}</Button>}>
          {t("elsewhere.text")}
        </Blank>
      </div>
    );
  return (
    <div className="greenroom" data-air={isOnAir || undefined}>
      {isOnAir ? <OnAir word={t("cue.air")} /> : null}
      <Bar eventName={now.eventName} isOnAir={isOnAir} isLost={live.state === "lost"} onMove={now.mayMove ? startMoving : undefined} />
      <HandOver open={isMoving} mayMove={now.mayMove} onOpen={startMoving} onClose={stopMoving} />
      {live.seatId ? (
        <Suspense fallback={<Coming />}>
          <Presenter {...now} seatId={live.seatId} onCut={setCut} />
        </Suspense>
      ) : (
        <Coming />
      )}
    </div>
  );
}

/** The seat is being taken, or the picture's code is on its way. */
function Coming() {
  const t = useWords("greenroom");
  return (
    <main id="main" className="left" aria-busy="true">
      <div className="cam">
        <p className="cam__ask" role="status">
          {t("cam.coming")}
        </p>
      </div>
    </main>
  );
}
