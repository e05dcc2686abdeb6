import type { GuestEdit } from "#contracts/guests.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { placesOf } from "#server/guests/places.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Room } from "#server/room.ts";

/**
 * Changes a guest's name at this event, language or place, and gives what stood before, so that it can be put back. The
 * client the maison knows keeps their own name; the record says which of the three changed, never the words.
 */
export async function edit(room: Room, pass: Pass<"guest.invite">, guestId: string, to: GuestEdit): Promise<Outcome<{ before: GuestEdit }, "gone" | "placeUnknown">> {
  const { db, sealed, audit, signals } = room;
  const { eventId } = pass;
  const edited = await db.$transaction(async (tx): Promise<Outcome<{ before: GuestEdit; what: (keyof GuestEdit)[] }, "gone" | "placeUnknown">> => {
    await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${guestId} FOR NO KEY UPDATE`;
    const guest = await tx.guest.findFirst({ where: { ...guestsOf(pass), id: guestId, removedAt: null } });
    if (!guest) return failed("gone");
    const boutiqueId = to.place === (guest.boutiqueId ?? "online") ? guest.boutiqueId : (await placesOf(room, tx, eventId))(to.place);
    if (boutiqueId === undefined) return failed("placeUnknown");
    const seal = sealed.event(eventId);
    const column = `Guest.name:${guestId}`;
    const before = { name: seal.open(column, guest.name), language: guest.language, place: guest.boutiqueId ?? "online" };
    const after = { name: to.name, language: to.language, place: boutiqueId ?? "online" };
    const what = (["name", "language", "place"] as const).filter((one) => before[one] !== after[one]);
    if (what.length > 0) {
      await tx.guest.update({ where: { id: guestId }, data: { name: seal.seal(column, to.name), language: to.language, boutiqueId } });
      await audit.record(tx, pass, "guest.edited", { guestId, what });
    }
    return done({ before, what });
  });
  if (!edited.ok) return edited;
  if (edited.value.what.length > 0) signals.say("standing.changed", { eventId, personId: guestId });
  return done({ before: edited.value.before });
}
