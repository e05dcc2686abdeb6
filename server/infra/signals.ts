import type { Level, Phase } from "#contracts/event.ts";
import { EventEmitter } from "node:events";

/** What happened in the house, for the house itself. Never carries keys, tokens or words. */
export interface Signals {
  "standing.changed": { eventId: string | null; personId: string };
  "phase.changed": { eventId: string; phase: Phase };
  /** The piece is shown, to press and influencers or to everyone; said after the commit. */
  "lens.changed": { eventId: string; to: "early" | "everyone" };
  "curtain.changed": { eventId: string; isDown: boolean };
  /** An event's level was raised; it holds from this moment, stored or not. */
  "level.raised": { eventId: string; level: Level };
  /** What an event asks of people changed; said after the commit. */
  "plan.changed": { eventId: string };
  "session.ended": { sessionId: string };
}
type Name = keyof Signals;

export interface SignalBus {
  say<N extends Name>(name: N, fact: Signals[N]): void;
  hear<N extends Name>(name: N, listener: (fact: Signals[N]) => void): () => void;
}

/** Signals within one process. */
export function openSignals(): SignalBus {
  const bus = new EventEmitter({ captureRejections: false });
  bus.setMaxListeners(0);
  return {
    say: (name, fact) => void bus.emit(name, fact),
    hear(name, listener) {
      bus.on(name, listener);
      return () => void bus.off(name, listener);
    },
  };
}
