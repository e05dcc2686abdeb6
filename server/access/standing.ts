import { Format, Level, Phase, Wishes } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { PassEvent } from "#server/access/pass.ts";
import type { EventFacts, Person } from "#server/access/policy.ts";
import { stepsOfBinding } from "#server/access/policy.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Db } from "#server/infra/db.ts";

const Row = z.object({
  id: z.string(),
  level: Level,
  phase: Phase,
  format: Format,
  wishes: Wishes,
  guestId: z.string().nullable(),
  guestKind: z.enum(["guest", "speaker"]).nullable(),
  mutedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  deviceId: z.string().nullable(),
  boutiqueId: z.string().nullable(),
  revokedAt: z.date().nullable(),
});
type Row = z.infer<typeof Row>;

/** The facts the policy needs about one visitor at one event. */
export interface Standing {
  readonly event: PassEvent;
  readonly facts: EventFacts;
  readonly guest: Person | null;
  readonly guestId: string | null;
  readonly device: Person | null;
  readonly deviceId: string | null;
  readonly boutiqueId: string | null;
  readonly staff: Person | null;
}

const isStaffOf = (visitor: Visitor, eventId: string): boolean =>
  visitor.staff !== null && (!visitor.staff.isNarrowed || visitor.staff.onlyEvents.includes(eventId));

function read(row: Row, visitor: Visitor, tombstones: Tombstones): Standing {
  const guest: Person | null =
    row.guestId && row.guestKind
      ? {
          kind: row.guestKind,
          proofs: stepsOfBinding(row.level),
          isBound: true,
          isMuted: row.mutedAt !== null || tombstones.isMuted(row.guestId),
          isRemoved: row.removedAt !== null || tombstones.has(row.guestId),
        }
      : null;
  const isGone = visitor.staff !== null && tombstones.has(visitor.staff.id);
  return {
    event: { id: row.id, level: row.level, phase: row.phase, wishes: row.wishes },
    facts: { level: row.level, phase: row.phase, isVeilWished: row.wishes.veil, isRevealed: false },
    guest,
    guestId: row.guestId,
    device: row.deviceId ? { kind: "device", isRevoked: row.revokedAt !== null || tombstones.has(row.deviceId) } : null,
    deviceId: row.deviceId,
    boutiqueId: row.boutiqueId,
    staff: visitor.staff && !isGone ? { kind: "staff", roles: visitor.staff.roles, isOfEvent: isStaffOf(visitor, row.id) } : null,
  };
}

/**
 * One query for whatever the policy asks about a visitor at an event. Null for an event that is not there and for one
 * the visitor has nothing to do with: the same question, the same answer (C1).
 */
export async function standing(db: Db, tombstones: Tombstones, visitor: Visitor, eventId: string): Promise<Standing | null> {
  if (eventId.length > 60) return null;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT e.id, e.level::text, e.phase::text, e.format::text, e.wishes,
      g.id AS "guestId", g.kind::text AS "guestKind", g."mutedAt", g."removedAt",
      d.id AS "deviceId", d."boutiqueId", d."revokedAt"
    FROM "Event" e
    LEFT JOIN LATERAL (
      SELECT i."guestId", i."deviceId" FROM "SessionIdentity" i
      WHERE i."sessionId" = ${visitor.sessionId ?? ""} AND i."eventId" = e.id AND i."endedAt" IS NULL
      ORDER BY i."boundAt" DESC LIMIT 1
    ) i ON true
    LEFT JOIN "Guest" g ON g.id = i."guestId"
    LEFT JOIN "Device" d ON d.id = i."deviceId"
    WHERE e.id = ${eventId}
      AND (${isStaffOf(visitor, eventId)} OR e.level = 'open' OR g.id IS NOT NULL OR d.id IS NOT NULL)`;
  return rows[0] ? read(Row.parse(rows[0]), visitor, tombstones) : null;
}
