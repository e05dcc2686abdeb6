import { Wishes } from "#contracts/event.ts";
import type { Boutique, Event, Guest } from "#prisma/generated/client.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import { calendarUid } from "#server/mail/calendar.ts";
import type { LetterFacts } from "#server/mail/compose.ts";
import type { Room } from "#server/room.ts";

/** A guest with what a letter to them tells. */
export type Told = Guest & { event: Event; boutique: Boutique | null };

/** What a letter to a guest is made of, opened from what the house holds now. */
export async function factsOf(room: Room, db: Db | Tx, kind: LetterFacts["kind"], guest: Told, link: string | null): Promise<LetterFacts> {
  const { sealed, secrets, clock } = room;
  const { event, boutique } = guest;
  const seal = sealed.event(event.id);
  const inHouse = (column: "name" | "city") => (boutique ? sealed.house.open(`Boutique.${column}:${boutique.id}`, boutique[column]) : "");
  const host = guest.companionOf ? await db.guest.findFirst({ where: { id: guest.companionOf, eventId: event.id, removedAt: null } }) : null;
  const [maison, mark] = [await room.maison.read(), await room.maison.picture()];
  return {
    kind,
    lang: guest.language,
    maison: maison.name,
    mark,
    colours: { accent: maison.accent, accentNight: maison.accentNight },
    event: {
      ...{ level: room.tombstones.levelOf(event.id, event.level), wishes: Wishes.parse(event.wishes), startsAt: event.startsAt, zone: event.zone, version: event.version },
      title: seal.open(`Event.title:${event.id}`, event.title),
      codeName: seal.open(`Event.codeName:${event.id}`, event.codeName),
      place: event.place && seal.open(`Event.place:${event.id}`, event.place),
    },
    guest: {
      ...{ kind: guest.kind, number: guest.number, expectedAt: guest.expectedAt },
      name: seal.open(`Guest.name:${guest.id}`, guest.name),
      place: boutique && `${inHouse("name")}, ${inHouse("city")}`,
      uid: calendarUid(secrets, event.id, guest.id),
      broughtBy: host && seal.open(`Guest.name:${host.id}`, host.name),
    },
    link,
    now: clock.now(),
  };
}
