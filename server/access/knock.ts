import { Level, Phase, Wishes } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { makePass } from "#server/access/pass.ts";
import { decide } from "#server/access/policy.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";
import { heldBack } from "#server/infra/held-back.ts";
import { digest } from "#server/infra/secrets.ts";

const Row = z.object({
  invitationId: z.string(),
  kind: z.enum(["personal", "again"]),
  boundSessionId: z.string().nullable(),
  expiresAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  guestId: z.string(),
  guestKind: z.enum(["guest", "speaker"]),
  mutedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  eventId: z.string(),
  level: Level,
  phase: Phase,
  wishes: Wishes,
  quarantinedAt: z.date().nullable(),
  boundHere: z.string().nullable(),
});

/** A link that opens the door, and what its holder finds there. */
export interface Knock {
  readonly pass: Pass<"door.enter">;
  readonly invitationId: string;
  readonly guestId: string;
  readonly kind: "guest" | "speaker";
  /**
   * `enter`: the link waits to be used. `here`: this browser used it, go in. `elsewhere`: another browser did.
   * `otherPerson`: this browser is somebody else at the event. `removed`: this browser used it, and its guest was taken out.
   */
  readonly state: "enter" | "here" | "elsewhere" | "otherPerson" | "removed";
}

/** A link that opens nothing is answered on such a step, in milliseconds: its time does not tell a withdrawn one from one that never was. */
const nothingMs = 25;

const isToken = /^[A-Za-z0-9_-]{43}$/;

/** The door by personal link: what a token opens for a visitor. Looks only; nothing is used up by looking. */
export function openKnock(deps: { db: Db; clock: Clock; tombstones: Tombstones }) {
  async function look(visitor: Visitor, token: string): Promise<Knock | null> {
    if (!isToken.test(token)) return null;
    const rows = await deps.db.$queryRaw<unknown[]>`
      SELECT v.id AS "invitationId", v.kind::text, v."boundSessionId", v."expiresAt", v."endedAt",
        g.id AS "guestId", g.kind::text AS "guestKind", g."mutedAt", g."removedAt",
        e.id AS "eventId", e.level::text, e.phase::text, e.wishes, e."quarantinedAt",
        (SELECT i."guestId" FROM "SessionIdentity" i
          WHERE i."sessionId" = ${visitor.sessionId ?? ""} AND i."eventId" = e.id AND i."endedAt" IS NULL
          ORDER BY i."boundAt" DESC LIMIT 1) AS "boundHere"
      FROM "Invitation" v JOIN "Guest" g ON g.id = v."guestId" JOIN "Event" e ON e.id = v."eventId"
      WHERE v."tokenHash" = ${digest(token)}`;
    if (!rows[0]) return null;
    const stored = Row.parse(rows[0]);
    const row = { ...stored, level: deps.tombstones.levelOf(stored.eventId, stored.level) };
    const isHere = row.boundHere === row.guestId;
    const isOver = row.endedAt !== null || (row.expiresAt !== null && row.expiresAt <= deps.clock.now());
    if (isOver && !isHere) return null;
    const decision = decide(
      {
        kind: row.guestKind,
        proofs: new Set(["name", "link"]), // what else was proved is asked where it counts: at the event itself
        isBound: isHere,
        isMuted: row.mutedAt !== null || deps.tombstones.isMuted(row.guestId),
        isRemoved: row.removedAt !== null || deps.tombstones.has(row.guestId),
      },
      { level: row.level, phase: row.phase, wishes: row.wishes, isRevealed: false, isQuarantined: row.quarantinedAt !== null },
    );
    // A browser that went in hears at its own page why nothing goes now; it gets no further by its link.
    if (!decision.may.has("door.enter") && !(isHere && decision.knows)) return null;
    const state = isHere ? (decision.why === "removed" ? "removed" : "here") : row.boundSessionId !== null ? "elsewhere" : row.boundHere !== null ? "otherPerson" : "enter";
    const pass = makePass<"door.enter">({
      eventId: row.eventId,
      event: { id: row.eventId, level: row.level, phase: row.phase, wishes: row.wishes },
      holder: { kind: row.guestKind, sessionId: visitor.sessionId, guestId: row.guestId },
      may: decision.may,
      lens: decision.lens,
    });
    return { pass, invitationId: row.invitationId, guestId: row.guestId, kind: row.guestKind, state };
  }

  /** Null for a link that is made up, withdrawn, expired, or of an event that is not to be known: all the same, after the same time. */
  return async function knock(visitor: Visitor, token: string): Promise<Knock | null> {
    const begun = performance.now();
    const found = await look(visitor, token);
    if (!found) await heldBack(begun, nothingMs);
    return found;
  };
}
export type KnockAt = ReturnType<typeof openKnock>;
