import { useCallback, useEffect, useState } from "react";
import { useLanguage } from "#app/i18n/use-words.ts";
import { useCommand, useLive, useNews } from "#app/live/live.tsx";
import type { Language } from "#contracts/languages.ts";
import { pickLanguage } from "#contracts/languages.ts";
import type { Mark } from "#contracts/mark.ts";

const againMs = 1500;

/** A seat's marks with the difference between the house's clock and this one, in ms. */
export interface SeatMark extends Mark {
  readonly offset: number;
}

/** What this seat's pictures must carry: not known yet, nothing, or these marks. Until it is known, no picture is shown. */
export type MarkNow = { state: "asking" } | { state: "off" } | { state: "on"; mark: SeatMark };
const asking: MarkNow = { state: "asking" };

/** Asks the house for this seat's marks, again until it answers, and anew when it says that they changed. */
export function useMark(): MarkNow {
  const { seatId, state, ended } = useLive();
  const ask = useCommand("mark.ask");
  const lang: Language = pickLanguage(null, useLanguage());
  const [now, setNow] = useState<MarkNow>(asking);
  const [round, setRound] = useState(0);
  const isOpen = seatId !== null && state === "open" && ended === null;

  useNews("mark.changed", useCallback(() => {
    setNow(asking);
    setRound((was) => was + 1);
  }, []));
  useEffect(() => setNow(asking), [seatId]);
  useEffect(() => {
    if (!isOpen || now.state !== "asking") return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const tryOnce = async () => {
      const outcome = await ask({ lang });
      if (isOver) return;
      if (!outcome.ok) timer = setTimeout(() => void tryOnce(), againMs);
      else if (outcome.value.mark) setNow({ state: "on", mark: { ...outcome.value.mark, offset: outcome.value.mark.now - Date.now() } });
      else setNow({ state: "off" });
    };
    void tryOnce();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isOpen, now.state, ask, lang, round]);
  return now;
}
