import { useRouteLoaderData } from "@remix-run/react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive, useNews } from "#app/live/live.tsx";
import { useShut } from "#app/live/use-shut.ts";
import type { loader as root } from "#app/root.tsx";
import type { PieceNow } from "#app/piece/piece-now.ts";
import { usePiece } from "#app/piece/use-piece.ts";
import { Feeling } from "#app/tablet/feeling.tsx";
import { Idle } from "#app/tablet/idle.tsx";
import { Keys } from "#app/tablet/keys.tsx";
import { useLongLost } from "#app/tablet/long-lost.ts";
import type { TabletNow } from "#app/tablet/paired.tsx";
import type { Flow } from "#app/tablet/picture.tsx";
import { Piece } from "#app/tablet/piece.tsx";
import { useTraces } from "#app/tablet/traces.ts";
import { Cloth } from "#app/ui/cloth.tsx";
import { Curtain } from "#app/ui/curtain.tsx";
import { Light } from "#app/ui/light.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import type { StageNow } from "#contracts/stage.ts";

/** The media code comes by itself, and only to a seat. */
const Picture = lazy(() => import("#app/tablet/picture.tsx").then((it) => ({ default: it.Picture })));

const nobody: StageNow = { phase: "doors", liveAt: null, isCurtainDown: false, onAir: [] };
const noPiece: PieceNow = { lens: "nothing", product: null, files: [] };

/** The boutique's place: the stage, large signs to answer it with, and the boutique's name. Nobody's own. */
export function Place(now: TabletNow) {
  const t = useWords("tablet");
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  const live = useLive();
  const isLive = live.phase === "live";
  const isLost = live.state === "lost" || live.state === "refused";
  const [stage, setStage] = useState(now.stage ?? nobody);
  useEffect(() => setStage(now.stage ?? nobody), [now.stage]);
  useNews("stage.changed", setStage);
  const isShut = useShut(now.shutsUnheard);
  const isDown = (live.isCurtainDown ?? stage.isCurtainDown) || isShut;
  const piece = usePiece(now.piece ?? noPiece, isDown);
  const [flow, setFlow] = useState<Flow>("waiting");
  const guest = useTraces();
  const isLong = useLongLost(isLost);
  const hasSeat = live.seatId !== null && live.ended === null;
  return (
    <div className="tablet" data-lost={isLost || undefined}>
      {isLive ? (
        <header className="bar">
          {maison ? <Wordmark {...maison} /> : null}
          <p>
            <b>{now.boutique}</b>
          </p>
          <h1 className="end">{now.eventName}</h1>
        </header>
      ) : null}
      <main id="main" className="stage" aria-label={t("stage.title")}>
        {live.seatId && hasSeat && live.hasPicture ? (
          <Suspense fallback={null}>
            <Picture seatId={live.seatId} stage={stage} isLive={isLive} isDown={isDown} onFlow={setFlow} />
          </Suspense>
        ) : null}
        {!isLive ? (
          <div className="tablet-cover">
            <Idle {...now} isLost={isLost} />
          </div>
        ) : flow === "flowing" ? (
          <Light tone="accent" className="chip">
            {t("stage.live")}
          </Light>
        ) : flow === "unable" ? null : (
          <div className="tablet-wait">
            <Cloth slit={false} />
            <p className="tablet-wait__t" role="status">
              {t(live.hasPicture ? "stage.dark" : "stage.none")}
            </p>
          </div>
        )}
        {isLive && isLost ? (
          <div className="lost" role="status">
            <h2>{t("lost.title")}</h2>
            <p>{t("lost.text")}</p>
            {isLong ? <p>{`${t("lost.ask")} ${t("lost.code", { code: live.state === "refused" ? "S1" : "L1" })}.`}</p> : null}
          </div>
        ) : null}
      </main>
      {isLive ? (
        <Feeling now={now} isLost={isLost}>
          {isDown ? null : <Piece eventId={now.eventId} isKeyed={now.isKeyed} eventName={now.eventName} piece={piece} />}
        </Feeling>
      ) : null}
      {isLive ? <Keys key={guest} isOff={isDown} /> : null}
      <Curtain isDown={isDown} title={t(isShut ? "lost.title" : "curtain.title")}>
        <p>{t(isShut ? "lost.text" : "curtain.text")}</p>
      </Curtain>
    </div>
  );
}
