import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Room } from "#server/room.ts";

/** Ends a guest's browsers beyond what the level allows, the oldest first; `keepId` is the session that stays in any case. */
export async function endOtherBrowsers({ db, revoke }: Room, pass: Pass, guestId: string, keepId: string): Promise<void> {
  const { browsersMax } = profileOf(pass.event.level, pass.event.wishes);
  if (browsersMax === null) return;
  const bound = await db.sessionIdentity.findMany({
    where: { guestId, endedAt: null, session: { endedAt: null } },
    orderBy: { boundAt: "desc" },
    select: { sessionId: true },
  });
  const others = new Set(bound.map(({ sessionId }) => sessionId));
  others.delete(keepId);
  for (const sessionId of [...others].slice(browsersMax - 1)) await revoke.browser(pass.holder, pass.eventId, guestId, sessionId);
}
