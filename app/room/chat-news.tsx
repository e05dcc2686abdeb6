import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { ChatLine } from "#contracts/chat.ts";

const everyMs = 10_000;

/** Tells screen readers what was said, gathered: at most one sentence in ten seconds, and nothing of what was there before. */
export function ChatNews({ lines, isOwn }: { lines: readonly ChatLine[]; isOwn: (lineId: string) => boolean }) {
  const t = useWords("room");
  const [said, setSaid] = useState("");
  const now = useRef({ lines, isOwn });
  now.current = { lines, isOwn };
  const told = useRef(lines.at(-1)?.seq ?? 0);
  useEffect(() => {
    const timer = setInterval(() => {
      const { lines, isOwn } = now.current;
      const fresh = lines.filter(({ id, seq }) => seq > told.current && !isOwn(id));
      told.current = lines.at(-1)?.seq ?? told.current;
      const last = fresh.at(-1);
      if (last) setSaid(t("chat.news", { count: fresh.length, who: last.who || t("chat.guest") }));
    }, everyMs);
    return () => clearInterval(timer);
  }, [t]);
  return (
    <p className="vh" role="status">
      {said}
    </p>
  );
}
