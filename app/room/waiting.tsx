import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { firstName, seatNumber } from "#app/room/seat-number.ts";
import { Countdown } from "#app/ui/countdown.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { When, WhenLabel } from "#app/ui/when.tsx";

const lookEveryMs = 30_000;

type Props = { eventName: string; name: string | null; number: number; startsAt: string; zone: string; nowAtServer: number };

/** In, but too early: when it is, and a page that opens by itself when the doors do. */
export function Waiting({ eventName, name, number, startsAt, zone, nowAtServer }: Props) {
  const t = useWords("room");
  useLookAgain();
  const first = firstName(name);
  return (
    <Paper>
      <h1>{first ? t("waiting.title", { name: first }) : t("waiting.titleNobody")}</h1>
      <p className="lede">{t("waiting.text", { event: eventName })}</p>
      <dl className="when">
        <div>
          <dt>
            <WhenLabel zone={zone} />
          </dt>
          <dd className="text-wrap">
            <When at={startsAt} zone={zone} />
          </dd>
        </div>
        <div>
          <dt>{t("waiting.seat")}</dt>
          <dd>{t("seat", { number: seatNumber(number) })}</dd>
        </div>
      </dl>
      <div className="mt-6">
        <p className="small soft">{t("waiting.countdown")}</p>
        <Countdown at={startsAt} nowAtServer={nowAtServer} label={t("waiting.countdown")} className="type-title" />
      </div>
    </Paper>
  );
}

/** Asks the loader now and then, and when the tab is looked at again; spread, so that a thousand guests never ask together. */
function useLookAgain() {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      if (document.visibilityState === "visible" && navigator.onLine) revalidate();
      timer = setTimeout(look, lookEveryMs * (0.75 + Math.random() / 2));
    };
    timer = setTimeout(look, lookEveryMs * (0.75 + Math.random() / 2));
    const seen = () => document.visibilityState === "visible" && navigator.onLine && revalidate();
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [revalidate]);
}
