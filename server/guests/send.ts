import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { InvitationKind } from "#prisma/generated/enums.ts";
import type { Pass } from "#server/access/pass.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import { sealRecipient } from "#server/mail/mail.ts";
import type { Room } from "#server/room.ts";

const atOnce = 200;

interface Addressee {
  id: string;
  eventId: string;
  name: Uint8Array;
  client: { id: string; email: Uint8Array } | null;
}

/** Makes an invitation without a link for each guest, a letter, and the job that will make the link when it sends it. */
export async function writeLetters(room: Room, tx: Tx, kind: InvitationKind, guests: readonly Addressee[]): Promise<void> {
  const createdAt = room.clock.now();
  const all = guests.flatMap(({ id, eventId, name, client }) => {
    if (!client) return [];
    const seal = room.sealed.event(eventId);
    const letterId = newId("letter");
    const to = {
      name: seal.open(`Guest.name:${id}`, name),
      address: room.sealed.house.open(`Client.email:${client.id}`, client.email),
    };
    return [{ guestId: id, eventId, invitationId: newId("invitation"), letterId, recipient: sealRecipient(seal, letterId, to) }];
  });
  await tx.invitation.createMany({ data: all.map(({ invitationId, eventId, guestId }) => ({ id: invitationId, kind, eventId, guestId, createdAt })) });
  await tx.letter.createMany({
    data: all.map(({ letterId, invitationId, eventId, recipient }) => ({
      ...{ id: letterId, eventId, invitationId, recipient, createdAt },
      kind: kind === "again" ? ("again" as const) : ("invitation" as const),
    })),
  });
  for (const { letterId } of all) await room.enqueueLetter(tx, letterId);
}

/**
 * Writes to guests of the pass's reach. Whoever has a letter waiting gets no second one, so that asking twice is asking
 * once; guests without an address, removed ones and other people's are left out. `queued` counts the letters.
 */
export async function send(room: Room, pass: Pass<"guest.invite">, guestIds: readonly string[]): Promise<Outcome<{ queued: number }, "announceFirst">> {
  if (pass.event.phase === "draft") return failed("announceFirst");
  const distinct = [...new Set(guestIds)];
  let queued = 0;
  for (let from = 0; from < distinct.length; from += atOnce)
    queued += await room.db.$transaction(async (tx) => {
      const ids = distinct.slice(from, from + atOnce);
      await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ANY(${ids}) ORDER BY id FOR NO KEY UPDATE`;
      const guests = await tx.guest.findMany({
        where: { ...guestsOf(pass), id: { in: ids }, removedAt: null, clientId: { not: null } },
        include: { client: true, invitations: { where: { kind: "personal", sentAt: null, endedAt: null, boundSessionId: null } } },
      });
      const open = guests.flatMap(({ invitations }) => invitations.map(({ id }) => id));
      const waiting = await tx.letter.findMany({ where: { invitationId: { in: open }, kind: "invitation", state: "waiting" }, select: { invitationId: true } });
      const isWaiting = new Set(waiting.map(({ invitationId }) => invitationId));
      const chosen = guests.filter(({ invitations }) => !invitations.some(({ id }) => isWaiting.has(id)));
      if (chosen.length === 0) return 0;
      await writeLetters(room, tx, "personal", chosen);
      await room.audit.record(tx, pass, "guest.invited", { guestIds: chosen.map(({ id }) => id) });
      return chosen.length;
    });
  return done({ queued });
}
