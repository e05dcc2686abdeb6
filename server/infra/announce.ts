import type { Audience } from "#contracts/audiences.ts";
import type { Fact, NewsName } from "#contracts/news.ts";
import { news } from "#contracts/news.ts";
import type * as z from "#contracts/zod.ts";

/** Carries one body to one audience of one event, but for those of `told`; the realtime edge gives it at boot. */
export type Carrier = (eventId: string, audience: Audience, name: NewsName, body: unknown, told: readonly Audience[]) => void;

/** Fullest body first: somebody of two audiences hears the fuller one, once. */
const byFullness = ["moderators", "studio", "backstage", "devices", "room.full", "room.veiled", "lobby"] as const satisfies Audience[];

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
      const told: Audience[] = []; // `self` is not among them: one seat's own news go by its socket, in seats/seat.ts
      for (const audience of byFullness) {
        const body = bodies[audience];
        if (!body) continue;
        carry(eventId, audience, name, body.parse(fact), [...told]);
        told.push(audience);
      }
    },
    carriedBy(carrier) {
      carry = carrier;
    },
  };
}
