import { useWords } from "#app/i18n/use-words.ts";
import { Countdown } from "#app/ui/countdown.tsx";
import { useServerClock } from "#app/ui/server-clock.ts";
import { When } from "#app/ui/when.tsx";
import type { OwnAir } from "#contracts/stage.ts";

/** What stands between a speaker and the stage: the line is cut, the house is not heard, or the microphone gives nothing. */
export type Snag = "cut" | "unsure" | "unheard";

interface Props {
  air: OwnAir;
  isDown: boolean;
  expectedAt: string;
  zone: string;
  nowAtServer: number;
  hasCamera: boolean;
  snag: Snag | null;
}

/** The lamp. It follows the house's word: hollow, stand by, on air; and says at once when that word does not reach anybody. */
export function Cue({ air, isDown, expectedAt, zone, nowAtServer, hasCamera, snag }: Props) {
  const t = useWords("greenroom");
  const why = air.isOnAir && !isDown ? snag : null;
  const lamp = isDown ? "curtain" : why === "cut" || why === "unheard" ? why : air.isOnAir ? "air" : air.isReady ? "ready" : "wait";
  const due = Date.parse(expectedAt);
  const isDue = useServerClock(nowAtServer, due) >= due;
  const title = isDown ? "cue.down" : why ? (`cue.${why}Title` as const) : air.isOnAir ? "cue.live" : isDue ? "cue.now" : air.isReady ? "cue.standing" : hasCamera ? "cue.expected" : "cue.first";
  return (
    <section className="cue" data-lamp={lamp} aria-label={t("cue.title")}>
      <div className="lamp" role="status" aria-live="assertive">
        <b>{t(`cue.${lamp}`)}</b>
      </div>
      <h1>{t(title)}</h1>
      {isDown ? <p>{t("cue.downText")}</p> : null}
      {why ? <p className="cue__why">{t(`cue.${why}Text`)}</p> : null}
      {title === "cue.first" ? <p>{t("cue.expected")}</p> : null}
      {air.isOnAir || isDue || isDown ? null : <Countdown at={expectedAt} nowAtServer={nowAtServer} label={t("cue.expected")} zeroWord={t("cue.now")} />}
      {air.isOnAir || isDown ? null : (
        <p>
          <When at={expectedAt} zone={zone} shape="time" withCity />
        </p>
      )}
    </section>
  );
}
