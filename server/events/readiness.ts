import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { mustSign } from "#server/access/profile.ts";
import type { Room } from "#server/room.ts";

/** How many of a list were written to, opened their link, and went in. */
export interface Asked {
  listed: number;
  asked: number;
  opened: number;
  entered: number;
}

/** What stands ready for an event and what is missing, in numbers and names of boutiques only. */
export interface Readiness {
  guests: Asked;
  /** `signed`: how many have signed the text as it stands; null where they need not. */
  speakers: Asked & { signed: number | null };
  agreement: "notAsked" | "missing" | "written";
  /** Boutiques taking part, and the names of those without a tablet. */
  boutiques: { count: number; bare: string[] };
  piece: { isNamed: boolean; hasPicture: boolean };
  isWelcomeWritten: boolean;
  /** Letters of the event that could not be delivered. */
  lettersFailed: number;
}

const AskedRow = z.object({ kind: z.enum(["guest", "speaker"]), listed: z.number(), asked: z.number(), opened: z.number(), entered: z.number() });
const nobody: Asked = { listed: 0, asked: 0, opened: 0, entered: 0 };

/** Counts what stands ready for the pass's event. */
export async function readinessOf({ db, sealed }: Room, { eventId, event }: Pass<"numbers.see">): Promise<Readiness> {
  const who = (["guest", "speaker", "staff"] as const).filter((one) => mustSign(one, event.level, event.wishes));
  const row = await db.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { agreementVersion: true, welcome: true, product: { select: { pictureId: true } }, boutiques: { select: { boutique: true } } },
  });
  const [asked, tablets, lettersFailed, signed] = await Promise.all([
    db.$queryRaw<unknown[]>`
      SELECT g.kind::text AS kind, count(*)::int AS listed, count(*) FILTER (WHERE i.asked)::int AS asked,
        count(*) FILTER (WHERE i.opened)::int AS opened, count(*) FILTER (WHERE i.entered)::int AS entered
      FROM "Guest" g LEFT JOIN LATERAL (
        SELECT bool_or("boundAt" IS NOT NULL) AS entered,
          bool_or("boundAt" IS NOT NULL OR ("openedAt" IS NOT NULL AND "endedAt" IS NULL)) AS opened,
          bool_or("boundAt" IS NOT NULL OR ("sentAt" IS NOT NULL AND "endedAt" IS NULL)) AS asked
        FROM "Invitation" WHERE "guestId" = g.id) i ON true
      WHERE g."eventId" = ${eventId} AND g."removedAt" IS NULL GROUP BY g.kind`,
    db.device.findMany({ where: { eventId, revokedAt: null }, select: { boutiqueId: true } }),
    db.letter.count({ where: { eventId, state: "failed", fault: { notIn: ["withdrawn", "eventOver", "tooLate"] } } }),
    who.includes("speaker") && row.agreementVersion > 0
      ? db.guest.count({
          where: {
            ...{ eventId, kind: "speaker", removedAt: null },
            id: { in: (await db.agreement.findMany({ where: { eventId, kind: "signed", version: row.agreementVersion, guestId: { not: null } }, select: { guestId: true } })).flatMap(({ guestId }) => guestId ?? []) },
          },
        })
      : 0,
  ]);
  const counts = new Map(asked.map((one) => AskedRow.parse(one)).map(({ kind, ...count }) => [kind, count]));
  const withTablet = new Set(tablets.map(({ boutiqueId }) => boutiqueId));
  return {
    guests: counts.get("guest") ?? nobody,
    speakers: { ...(counts.get("speaker") ?? nobody), signed: who.includes("speaker") ? signed : null },
    agreement: who.length === 0 ? "notAsked" : row.agreementVersion > 0 ? "written" : "missing",
    boutiques: {
      count: row.boutiques.length,
      bare: row.boutiques.filter(({ boutique }) => !withTablet.has(boutique.id)).map(({ boutique }) => sealed.house.open(`Boutique.name:${boutique.id}`, boutique.name)),
    },
    piece: { isNamed: row.product !== null, hasPicture: Boolean(row.product?.pictureId) },
    isWelcomeWritten: row.welcome !== null,
    lettersFailed,
  };
}
