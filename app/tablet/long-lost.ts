import { useEffect, useState } from "react";

const longMs = 15_000;

/** Whether a fault has lasted so long that somebody should look. */
export function useLongLost(isLost: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isLost) return setLong(false);
    const timer = setTimeout(() => setLong(true), longMs);
    return () => clearTimeout(timer);
  }, [isLost]);
  return isLong;
}
