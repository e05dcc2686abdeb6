import { createContext, useContext } from "react";
import { useServerClock } from "#app/ui/server-clock.ts";

/** The house's time when the desk was last loaded, in ms. */
export const NowAtServer = createContext(0);

/** The house's time in ms, moving on every second. */
export const useNow = (): number => useServerClock(useContext(NowAtServer));

/** Whole seconds from a moment until now, never less than none. */
export const secondsSince = (at: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
