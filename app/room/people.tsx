import { useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useCommand, useLive } from "#app/live/live.tsx";
import type { PlaceHere } from "#contracts/people.ts";

const askEveryMs = 20_000;

/** Who shares the room, by place. Names are those the event's level lets guests read; the others are counted. */
export function People() {
  const t = useWords("room");
  const places = usePlaces();
  if (!places) return <p className="people soft">{t("people.waiting")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="people" tabIndex={0}>
      {places.map(({ city, people, tablets, names }) => (
        <section key={city ?? ""} className="people__place">
          <h2>
            {city ? t("chat.boutique", { city }) : t("people.online")}
            <span>{people > 0 ? t("people.count", { count: people }) : t("people.tablets", { count: tablets })}</span>
          </h2>
          {names.length > 0 ? (
            <ul>
              {names.map((name, at) => (
                <li key={`${at} ${name}`}>{name}</li>
              ))}
              {people > names.length ? <li className="soft">{t("people.more", { count: people - names.length })}</li> : null}
            </ul>
          ) : null}
          {people > 0 && tablets > 0 ? <p className="small soft">{t("people.tablets", { count: tablets })}</p> : null}
        </section>
      ))}
    </div>
  );
}

/** The places of the room, asked for while they are looked at; null until the house has answered. */
function usePlaces(): readonly PlaceHere[] | null {
  const ask = useCommand("people.ask");
  const { state } = useLive();
  const [places, setPlaces] = useState<readonly PlaceHere[] | null>(null);
  const isOpen = state === "open";
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    const look = async () => {
      const answer = await ask({});
      if (!isOver && answer.ok) setPlaces(answer.value.places);
    };
    void look();
    const timer = setInterval(() => void look(), askEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isOpen, ask]);
  return places;
}
