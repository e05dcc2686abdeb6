import { useEffect, useRef, useState } from "react";

const everyMs = 10_000;

interface Props<T> {
  /** Oldest first. */
  items: readonly T[];
  isSkipped?: (item: T) => boolean;
  /** The sentence for so many new ones, of which `last` came last. */
  say: (count: number, last: T) => string;
}

/** Tells screen readers what came, gathered: at most one sentence in ten seconds, and nothing of what was there before. */
export function Gathered<T extends { seq: number }>(props: Props<T>) {
  const [said, setSaid] = useState("");
  const now = useRef(props);
  now.current = props;
  const told = useRef(props.items.at(-1)?.seq ?? 0);
  useEffect(() => {
    const timer = setInterval(() => {
      const { items, isSkipped, say } = now.current;
      const fresh = items.filter((item) => item.seq > told.current && !isSkipped?.(item));
      told.current = items.at(-1)?.seq ?? told.current;
      const last = fresh.at(-1);
      if (last) setSaid(say(fresh.length, last));
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="vh" role="status">
      {said}
    </p>
  );
}
