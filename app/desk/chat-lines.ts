import { useCallback, useEffect, useState } from "react";
import { asDeskLine } from "#app/desk/desk-data.ts";
import { useNews } from "#app/live/live.tsx";
import type { ChatLine, DeskLine } from "#contracts/chat.ts";

const keptMost = 300;

function merged(lines: readonly DeskLine[], more: readonly DeskLine[]): DeskLine[] {
  const byId = new Map([...lines, ...more].map((line) => [line.id, line]));
  return [...byId.values()].sort((a, b) => a.seq - b.seq).slice(-keptMost);
}

export interface DeskLines {
  lines: readonly DeskLine[];
  hear(line: ChatLine | DeskLine): void;
  /** What an answered command changed: one line, or all lines of one person. */
  change(whose: { lineId: string } | { guestId: string }, more: Partial<DeskLine>): void;
}

/** The conversation at the desk, oldest first: the loader's lines, and what is said, hidden and shown since, by this desk or another. */
export function useDeskLines(loaded: readonly DeskLine[], isModerating: boolean): DeskLines {
  const [lines, setLines] = useState(loaded);
  useEffect(() => {
    const last = loaded.at(-1)?.seq ?? 0;
    setLines((was) => merged(loaded, was.filter(({ seq }) => seq > last)));
  }, [loaded]);
  const hear = useCallback((line: ChatLine | DeskLine) => setLines((was) => merged(was, [asDeskLine(line)])), []);
  const change = useCallback<DeskLines["change"]>((whose, more) => {
    const isMeant = (line: DeskLine) => ("lineId" in whose ? line.id === whose.lineId : line.guestId === whose.guestId);
    setLines((was) => was.map((line) => (isMeant(line) ? { ...line, ...more } : line)));
  }, []);
  useNews("chat.posted", hear);
  useNews("chat.shown", hear);
  useNews("chat.hidden", ({ id }) => {
    if (isModerating) change({ lineId: id }, { isHidden: true });
    else setLines((was) => was.filter((line) => line.id !== id));
  });
  useNews("guest.changed", ({ guestId, ...standing }) => change({ guestId }, standing));
  return { lines, hear, change };
}
