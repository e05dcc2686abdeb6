import "./stage-picture.css";
import type { ReactNode } from "react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMarks } from "#app/mark/use-marks.tsx";
import { Button } from "#app/ui/button.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import type { CallTrack } from "#app/video/call.ts";
import { useFlow } from "#app/video/flow.ts";
import { showTrack } from "#app/video/show-track.ts";
import { Sound } from "#app/video/sound.tsx";
import type { StageNow } from "#contracts/stage.ts";

declare module "react" {
  interface CSSProperties {
    /** The place of a tile among the tiles. */
    "--at"?: number;
  }
}

interface Props {
  /** What the call holds now, lit or held. */
  tracks: readonly CallTrack[];
  /** Who is on air, for order and names; null while it is not known. */
  stage: StageNow | null;
  /** Whether sound is wanted here. */
  hasSound?: boolean;
  /** Names on plates; off where the screen writes them itself. */
  hasNames?: boolean;
  /** What hides the place while no picture flows: the cloth, unless the screen draws its own (null). */
  cover?: ReactNode;
  /** The key for a browser that lets no sound out unasked. */
  sound?: { isBlocked: boolean; label: string; onStart: () => void };
  /** Whether the main picture's frames arrive. */
  onFlow?: (isFlowing: boolean) => void;
  onFrame?: (identity: string, frames: number) => void;
  /** Something other than this page has stopped the sound: the device, a headset, a call. */
  onSoundPaused?: (isPaused: boolean) => void;
  /** The main picture may stand in a small window of its own. Never where pictures carry marks: they would stay behind. */
  mayFloat?: boolean;
}

const unknownYet = "9"; // lit before its name arrived: newer than any time

/** The lit pictures, the one most recently on air first. */
function inOrder(tracks: readonly CallTrack[], stage: StageNow | null): CallTrack[] {
  const since = (one: CallTrack) => stage?.onAir.find(({ identity }) => identity === one.identity)?.since ?? unknownYet;
  return tracks.filter((one) => one.kind === "video" && one.isLit).sort((a, b) => since(b).localeCompare(since(a)));
}

/**
 * The stage as everyone sees it: the most recent picture large, others as small tiles, the sound of all. Held pictures are
 * attached, too, and lie underneath without a frame, so that the first one shows the moment the house lights it.
 */
export function StagePicture({ tracks, stage, hasSound = true, hasNames = true, cover, sound, onFlow, onFrame, onSoundPaused, mayFloat = false }: Props) {
  const [flowing, setFlowing] = useState<ReadonlySet<string>>(new Set());
  const lit = inOrder(tracks, stage);
  const main = lit[0];
  const isFlowing = main !== undefined && flowing.has(keyOf(main));
  const told = useRef(onFlow);
  told.current = onFlow;
  useEffect(() => told.current?.(isFlowing), [isFlowing]);
  const turned = useCallback((key: string, flows: boolean) => {
    setFlowing((was) => (was.has(key) === flows ? was : new Set(flows ? [...was, key] : [...was].filter((one) => one !== key))));
  }, []);
  const box = useRef<HTMLDivElement>(null);
  const { mayShow, isStopped, word } = useMarks(box);
  const shown = isStopped ? [] : tracks.filter(({ kind }) => kind === "audio" || mayShow);
  return (
    <>
      <div ref={box} className="picture" data-testid="stage-picture" data-flowing={isFlowing}>
        {shown.map((one) =>
          one.kind === "video" ? (
            <Picture
              key={keyOf(one)}
              of={one}
              place={lit.indexOf(one)}
              name={hasNames ? stage?.onAir.find(({ identity }) => identity === one.identity)?.name : undefined}
              onTurn={turned}
              onFrame={onFrame}
              mayFloat={mayFloat}
            />
          ) : (
            <Sound key={keyOf(one)} track={one.track} isMuted={!hasSound} onPaused={onSoundPaused} />
          ),
        )}
        {isFlowing || cover === null ? null : <div className="picture__cover">{cover ?? <Cloth slit={false} />}</div>}
        {sound?.isBlocked && hasSound ? (
          <div className="picture__sound">
            <Button kind="main" onClick={sound.onStart}>
              {sound.label}
            </Button>
          </div>
        ) : null}
      </div>
      {word}
    </>
  );
}

const keyOf = ({ identity, track }: CallTrack) => `${identity} ${track.sid ?? track.mediaStreamID}`;

interface PictureProps {
  of: CallTrack;
  /** 0 is the main one, -1 is held. */
  place: number;
  name: string | undefined;
  onTurn: (key: string, isFlowing: boolean) => void;
  onFrame: Props["onFrame"];
  mayFloat: boolean;
}

function Picture({ of, place, name, onTurn, onFrame, mayFloat }: PictureProps) {
  const { track, identity, isLit } = of;
  const key = keyOf(of);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    return video.current ? showTrack(track, video.current) : undefined;
  }, [track]);
  useFlow(video, {
    isLit,
    onFlow: (isFlowing) => onTurn(key, isFlowing),
    onFrame: onFrame && ((frames) => onFrame(identity, frames)),
  });
  return (
    <figure className="picture__one" aria-hidden={place < 0 || undefined} data-place={place < 0 ? "held" : place === 0 ? "main" : "tile"} style={{ "--at": Math.max(0, place - 1) }}>
      <video ref={video} muted playsInline autoPlay disablePictureInPicture={!mayFloat} data-identity={identity} />
      {isLit && name ? <figcaption>{name}</figcaption> : null}
    </figure>
  );
}
