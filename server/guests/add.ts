import { Temporal } from "temporal-polyfill";
import type { GuestForm } from "#contracts/guests.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { admitNewcomers } from "#server/guests/admission.ts";
import { placesOf } from "#server/guests/places.ts";
import type { Room } from "#server/room.ts";

/** A moment with its offset, or a local time in the event's zone; undefined for neither. */
function momentOf(text: string | undefined, zone: string): Date | null | undefined {
  if (!text) return null;
  try {
    const instant = /(Z|[+-]\d{2}:\d{2})$/i.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
    return new Date(instant.epochMilliseconds);
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

/** Puts one guest or speaker on the event's list. */
export async function add(
  room: Room,
  pass: Pass<"guest.invite">,
  form: GuestForm,
): Promise<Outcome<{ guestId: string }, "already" | "placeUnknown" | "timeUnknown">> {
  return room.db.$transaction(async (tx) => {
    const boutiqueId = (await placesOf(room, tx, pass.eventId))(form.place);
    if (boutiqueId === undefined) return failed("placeUnknown");
    const { zone } = await tx.event.findUniqueOrThrow({ where: { id: pass.eventId }, select: { zone: true } });
    const expectedAt = momentOf(form.expectedAt, zone);
    if (expectedAt === undefined) return failed("timeUnknown");
    const { guestIds } = await admitNewcomers(room, tx, pass, [{ ...form, boutiqueId, expectedAt }]);
    const [guestId] = guestIds;
    return guestId ? done({ guestId }) : failed("already");
  });
}
