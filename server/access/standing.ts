import { Format, Level, Phase, Wishes } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import { profileOf } from "#server/access/profile.ts";
import type { EntryStep } from "#server/access/profile.ts";
import { isProofCounted, isSignedBy } from "#server/access/signed.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { PassEvent } from "#server/access/pass.ts";
import type { EventFacts, Person } from "#server/access/policy.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";
import { gather } from "#server/infra/gather.ts";

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
  isShadow: z.boolean(),
  codeAt: z.date().nullable(),
  keyProvedAt: z.date().nullable(),
  requestKey: Bytes,
  doorsAt: z.date().nullable(),
  keyKind: z.enum(["passkey", "software"]).nullable(),
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
  deviceKey: Bytes,
});
type Row = z.infer<typeof Row>;

/** The facts the policy needs about one visitor at one event. */
export interface Standing {
  readonly event: PassEvent;
  readonly facts: EventFacts;
  readonly guest: Person | null;
  readonly guestId: string | null;
  /** Press or influencer: the piece may be shown to them first. */
  readonly isEarly: boolean;
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

const asksKey = ({ level, wishes }: Row): boolean => profileOf(level, wishes).entry.includes("key");

/** Whether the guest's key vouched for this browser, for this entry, and the browser signed what it asks (C15). */
function isKeyShown(row: Row, { signed }: Visitor): boolean {
  if (!signed || !row.requestKey || !isProofCounted(row.keyProvedAt, row.doorsAt)) return false;
  const isKept = row.keyKind === "passkey" || (row.keyKind === "software" && row.wishes.softwareKey);
  return isKept && isSignedBy(row.requestKey, signed);
}

const isDeviceKeyShown = ({ deviceKey }: Row, { signed }: Visitor): boolean => Boolean(deviceKey && signed && isSignedBy(deviceKey, signed));

/** The steps of the door that this browser has taken; the key counts only for a request that it signed. */
function stepsTaken(row: Row, visitor: Visitor): ReadonlySet<EntryStep> {
  const taken = new Set<EntryStep>(["name", "link"]);
  if (row.codeAt) taken.add("code");
  if (row.hasSigned) taken.add("nda");
  if (asksKey(row) && isKeyShown(row, visitor)) taken.add("key");
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
    isEarly: row.isEarly === true,
    device: row.deviceId
      ? {
          kind: "device",
          isRevoked: row.revokedAt !== null || tombstones.has(row.deviceId),
          isProved: !asksKey(row) || isDeviceKeyShown(row, visitor),
          isArmed: row.armedUntil !== null && row.armedUntil > clock.now() && row.phase !== "ended" && !tombstones.isAsleep(row.deviceId),
          isInNetwork: Boolean(row.networks && visitor.address && isInNetwork(row.id, row.networks, visitor.address)),
        }
      : null,
    deviceId: row.deviceId,
    boutiqueId: row.boutiqueId,
    staff: visitor.staff && !isGone
        ? {
            kind: "staff",
            roles: visitor.staff.roles,
            isOfEvent: isStaffOf(visitor, row.id) && !(row.isShadow && !visitor.staff.isNarrowed),
            hasSigned: row.hasStaffSigned,
            isStrong: visitor.staff.isStrong === true,
          }
        : null,
  };
}

interface Ask {
  readonly visitor: Visitor;
  readonly eventId: string;
}

/** One query for any number of askers, each with the row it gets or with none. */
async function rowsOf({ db }: StandingDeps, asks: readonly Ask[]): Promise<(Row | null)[]> {
  const column = (of: (ask: Ask) => string) => asks.map(of);
  const rows = await db.$queryRaw<{ ask: bigint }[]>`
    SELECT ask.n AS ask, e.id, e.level::text, e.phase::text, e.format::text, e.wishes,
      e."revealedAt", e."earlyRevealedAt", e."quarantinedAt", e.networks, e."drillOf" IS NOT NULL AS "isShadow",
      i."codeAt", i."keyProvedAt", i."requestKey", e."doorsAt", k.kind::text AS "keyKind",
      g.id AS "guestId", g.kind::text AS "guestKind", g."mutedAt", g."removedAt", g."isEarly",
      EXISTS (SELECT 1 FROM "Agreement" a WHERE a."guestId" = g.id AND a.kind = 'signed'
        AND a.version = e."agreementVersion" AND e."agreementVersion" > 0) AS "hasSigned",
      EXISTS (SELECT 1 FROM "Agreement" a WHERE a."staffId" = ask.staff AND a."eventId" = e.id AND a.kind = 'signed'
        AND a.version = e."agreementVersion" AND e."agreementVersion" > 0) AS "hasStaffSigned",
      d.id AS "deviceId", d."boutiqueId", d."revokedAt", d."armedUntil", d."publicKey" AS "deviceKey"
    FROM unnest(
      ${column(({ visitor }) => visitor.sessionId ?? "")}::text[], ${column(({ visitor }) => visitor.staff?.id ?? "")}::text[],
      ${column(({ eventId }) => eventId)}::text[], ${asks.map(({ visitor, eventId }) => isStaffOf(visitor, eventId))}::boolean[]
    ) WITH ORDINALITY AS ask(session, staff, event, "isStaff", n)
    JOIN "Event" e ON e.id = ask.event
    LEFT JOIN LATERAL (
      SELECT i."guestId", i."deviceId", i."codeAt", i."keyId", i."keyProvedAt", i."requestKey" FROM "SessionIdentity" i
      WHERE i."sessionId" = ask.session AND i."eventId" = e.id AND i."endedAt" IS NULL
      ORDER BY i."boundAt" DESC LIMIT 1
    ) i ON true
    LEFT JOIN "Guest" g ON g.id = i."guestId"
    LEFT JOIN "GuestKey" k ON k.id = i."keyId" AND k."guestId" = i."guestId" AND k."endedAt" IS NULL
    LEFT JOIN "Device" d ON d.id = i."deviceId"
    WHERE ask."isStaff" OR e.level = 'open' OR g.id IS NOT NULL OR d.id IS NOT NULL`;
  const found = new Map(rows.map((row) => [Number(row.ask) - 1, row]));
  return asks.map((_ask, at) => (found.has(at) ? Row.parse(found.get(at)) : null));
}

const gathered = new WeakMap<StandingDeps, (ask: Ask) => Promise<Row | null>>();

/**
 * One query for whatever the policy asks about a visitor at an event, shared by all who ask in the same turn. Null for an
 * event that is not there and for one the visitor has nothing to do with: the same question, the same answer (C1).
 */
export async function standing(deps: StandingDeps, visitor: Visitor, eventId: string): Promise<Standing | null> {
  if (eventId.length > 60 || eventId.includes("\0")) return null;
  const ask = gathered.get(deps) ?? gather<Ask, Row | null>((asks) => rowsOf(deps, asks));
  gathered.set(deps, ask);
  const row = await ask({ visitor, eventId });
  return row && read({ ...row, level: deps.tombstones.levelOf(row.id, row.level) }, visitor, deps);
}
