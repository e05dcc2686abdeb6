import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { asksCode, makeCode } from "#server/door/door.ts";
import { writeLetters } from "#server/guests/send.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Room } from "#server/room.ts";

/** What was taken back is stored at the latest so long after, or there is no new link; in milliseconds. */
const storedMs = 5000;

/**
 * Gives a guest a way in for another device: the browser they had ends at once, a new link goes by letter, and the new
 * code is shown this once. Recorded with who gave it and which browser it ended.
 */
export async function reissue(
  room: Room,
  pass: Pass<"guest.invite">,
  code: Pass<"code.give">,
  guestId: string,
): Promise<Outcome<{ code: string; expiresAt: string }, "gone" | "noCode" | "houseBusy">> {
  const { db, audit, tombstones } = room;
  const { eventId, holder } = pass;
  if (!asksCode(code) || code.eventId !== eventId) return failed("noCode");
  const reached = { ...guestsOf(pass), id: guestId, removedAt: null, clientId: { not: null } };
  const bound = { endedAt: null, session: { endedAt: null } };
  const guest = await db.guest.findFirst({ where: reached, include: { identities: { where: bound, select: { sessionId: true } } } });
  if (!guest || tombstones.has(guestId)) return failed("gone");
  await room.revoke.invitation(holder, eventId, guestId);
  // What is still being stored would end the new link with the old one.
  for (const end = performance.now() + storedMs; tombstones.has(guestId); await sleep(50)) if (performance.now() > end) return failed("houseBusy");
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${guestId} FOR NO KEY UPDATE`;
    const still = await tx.guest.findFirst({ where: reached, include: { client: true } });
    if (!still) return failed("gone");
    await writeLetters(room, tx, "personal", [still]);
    await audit.record(tx, pass, "seat.reissued", { guestId, sessionIds: guest.identities.map(({ sessionId }) => sessionId) });
    return done(await makeCode(room, tx, code, guestId));
  });
}
