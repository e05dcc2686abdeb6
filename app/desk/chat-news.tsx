import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { DeskLine } from "#contracts/chat.ts";

const everyMs = 10_000;

/** Tells screen readers what was said, gathered: at most one sentence in ten seconds, and nothing of what was there before. */
export function ChatNews({ lines }: { lines: readonly DeskLine[] }) {
  const t = useWords("desk");
  const [said, setSaid] = useState("");
  const now = useRef(lines);
  now.current = lines;
  const told = useRef(lines.at(-1)?.seq ?? 0);
  useEffect(() => {
    const timer = setInterval(() => {
      const fresh = now.current.filter(({ seq }) => seq > told.current);
      told.current = now.current.at(-1)?.seq ?? told.current;
      const last = fresh.at(-1);
      if (last) setSaid(t("chat.news", { count: fresh.length, who: last.fullName || t("chat.guest") }));
    }, everyMs);
    return () => clearInterval(timer);
  }, [t]);
  return (
    <p className="vh" role="status">
      {said}
    </p>
  );
}
