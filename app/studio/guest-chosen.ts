import { useState } from "react";
import type { GuestRow } from "#server/guests/guests.ts";

/** Who is chosen of those found: one by one, a range from the one chosen last, everybody, nobody. Whoever was removed is never chosen. */
export function useChosen(found: readonly GuestRow[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState(0);
  const living = found.filter(({ removedAt }) => removedAt === null);
  const mark = (from: number, to: number, isChosen: boolean) => {
    const next = new Set(chosen);
    for (const { id, removedAt } of found.slice(Math.min(from, to), Math.max(from, to) + 1)) if (removedAt === null) isChosen ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  return {
    chosen,
    living,
    isAll: living.length > 0 && living.every(({ id }) => chosen.has(id)),
    mark,
    choose(at: number, isRange: boolean) {
      const isChosen = !chosen.has(found[at]?.id ?? "");
      mark(isRange ? anchor : at, at, isChosen);
      setAnchor(at);
    },
    everybody: (isChosen: boolean) => mark(0, found.length - 1, isChosen),
    nobody: () => setChosen(new Set()),
  };
}
