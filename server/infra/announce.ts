import type { Audience } from "#contracts/audiences.ts";
import type { Fact, NewsName } from "#contracts/news.ts";
import { news } from "#contracts/news.ts";
import type * as z from "#contracts/zod.ts";

/** Carries one body to one audience of one event; the realtime edge gives it at boot. */
export type Carrier = (eventId: string, audience: Audience, name: NewsName, body: unknown) => void;

export interface Announcer {
  /**
   * Tells an event's audiences a fact. Who hears stands beside the name in the catalogue; each audience gets the fact
   * through its own schema, so a field it may not know is never sent. A fact that does not fit a schema is a bug and throws.
   */
  announce<N extends NewsName>(eventId: string, name: N, fact: Fact<N>): void;
  /** Sets who carries. Before that nobody is there to hear. */
  carriedBy(carrier: Carrier): void;
}

/** The only emitter of news. */
export function openAnnouncer(): Announcer {
  let carry: Carrier = () => {};
  return {
    announce(eventId, name, fact) {
      const bodies: Partial<Record<Audience, z.ZodType>> = news[name];
      for (const [audience, body] of Object.entries(bodies) as [Audience, z.ZodType][]) {
        if (audience === "self") continue; // one seat's own news go by its socket, in realtime/seat.ts
        carry(eventId, audience, name, body.parse(fact));
      }
    },
    carriedBy(carrier) {
      carry = carrier;
    },
  };
}
