import { Wishes } from "#contracts/event.ts";
import type { Language } from "#contracts/languages.ts";
import type { Pass } from "#server/access/pass.ts";
import { calendarFile, calendarSequence, calendarUid, isTitleTold, placeTold } from "#server/mail/mail.ts";
import type { Room } from "#server/room.ts";

/**
 * The calendar file of the pass's guest: the one of their letter, which told no more than it may. Null before they are
 * let in, for whoever is no guest, and when there is nothing to note any more.
 */
export async function calendar(room: Room, pass: Pass<"event.know">, lang: Language): Promise<{ file: string; body: string } | null> {
  const { db, sealed, secrets, clock } = room;
  const { eventId, holder, lens } = pass;
  const isGuest = holder.kind === "guest" || holder.kind === "speaker";
  if (!isGuest || lens === "nothing") return null;
  const row = await db.guest.findFirst({ where: { id: holder.guestId, eventId, removedAt: null }, include: { event: true, boutique: true } });
  if (!row || !["announced", "doors", "live"].includes(row.event.phase)) return null;
  const { event, boutique } = row;
  const { level } = pass.event;
  const seal = sealed.event(eventId);
  const isTold = isTitleTold({ level, wishes: Wishes.parse(event.wishes) });
  const inHouse = (one: { id: string; name: Uint8Array; city: Uint8Array }) => (["name", "city"] as const).map((column) => sealed.house.open(`Boutique.${column}:${one.id}`, one[column])).join(", ");
  const place = boutique ? inHouse(boutique) : event.place && seal.open(`Event.place:${eventId}`, event.place);
  return calendarFile({
    ...{ lang, now: clock.now(), startsAt: event.startsAt, sequence: calendarSequence(event.version) },
    uid: calendarUid(secrets, eventId, row.id),
    name: isTold ? seal.open(`Event.title:${eventId}`, event.title) : seal.open(`Event.codeName:${eventId}`, event.codeName),
    place: placeTold(level, place),
  });
}
