import { Format, Level, Phase, Wishes } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import { profileOf } from "#server/access/profile.ts";
import type { EntryStep } from "#server/access/profile.ts";
import { isSignedBy } from "#server/access/signed.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { PassEvent } from "#server/access/pass.ts";
import type { EventFacts, Person } from "#server/access/policy.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";

const Bytes = z.instanceof(Uint8Array).nullable();
const Row = z.object({
  id: z.string(),
  level: Level,
  phase: Phase,
  format: Format,
  wishes: Wishes,
  revealedAt: z.date().nullable(),
  earlyRevealedAt: z.date().nullable(),
  quarantinedAt: z.date().nullable(),
  networks: Bytes,
  codeAt: z.date().nullable(),
  keyProvedAt: z.date().nullable(),
  requestKey: Bytes,
  isEarly: z.boolean().nullable(),
  hasSigned: z.boolean(),
  hasStaffSigned: z.boolean(),
  guestId: z.string().nullable(),
  guestKind: z.enum(["guest", "speaker"]).nullable(),
  mutedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  deviceId: z.string().nullable(),
  boutiqueId: z.string().nullable(),
  revokedAt: z.date().nullable(),
  armedUntil: z.date().nullable(),
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

/** What the door is opened with. `isInNetwork` asks whether an address lies in the sealed list of an event's networks. */
export interface StandingDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly tombstones: Tombstones;
  isInNetwork(eventId: string, networks: Uint8Array, address: string): boolean;
}

/** The steps of the door that this browser has taken; the key counts only for a request that it signed (C15). */
function stepsTaken(row: Row, visitor: Visitor): ReadonlySet<EntryStep> {
  const { entry } = profileOf(row.level, row.wishes);
  const taken = new Set<EntryStep>(["name", "link"]);
  if (row.codeAt) taken.add("code");
  if (row.hasSigned) taken.add("nda");
  const isKeyed = entry.includes("key") && row.keyProvedAt !== null && row.requestKey !== null && visitor.signed;
  if (isKeyed && row.requestKey && visitor.signed && isSignedBy(row.requestKey, visitor.signed)) taken.add("key");
  return taken;
}

function read(row: Row, visitor: Visitor, { tombstones, clock, isInNetwork }: StandingDeps): Standing {
  const guest: Person | null =
    row.guestId && row.guestKind
      ? {
          kind: row.guestKind,
          proofs: stepsTaken(row, visitor),
          isBound: true,
          isMuted: row.mutedAt !== null || tombstones.isMuted(row.guestId),
          isRemoved: row.removedAt !== null || tombstones.has(row.guestId),
        }
      : null;
  const isGone = visitor.staff !== null && tombstones.has(visitor.staff.id);
  return {
    event: { id: row.id, level: row.level, phase: row.phase, wishes: row.wishes },
    facts: {
      level: row.level,
      phase: row.phase,
      wishes: row.wishes,
      isRevealed: row.revealedAt !== null || (row.earlyRevealedAt !== null && row.isEarly === true),
      isQuarantined: row.quarantinedAt !== null,
    },
    guest,
    guestId: row.guestId,
    device: row.deviceId
      ? {
          kind: "device",
          isRevoked: row.revokedAt !== null || tombstones.has(row.deviceId),
          isArmed: row.armedUntil !== null && row.armedUntil > clock.now(),
          isInNetwork: row.networks !== null && Boolean(visitor.address) && isInNetwork(row.id, row.networks, visitor.address ?? ""),
        }
      : null,
    deviceId: row.deviceId,
    boutiqueId: row.boutiqueId,
    staff: visitor.staff && !isGone
        ? {
            kind: "staff",
            roles: visitor.staff.roles,
            isOfEvent: isStaffOf(visitor, row.id),
            hasSigned: row.hasStaffSigned,
            isStrong: visitor.staff.isStrong === true,
          }
        : null,
  };
}

/**
 * One query for whatever the policy asks about a visitor at an event. Null for an event that is not there and for one
 * the visitor has nothing to do with: the same question, the same answer (C1).
 */
export async function standing(deps: StandingDeps, visitor: Visitor, eventId: string): Promise<Standing | null> {
  if (eventId.length > 60) return null;
  const rows = await deps.db.$queryRaw<unknown[]>`
    SELECT e.id, e.level::text, e.phase::text, e.format::text, e.wishes,
      e."revealedAt", e."earlyRevealedAt", e."quarantinedAt", e.networks,
      i."codeAt", i."keyProvedAt", i."requestKey",
      g.id AS "guestId", g.kind::text AS "guestKind", g."mutedAt", g."removedAt", g."isEarly",
      EXISTS (SELECT 1 FROM "Agreement" a WHERE a."guestId" = g.id AND a.kind = 'signed'
        AND a.version = e."agreementVersion" AND e."agreementVersion" > 0) AS "hasSigned",
      EXISTS (SELECT 1 FROM "Agreement" a WHERE a."staffId" = ${visitor.staff?.id ?? ""} AND a."eventId" = e.id AND a.kind = 'signed'
        AND a.version = e."agreementVersion" AND e."agreementVersion" > 0) AS "hasStaffSigned",
      d.id AS "deviceId", d."boutiqueId", d."revokedAt", d."armedUntil"
    FROM "Event" e
    LEFT JOIN LATERAL (
      SELECT i."guestId", i."deviceId", i."codeAt", i."keyProvedAt", i."requestKey" FROM "SessionIdentity" i
      WHERE i."sessionId" = ${visitor.sessionId ?? ""} AND i."eventId" = e.id AND i."endedAt" IS NULL
      ORDER BY i."boundAt" DESC LIMIT 1
    ) i ON true
    LEFT JOIN "Guest" g ON g.id = i."guestId"
    LEFT JOIN "Device" d ON d.id = i."deviceId"
    WHERE e.id = ${eventId}
      AND (${isStaffOf(visitor, eventId)} OR e.level = 'open' OR g.id IS NOT NULL OR d.id IS NOT NULL)`;
  return rows[0] ? read(Row.parse(rows[0]), visitor, deps) : null;
}
