/** Counts of what was refused, limited or cut: words only, never an id. */
export function openCounts() {
  const counts = new Map<string, number>();
  return {
    count: (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1),
    read: (): Record<string, number> => Object.fromEntries(counts),
  };
}
