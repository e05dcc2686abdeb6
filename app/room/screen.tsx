import { useRouteLoaderData } from "@remix-run/react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useEnergy } from "#app/feel/use-energy.ts";
import { useReactions } from "#app/feel/use-reactions.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useLive, useNews } from "#app/live/live.tsx";
import { useShut } from "#app/live/use-shut.ts";
import { Chat } from "#app/room/chat.tsx";
import type { Covered } from "#app/room/cover.tsx";
import { Cover } from "#app/room/cover.tsx";
import { KeysDialog, useKeys } from "#app/room/keys.tsx";
import { Lost } from "#app/room/lost.tsx";
import type { PieceNow } from "#app/piece/piece-now.ts";
import { usePiece } from "#app/piece/use-piece.ts";
import { Piece } from "#app/room/piece.tsx";
import { ReactionBar } from "#app/room/reactions.tsx";
import { seatNumber } from "#app/room/seat-number.ts";
import { Tools } from "#app/room/tools.tsx";
import type { loader } from "#app/root.tsx";
import { Curtain } from "#app/ui/curtain.tsx";
import { Energy } from "#app/ui/energy.tsx";
import { Light } from "#app/ui/light.tsx";
import { inWords, useZone } from "#app/ui/when.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import type { ReadLine } from "#contracts/chat.ts";
import type { StageNow } from "#contracts/stage.ts";

/** The media code comes by itself, and only to a seat. */
const Picture = lazy(() => import("#app/room/picture.tsx").then((it) => ({ default: it.Picture })));

export interface RoomNow {
  eventName: string;
  number: number;
  startsAt: string;
  zone: string;
  nowAtServer: number;
  stage: StageNow;
  piece: PieceNow;
  /** At a strict event a screen that no longer hears the house shows nothing. */
  shutsUnheard: boolean;
  chat: readonly ReadLine[];
  history: readonly { minute: string; total: number }[];
}

interface Props {
  eventId: string;
  isKeyed: boolean;
  room: RoomNow;
  /** Absent where this seat may not be handed to another screen. */
  onMove?: () => void;
  onLeave: () => void;
}

/** Lobby and room on one screen: nothing is taken down when it begins, the cloth opens and the keys wake. */
export function Screen({ eventId, isKeyed, room, onMove, onLeave }: Props) {
  const t = useWords("room");
  const common = useWords("common");
  const maison = useRouteLoaderData<typeof loader>("root")?.maison;
  const live = useLive();
  const { zone } = useZone(room.zone);
  const time = inWords(room.startsAt, useLanguage(), zone, "time");
  const seat = seatNumber(room.number);
  const isLive = live.phase === "live";
  const isLost = live.state === "lost";

  const [stage, setStage] = useState(room.stage);
  useEffect(() => setStage(room.stage), [room.stage]);
  useNews("stage.changed", setStage);
  const isShut = useShut(room.shutsUnheard);
  const isDown = (live.isCurtainDown ?? stage.isCurtainDown) || isShut;
  const piece = usePiece(room.piece, isDown);
  const [isFlowing, setFlowing] = useState(false);
  const [isReturning, setReturning] = useState(false);
  const flowed = useRef(false);
  flowed.current ||= isFlowing;
  const covered = coveredBy({ isLive, isDown, isFlowing, live, wasOnAir: flowed.current && stage.onAir.length > 0 });

  const [hasSound, setSound] = useState(true);
  const turnSound = useCallback(() => setSound((was) => !was), []);
  const field = useRef<HTMLInputElement>(null);
  const stageBox = useRef<HTMLElement>(null);
  const mayReact = live.may.includes("reaction.send") && live.state === "open";
  const { felt, send } = useReactions(mayReact);
  const [keysShown, showKeys] = useState(false);
  const { wish, setWish } = useKeys({ onSound: turnSound, onWrite: () => field.current?.focus(), onReact: send });
  const energy = useEnergy(room.history, room.nowAtServer);
  const word = t(isLive ? `feel.${energy.felt}` : "feel.gathering");
  const track = <Energy values={energy.values} litFrom={isLive && !isLost ? undefined : energy.values.length} label={t("feel.label", { word })} />;
  const bar = <ReactionBar isOpen={mayReact} felt={felt} onSend={send} />;
  return (
    <div className="room" data-phase={isLive ? "live" : "lobby"} data-lost={isLost || undefined}>
      <header className="bar">
        {maison ? <Wordmark {...maison} /> : null}
        <p className="bar__part">
          <b>{room.eventName}</b>, <span suppressHydrationWarning>{isLive ? t("bar.live", { number: seat }) : t("bar.lobby", { time })}</span>
        </p>
        <Tools stage={stageBox} hasSound={hasSound} onSound={turnSound} onKeys={() => showKeys(true)} onMove={onMove} onLeave={onLeave} />
      </header>
      <main id="main" className="main">
        {isLive ? <h1 className="vh">{room.eventName}</h1> : null}
        <section ref={stageBox} className="stage" aria-label={t("stage.title")}>
          {live.seatId && live.hasPicture && !live.ended ? (
            <Suspense fallback={null}>
              <Picture seatId={live.seatId} stage={stage} isDown={isDown} hasSound={hasSound} onFlow={setFlowing} onReturning={setReturning} />
            </Suspense>
          ) : null}
          <Cover why={covered} startsAt={room.startsAt} nowAtServer={room.nowAtServer} seat={seat} />
          {covered === null ? (
            <div className="stage__top">
              <Light tone="accent" className="chip">
                {t("stage.live")}
              </Light>
              {isReturning ? <Light tone="wait" className="chip">{t("picture.returning")}</Light> : null}
            </div>
          ) : null}
          {isLost ? <Lost attempts={live.attempts} /> : null}
        </section>
        <div className="under">
          {isDown ? null : <Piece eventId={eventId} isKeyed={isKeyed} eventName={room.eventName} piece={piece} />}
          <section className="feel" aria-label={t("feel.title")}>
            <div className="feel__head">
              <span>{t("feel.title")}</span>
              <b>{word}</b>
            </div>
            {track}
            {isDown ? null : bar}
          </section>
        </div>
        <Curtain isDown={isDown} title={isShut ? common("lost.title") : t("curtain.title")} isHere>
          <p>{isShut ? t("curtain.unheard") : t("curtain.text")}</p>
          <Light tone="accent">{t("curtain.fact")}</Light>
        </Curtain>
      </main>
      <Chat
        latest={room.chat}
        zone={room.zone}
        mayRead={live.may.includes("chat.read")}
        mayPost={live.may.includes("chat.post")}
        isLost={live.state !== "open"}
        field={field}
      />
      <section className="phone" aria-label={t("feel.title")}>
        {track}
        {isDown ? null : bar}
      </section>
      <KeysDialog open={keysShown} onClose={() => showKeys(false)} wish={wish} onWish={setWish} />
    </div>
  );
}

interface Seen {
  isLive: boolean;
  isDown: boolean;
  isFlowing: boolean;
  wasOnAir: boolean;
  live: Pick<ReturnType<typeof useLive>, "seatId" | "hasPicture">;
}

function coveredBy({ isLive, isDown, isFlowing, wasOnAir, live }: Seen): Covered | null {
  if (isDown) return "curtain";
  if (!isLive) return "lobby";
  if (isFlowing) return null;
  if (!live.hasPicture) return "none";
  if (!live.seatId) return "connecting";
  return wasOnAir ? "still" : "dark";
}
