import { useEffect, useRef, useState } from "react";
import { useCommand, useLive } from "#app/live/live.tsx";

/** Without the house's word for so long, a screen of a strict event shows nothing any more: it could not hear a curtain fall. */
const unheardMs = 8000;
/** So often it asks whether it is heard: a line can be dead for half a minute before the browser knows. */
const askEveryMs = 2500;
const lookEveryMs = 250;

/** Whether this screen shuts by itself: for eight seconds the house has not answered, at an event that asks for it. */
export function useShut(isAsked: boolean): boolean {
  const { state } = useLive();
  const here = useCommand("seat.here");
  const [isShut, setShut] = useState(false);
  const heardAt = useRef(0);
  const isWatched = isAsked && (state === "open" || state === "lost");
  useEffect(() => {
    if (!isWatched) return setShut(false);
    heardAt.current = performance.now();
    const looks = setInterval(() => setShut(performance.now() - heardAt.current > unheardMs), lookEveryMs);
    return () => clearInterval(looks);
  }, [isWatched]);
  useEffect(() => {
    if (!isWatched || state !== "open") return;
    let isOver = false;
    const ask = async () => {
      const askedAt = performance.now();
      const answer = await here({});
      if (isOver || (!answer.ok && answer.reason === "houseBusy")) return;
      heardAt.current = Math.max(heardAt.current, askedAt);
      setShut(performance.now() - heardAt.current > unheardMs);
    };
    void ask();
    const asks = setInterval(() => void ask(), askEveryMs);
    return () => {
      isOver = true;
      clearInterval(asks);
    };
  }, [isWatched, state, here]);
  return isShut;
}
