import type { Knock } from "#server/access/knock.ts";
import { profileOf } from "#server/access/profile.ts";
import { writeLetters } from "#server/guests/send.ts";
import type { Room } from "#server/room.ts";

const hourMs = 60 * 60_000;
/** Letters a guest can be sent from the door in an hour, whichever of their links asks. */
const perHour = 3;

/**
 * Sends a new link, one use and ten minutes, to the address the house holds, for whoever opened a used link in another
 * browser. Never says whether it did: not for an address that is missing, a level that forbids it, a limit reached.
 */
export async function sendAgain(room: Room, knock: Knock): Promise<void> {
  const { pass, guestId, state, invitationId } = knock;
  const rule = profileOf(pass.event.level, pass.event.wishes).anotherBrowser;
  if (state !== "elsewhere" || (rule !== "newLink" && rule !== "any") || room.tombstones.has(guestId)) return;
  await room.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${guestId} FOR NO KEY UPDATE`;
    const guest = await tx.guest.findFirst({ where: { id: guestId, eventId: pass.eventId, removedAt: null, invitations: { some: { id: invitationId, endedAt: null } } }, include: { client: true } });
    const since = new Date(room.clock.now().getTime() - hourMs);
    const sent = await tx.invitation.count({ where: { guestId, kind: "again", createdAt: { gt: since } } });
    if (!guest?.client || sent >= perHour) return;
    await writeLetters(room, tx, "again", [guest]);
    await room.audit.record(tx, pass, "door.linkAsked", { guestId });
  });
}
