import type { Pass } from "#server/access/pass.ts";
import type { GuestRow } from "#server/guests/list.ts";
import { advisorOf } from "#server/guests/whose.ts";
import type { Room } from "#server/room.ts";

export interface GuestTally {
  /** Everybody on the list, removed ones included. */
  all: number;
  here: number;
  by: Partial<Record<GuestRow["invitation"] | "removed", number>>;
}

/** How many guests of the pass's reach stand at each step of their invitation, as `list` would say it; no name is opened. */
export async function tally({ db }: Room, pass: Pass<"guest.list">): Promise<GuestTally> {
  if (pass.event.phase === "purged") return { all: 0, here: 0, by: {} };
  const advisorId = advisorOf(pass);
  const rows = await db.$queryRaw<{ state: keyof GuestTally["by"]; count: number; here: number }[]>`
    SELECT state, count(*)::int AS count, count(*) FILTER (WHERE here AND state <> 'removed')::int AS here FROM (
      SELECT
        CASE
          WHEN g."removedAt" IS NOT NULL THEN 'removed'
          WHEN EXISTS (SELECT 1 FROM "SessionIdentity" s WHERE s."guestId" = g.id AND s."endedAt" IS NULL) THEN 'entered'
          WHEN i.id IS NULL THEN 'none'
          WHEN i."endedAt" IS NOT NULL THEN 'withdrawn'
          WHEN EXISTS (SELECT 1 FROM "Letter" l WHERE l."invitationId" = i.id AND l.kind = 'invitation' AND l.state = 'failed') THEN 'failed'
          WHEN i."sentAt" IS NULL THEN 'waiting'
          ELSE 'sent'
        END AS state,
        EXISTS (SELECT 1 FROM "Seat" t WHERE t."guestId" = g.id AND t."endedAt" IS NULL) AS here
      FROM "Guest" g
      LEFT JOIN "Client" c ON c.id = g."clientId"
      LEFT JOIN LATERAL (
        SELECT * FROM "Invitation" v WHERE v."guestId" = g.id AND v.kind = 'personal' ORDER BY v."createdAt" DESC LIMIT 1
      ) i ON true
      WHERE g."eventId" = ${pass.eventId} AND (${advisorId}::text IS NULL OR c."advisorId" = ${advisorId}::text)
    ) one GROUP BY state`;
  return {
    all: rows.reduce((sum, { count }) => sum + count, 0),
    here: rows.reduce((sum, { here }) => sum + here, 0),
    by: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  };
}
