/**
 * Whoever was taken away, in memory: the door asks here before it believes the database, so a removal holds at once
 * and while the database is down.
 */
export interface Tombstones {
  has(id: string): boolean;
  add(id: string): void;
  /** Keeps somebody out until `letGo`: for what ends in the database alone and may be given anew. */
  withhold(id: string): void;
  letGo(id: string): void;
  isMuted(guestId: string): boolean;
  mute(guestId: string): void;
  /** Lifts a mute, when the database has recorded that it was lifted. */
  unmute(guestId: string): void;
}

/** Opens with nobody taken away. */
export function openTombstones(): Tombstones {
  const gone = new Set<string>();
  const withheld = new Set<string>();
  const muted = new Set<string>();
  return {
    has: (id) => gone.has(id) || withheld.has(id),
    add: (id) => void gone.add(id),
    withhold: (id) => void withheld.add(id),
    letGo: (id) => void withheld.delete(id),
    isMuted: (id) => muted.has(id),
    mute: (id) => void muted.add(id),
    unmute: (id) => void muted.delete(id),
  };
}
