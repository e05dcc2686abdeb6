import { useRouteLoaderData } from "@remix-run/react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useReactions } from "#app/feel/use-reactions.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useLive, useNews } from "#app/live/live.tsx";
import { useShut } from "#app/live/use-shut.ts";
import type { PieceNow } from "#app/piece/piece-now.ts";
import { usePiece } from "#app/piece/use-piece.ts";
import type { BeforeNow } from "#app/lobby/before.tsx";
import { LobbyKey } from "#app/lobby/lobby-key.tsx";
import type { Covered } from "#app/room/cover.tsx";
import { Cover } from "#app/room/cover.tsx";
import { Feel } from "#app/room/feel.tsx";
import { Lost } from "#app/room/lost.tsx";
import { Panel } from "#app/room/panel.tsx";
import type { PictureNow } from "#app/room/picture.tsx";
import { Piece } from "#app/room/piece.tsx";
import { Plates } from "#app/room/plates.tsx";
import { seatNumber } from "#app/room/seat-number.ts";
import { Shut } from "#app/room/shut.tsx";
import { Tools } from "#app/room/tools.tsx";
import { useCalm } from "#app/room/use-calm.ts";
import { useFloat } from "#app/room/use-float.ts";
import { useFull, useOnItsSide } from "#app/room/use-full.ts";
import { useKeys } from "#app/room/use-keys.ts";
import { usePicked } from "#app/room/use-picked.ts";
import { useSound } from "#app/room/use-sound.ts";
import type { loader } from "#app/root.tsx";
import { Light } from "#app/ui/light.tsx";
import { inWords, useZone } from "#app/ui/when.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import type { Picked } from "#app/video/call.ts";
import type { ReadLine } from "#contracts/chat.ts";
import type { StageNow } from "#contracts/stage.ts";

/** The media code comes by itself, and only to a seat. */
const Picture = lazy(() => import("#app/room/picture.tsx").then((it) => ({ default: it.Picture })));

const Settings = lazy(() => import("#app/room/settings.tsx").then((it) => ({ default: it.Settings })));

export interface RoomNow {
  eventName: string;
  number: number;
  startsAt: string;
  zone: string;
  nowAtServer: number;
  stage: StageNow;
  before: BeforeNow;
  piece: PieceNow;
  /** At a strict event a screen that no longer hears the house shows nothing. */
  shutsUnheard: boolean;
  /** Every picture here carries this seat's mark, and stays where the mark lies over it. */
  isMarked: boolean;
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

const noPicture: PictureNow = { isFlowing: false, isUnable: false, isReturning: false, quality: "good", silenced: null, startSound: () => {} };

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

  const [picked, pick] = usePicked();
  const [picture, setPicture] = useState(noPicture);
  const hasFlowed = useRef(false);
  hasFlowed.current ||= picture.isFlowing;
  const covered = coveredBy({ isLive, isDown, isLost, picked, picture, live, wasOnAir: hasFlowed.current && stage.onAir.length > 0 });

  const { hasSound, isElsewhere, turn } = useSound(eventId);
  const isHeard = hasSound && picture.silenced === null;
  const { startSound } = picture;
  const turnSound = useCallback(() => {
    if (!isHeard) startSound();
    turn(!isHeard);
  }, [isHeard, startSound, turn]);

  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const full = useFull(box);
  const isAlone = useOnItsSide() || full.isFull;
  const float = useFloat(box);
  const isCalm = useCalm(box, isLive && covered === null && !isLost && picture.silenced === null);
  const mayReact = live.may.includes("reaction.send") && live.state === "open";
  const { felt, send } = useReactions(mayReact);
  const [isSetting, setSetting] = useState(false);
  const { wish, setWish } = useKeys({ onSound: turnSound, onWrite: () => field.current?.focus(), onReact: send });
  return (
    <div ref={box} className="room" data-phase={isLive ? "live" : "lobby"} data-lost={isLost || undefined} data-full={isAlone || undefined} data-calm={isCalm || undefined}>
      <header className="bar">
        {maison ? <Wordmark {...maison} /> : null}
        <p className="bar__part">
          <b>{room.eventName}</b>, <span suppressHydrationWarning>{isLive ? t("bar.live", { number: seat }) : t("bar.lobby", { time })}</span>
        </p>
        <Tools hasSound={isHeard} onSound={turnSound} full={full} float={room.isMarked || covered !== null || picture.isUnable ? null : float} onSettings={() => setSetting(true)} onLeave={onLeave} />
      </header>
      <main id="main" className="main">
        {isLive ? <h1 className="vh">{room.eventName}</h1> : null}
        <section className="stage" aria-label={t("stage.title")}>
          {live.seatId && live.hasPicture && !live.ended ? (
            <Suspense fallback={null}>
              <Picture seatId={live.seatId} stage={stage} isDown={isDown} hasSound={hasSound} picked={picked} mayFloat={!room.isMarked} onNow={setPicture} />
            </Suspense>
          ) : null}
          <Cover why={covered} startsAt={room.startsAt} nowAtServer={room.nowAtServer} seat={seat} zone={room.zone} onPick={pick} />
          {isLive && !isDown ? <Plates picture={picture} isSeen={covered === null} picked={picked} hasSound={hasSound} isElsewhere={isElsewhere} onSound={turnSound} /> : null}
          {covered === "lobby" && !isLost ? <LobbyKey before={room.before} /> : null}
          {isLost ? <Lost attempts={live.attempts} /> : null}
        </section>
        <div className="under">
          {isDown ? null : <Piece eventId={eventId} isKeyed={isKeyed} eventName={room.eventName} piece={piece} />}
          <Feel history={room.history} nowAtServer={room.nowAtServer} isLive={isLive} isLost={isLost} mayReact={mayReact && !isDown} felt={felt} onSend={send} />
        </div>
      </main>
      <Panel
        latest={room.chat}
        zone={room.zone}
        mayRead={live.may.includes("chat.read")}
        mayPost={live.may.includes("chat.post")}
        isLost={live.state !== "open"}
        field={field}
      />
      <Shut isDown={isDown} title={isShut ? common("lost.title") : t("curtain.title")}>
        {maison ? <Wordmark {...maison} /> : null}
        <p>{isShut ? t("curtain.unheard") : t("curtain.text")}</p>
        <Light tone="accent">{t("curtain.fact")}</Light>
      </Shut>
      {isSetting ? (
        <Suspense fallback={null}>
          <Settings open onClose={() => setSetting(false)} picked={picked} onPick={pick} float={float} isMarked={room.isMarked} wish={wish} onWish={setWish} onMove={onMove} />
        </Suspense>
      ) : null}
    </div>
  );
}

interface Seen {
  isLive: boolean;
  isDown: boolean;
  isLost: boolean;
  picked: Picked;
  picture: Pick<PictureNow, "isFlowing" | "isUnable">;
  wasOnAir: boolean;
  live: Pick<ReturnType<typeof useLive>, "seatId" | "hasPicture">;
}

function coveredBy({ isLive, isDown, isLost, picked, picture, wasOnAir, live }: Seen): Covered | null {
  if (isDown) return "curtain";
  if (!isLive) return "lobby";
  if (picture.isFlowing || picture.isUnable) return null;
  if (!live.hasPicture) return "none";
  if (!live.seatId) return "connecting";
  if (picked === "sound") return "sound";
  if (isLost && wasOnAir) return null; // its last frame stays, dimmed, under the words of the lost line
  return wasOnAir ? "still" : "dark";
}
