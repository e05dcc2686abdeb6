import { useEffect, useState } from "react";
import type { DressValues } from "#app/studio/maison-values.ts";
import { Colour } from "#contracts/maison.ts";
import type { ColourSaid, Palette } from "#contracts/maison.ts";

/** What the house says to the two accents, and what they become. */
export interface Tried {
  accent: ColourSaid | null;
  accentNight: ColourSaid | null;
  palette: Palette | null;
}
const tryAfterMs = 150;

/** Asks the house about the colours as they are chosen; the last answer stands until the next. */
export function useTryOn({ accent, accentNight }: Pick<DressValues, "accent" | "accentNight">, begin: Tried | null): Tried | null {
  const [said, setSaid] = useState(begin);
  const asked = new URLSearchParams(Object.entries({ accent, accentNight }).filter(([, value]) => Colour.safeParse(value).success)).toString();
  useEffect(() => {
    const ended = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch("/studio/maison/try", { method: "POST", body: new URLSearchParams(asked), signal: ended.signal }).catch(() => null);
      if (answer?.ok && !answer.redirected) setSaid(await answer.json().catch(() => null));
    }, tryAfterMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [asked]);
  return said;
}
