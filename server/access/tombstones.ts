import type { Level } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";

const higher = (a: Level, b: Level): Level => (levels.indexOf(a) > levels.indexOf(b) ? a : b);

/**
 * Whoever was taken away, in memory: the door asks here before it believes the database, so a removal holds at once
 * and while the database is down.
 */
export interface Tombstones {
  /** The level an event has at least, whatever the database says. */
  levelOf(eventId: string, stored: Level): Level;
  /** Raises an event's level until `levelStored`. */
  raise(eventId: string, level: Level): void;
  levelStored(eventId: string, level: Level): void;
  has(id: string): boolean;
  add(id: string): void;
  /** Keeps somebody out until `letGo`: for what ends in the database alone and may be given anew. */
  withhold(id: string): void;
  letGo(id: string): void;
  isMuted(guestId: string): boolean;
  mute(guestId: string): void;
  /** Lifts a mute, when the database has recorded that it was lifted. */
  unmute(guestId: string): void;
  /** A tablet that was put to sleep, until the database has it; then it may be armed anew. */
  isAsleep(deviceId: string): boolean;
  sleep(deviceId: string): void;
  wake(deviceId: string): void;
}

/** Opens with nobody taken away. */
export function openTombstones(): Tombstones {
  const gone = new Set<string>();
  const withheld = new Set<string>();
  const muted = new Set<string>();
  const asleep = new Set<string>();
  const raised = new Map<string, Level>();
  return {
    levelOf(eventId, stored) {
      const level = raised.get(eventId);
      return level ? higher(level, stored) : stored;
    },
    raise(eventId, level) {
      const before = raised.get(eventId);
      raised.set(eventId, before ? higher(before, level) : level);
    },
    levelStored(eventId, level) {
      if (raised.get(eventId) === level) raised.delete(eventId);
    },
    has: (id) => gone.has(id) || withheld.has(id),
    add: (id) => void gone.add(id),
    withhold: (id) => void withheld.add(id),
    letGo: (id) => void withheld.delete(id),
    isMuted: (id) => muted.has(id),
    mute: (id) => void muted.add(id),
    unmute: (id) => void muted.delete(id),
    isAsleep: (id) => asleep.has(id),
    sleep: (id) => void asleep.add(id),
    wake: (id) => void asleep.delete(id),
  };
}
