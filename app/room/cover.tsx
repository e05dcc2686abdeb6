import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { Picked } from "#app/video/call.ts";
import { Button } from "#app/ui/button.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { When } from "#app/ui/when.tsx";

/**
 * Why no picture is seen. The cloth hangs where something is kept: before it begins, behind the curtain, until somebody
 * stands on stage. It does not hang for what a line, or the guest's own choice, has taken away.
 */
export type Covered = "curtain" | "lobby" | "connecting" | "dark" | "none" | "still" | "sound";
type Bare = "still" | "sound";
const isBare = (why: Covered | null): why is Bare => why === "still" || why === "sound";

interface Props {
  why: Covered | null;
  startsAt: string;
  nowAtServer: number;
  seat: string;
  zone: string;
  onPick: (picked: Picked) => void;
}

/**
 * What stands before the stage, with its reason in words; it comes at once and opens slowly. A hair from opaque, so that
 * the browser goes on presenting the frames behind it.
 */
export function Cover({ why, startsAt, nowAtServer, seat, zone, onPick }: Props) {
  const isOpen = why === null || isBare(why);
  return (
    <>
      <div className="waiting" data-open={isOpen || undefined} aria-hidden={isOpen || undefined}>
        <Cloth slit={why === "lobby" || isOpen} />
        {why === "lobby" ? <Lobby startsAt={startsAt} nowAtServer={nowAtServer} seat={seat} zone={zone} /> : why && !isBare(why) && why !== "curtain" ? <Words why={why} /> : null}
      </div>
      {isBare(why) ? <Pale why={why} onPick={onPick} /> : null}
    </>
  );
}

function Lobby({ startsAt, nowAtServer, seat, zone }: Pick<Props, "startsAt" | "nowAtServer" | "seat" | "zone">) {
  const t = useWords("room");
  const [isDue, setDue] = useState(Date.parse(startsAt) <= nowAtServer);
  return (
    <>
      <div className="waiting__t">
        <h1 className={isDue ? "type-heading" : undefined}>{t(isDue ? "stage.now" : "stage.beginIn")}</h1>
        <div className={isDue ? "vh" : undefined}>
          <Countdown at={startsAt} nowAtServer={nowAtServer} label={t("stage.beginIn")} zeroWord={t("stage.now")} onZero={() => setDue(true)} />
        </div>
      </div>
      <p className="waiting__n text-balance">
        {t("stage.welcome", { number: seat })}
        <br />
        <When at={startsAt} zone={zone} shape="time" withCity />
      </p>
    </>
  );
}

const texts = { dark: "stage.darkText", none: "stage.noneText" } as const;

function Words({ why }: { why: "connecting" | keyof typeof texts }) {
  const t = useWords("room");
  return (
    <div className="waiting__w" role="status">
      <p className="type-heading">{t(`stage.${why}`)}</p>
      {why === "connecting" ? null : <p>{t(texts[why])}</p>}
    </div>
  );
}

/** Over the last frame, or over nothing: what is missing, and the one key that helps. */
function Pale({ why, onPick }: { why: Bare; onPick: (picked: Picked) => void }) {
  const t = useWords("room");
  return (
    <div className="pale" data-why={why}>
      <div role="status">
        <h2>{t(`stage.${why}`)}</h2>
        <p>{t(`stage.${why}Text`)}</p>
      </div>
      <Button onClick={() => onPick(why === "still" ? "sound" : "auto")}>{t(`stage.${why}Key`)}</Button>
    </div>
  );
}
