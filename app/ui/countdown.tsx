import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { classes } from "#app/ui/classes.ts";
import { useServerClock } from "#app/ui/server-clock.ts";

type Props = { at: string; nowAtServer: number; offset?: number; label?: string; zeroWord?: string; onZero?: () => void; className?: string };
const spokenMinutes = [10, 5, 1] as const;
const two = (value: number) => String(value).padStart(2, "0");

/** Seconds as 4:12 or 1:04:12. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * Time left until `at` (ISO) on the house's clock. The figures are hidden from screen readers, which hear whole minutes on
 * request and an announcement at ten, five and one minute and at zero. Beyond two days it counts days.
 */
export function Countdown({ at, nowAtServer, offset, label, zeroWord, onZero, className }: Props) {
  const t = useWords("common");
  const target = Date.parse(at);
  const now = useServerClock(nowAtServer, target, offset);
  const seconds = Math.max(0, Math.ceil((target - now) / 1000));
  const days = Math.floor(seconds / 86_400);
  const minutes = Math.ceil(seconds / 60);
  const over = zeroWord ?? t("countdown.over");
  const left = days >= 2 ? t("countdown.days", { count: days }) : minutes > 0 ? t("countdown.left", { count: minutes }) : over;
  return (
    <>
      <div className={classes("countdown num", className)} role="timer" aria-label={label ? `${label} ${left}` : left}>
        <span aria-hidden="true">{days >= 2 ? t("countdown.days", { count: days }) : clockText(seconds)}</span>
      </div>
      <Announce seconds={seconds} left={left} over={over} onZero={onZero} />
    </>
  );
}

function Announce({ seconds, left, over, onZero }: { seconds: number; left: string; over: string; onZero?: () => void }) {
  const [said, setSaid] = useState("");
  const before = useRef(seconds);
  useEffect(() => {
    const passed = (mark: number) => before.current > mark && seconds <= mark;
    if (passed(0)) {
      setSaid(over);
      onZero?.();
    } else if (spokenMinutes.some((minute) => passed(minute * 60))) setSaid(left);
    before.current = seconds;
  }, [seconds, left, over, onZero]);
  return (
    <span className="vh" role="status">
      {said}
    </span>
  );
}
