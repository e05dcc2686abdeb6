import { useRouteLoaderData } from "@remix-run/react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useEnergy } from "#app/feel/use-energy.ts";
import { useReactions } from "#app/feel/use-reactions.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive, useNews } from "#app/live/live.tsx";
import type { loader as root } from "#app/root.tsx";
import type { TabletNow } from "#app/tablet/paired.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { Energy } from "#app/ui/energy.tsx";
import { ReactionIcon } from "#app/ui/reaction-icon.tsx";
import { Light } from "#app/ui/light.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import type { Reaction } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reactions.ts";
import type { StageNow } from "#contracts/stage.ts";

/** The media code comes by itself, and only to a seat. */
const Picture = lazy(() => import("#app/tablet/picture.tsx").then((it) => ({ default: it.Picture })));

const nobody: StageNow = { phase: "doors", liveAt: null, onAir: [] };

/** The boutique's place: the stage, large signs to answer it with, and the boutique's name. Nobody's own. */
export function Place(now: TabletNow) {
  const t = useWords("tablet");
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  const live = useLive();
  const isLive = live.phase === "live";
  const isLost = live.state === "lost";
  const [stage, setStage] = useState(now.stage ?? nobody);
  useEffect(() => setStage(now.stage ?? nobody), [now.stage]);
  useNews("stage.changed", setStage);
  const [isFlowing, setFlowing] = useState(false);
  const energy = useEnergy(now.history, now.nowAtServer);
  const mayReact = live.may.includes("reaction.send") && live.state === "open";
  const { felt, send } = useReactions(mayReact);
  const press = (reaction: Reaction) => {
    navigator.vibrate?.(12);
    send(reaction);
  };
  const word = t(`feel.${isLive ? energy.felt : "gathering"}`);
  return (
    <div className="tablet" data-lost={isLost || undefined}>
      <header className="bar">
        {maison ? <Wordmark {...maison} /> : null}
        <p>
          <b>{now.eventName}</b>
        </p>
        <p className="end">{now.boutique}</p>
      </header>
      <main id="main" className="stage" aria-label={t("stage.title")}>
        {live.seatId && live.hasPicture ? (
          <Suspense fallback={null}>
            <Picture seatId={live.seatId} stage={stage} onFlow={setFlowing} />
          </Suspense>
        ) : null}
        {isLive && isFlowing ? (
          <Light tone="accent" className="chip">
            {t("stage.live")}
          </Light>
        ) : (
          <Waiting now={now} word={isLive ? t(live.hasPicture ? "stage.dark" : "stage.none") : null} />
        )}
        {isLost ? (
          <div className="lost" role="status">
            <h2>{t("lost.title")}</h2>
            <p>{t("lost.text")}</p>
          </div>
        ) : null}
      </main>
      <aside className="houses" aria-label={t("feel.title")}>
        <h2>{t("feel.title")}</h2>
        <p>{word}</p>
        <div className="house" data-here>
          <Energy values={energy.values} litFrom={isLive && !isLost ? undefined : energy.values.length} label={t("feel.label", { word })} />
        </div>
      </aside>
      <div className="piece" />
      <fieldset className="keys" aria-label={t("keys.title")}>
        {reactions.map((reaction) => (
          <button key={reaction} type="button" className="key" aria-disabled={!mayReact || undefined} data-felt={felt === reaction || undefined} onClick={() => press(reaction)}>
            <ReactionIcon reaction={reaction} />
            {t(`keys.${reaction}`)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** The cloth over the stage: the time left before it begins, a word once it has. A hair from opaque, so that frames behind it go on. */
function Waiting({ now, word }: { now: TabletNow; word: string | null }) {
  const t = useWords("tablet");
  return (
    <div className="tablet-wait">
      <Cloth slit={word === null} />
      <div className="tablet-wait__t" role="status">
        {word ? <h1>{word}</h1> : null}
      </div>
      {word ? null : (
        <div className="tablet-wait__t">
          <h1>{t("idle.title")}</h1>
          <Countdown at={now.startsAt} nowAtServer={now.nowAtServer} label={t("idle.title")} zeroWord={t("idle.now")} />
        </div>
      )}
    </div>
  );
}
