import type { RefObject } from "react";
import { useEffect, useRef } from "react";
import type { Said } from "#app/studio/said.ts";
import { saidTones } from "#app/studio/said.ts";

/** A form that empties itself when what it sent was taken. */
export function useEmptied(said: Said | undefined): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (said && saidTones[said] === "ok") form.current?.reset();
  }, [said]);
  return form;
}
