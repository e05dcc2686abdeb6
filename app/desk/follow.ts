import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";

/**
 * What the loader said, until something newer is heard. A load is the truth, except where news came while it was on its
 * way: those are newer than what it carries.
 */
export function useFollowed<T>(loaded: T): [T, (heard: T) => void] {
  const [now, setNow] = useState(loaded);
  const { state } = useRevalidator();
  const isHeardSince = useRef(false);
  useEffect(() => {
    if (state === "loading") isHeardSince.current = false;
  }, [state]);
  useEffect(() => {
    if (!isHeardSince.current) setNow(loaded);
    isHeardSince.current = false;
  }, [loaded]);
  const hear = useCallback((heard: T) => {
    isHeardSince.current = true;
    setNow(heard);
  }, []);
  return [now, hear];
}
