import type { PeopleHere, PlaceHere } from "#contracts/people.ts";
import { namesMost } from "#contracts/people.ts";
import type { Attendance } from "#contracts/stage.ts";
import type { Pass } from "#server/access/pass.ts";
import { nameShown } from "#server/access/profile.ts";
import type { Seat } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";

const gatherMs = 400;
/** Who shares the room is looked up at most this often, however many ask, in milliseconds. */
const peopleHoldMs = 4000;

/** Who is here, by place: numbers for the studio, and for the room itself the names its level allows. */
export function openPresence(room: Room, seatsOf: (eventId: string) => Seat[]) {
  const { db, sealed, announcer } = room;
  const names = new Map<string, Map<string, string>>();
  const due = new Set<string>();

  async function boutiqueNames(eventId: string): Promise<Map<string, string>> {
    const held = names.get(eventId);
    if (held) return held;
    const rows = await db.eventBoutique.findMany({ where: { eventId }, include: { boutique: true } });
    const found = new Map(rows.map(({ boutique }) => [boutique.id, sealed.house.open(`Boutique.name:${boutique.id}`, boutique.name)]));
    names.set(eventId, found);
    setTimeout(() => names.delete(eventId), 60_000).unref();
    return found;
  }

  async function count(eventId: string): Promise<Attendance> {
    const here = seatsOf(eventId).filter((seat) => seat.line !== null);
    const people = (inLobby: boolean) =>
      new Set(
        here.flatMap(({ look: { holder }, audiences }) => (holder.kind === "guest" && audiences.has("lobby") === inLobby ? [holder.guestId] : [])),
      ).size;
    const tablets = new Map<string, number>();
    for (const { look } of here)
      if (look.holder.kind === "device") tablets.set(look.holder.boutiqueId, (tablets.get(look.holder.boutiqueId) ?? 0) + 1);
    const boutiques = [...(await boutiqueNames(eventId))].map(([id, name]) => ({ id, name, tablets: tablets.get(id) ?? 0 }));
    const online = people(false);
    const lobby = people(true);
    return { online, lobby, boutiques, total: online + lobby + boutiques.reduce((sum, one) => sum + one.tablets, 0) };
  }

  async function look(pass: Pass<"stage.watch">): Promise<PeopleHere> {
    const { eventId, event } = pass;
    const places = new Map<string, PlaceHere>();
    const placeOf = (id: string | null, city: string | null): PlaceHere => {
      const known = places.get(id ?? "") ?? { city, people: 0, tablets: 0, names: [] };
      places.set(id ?? "", known);
      return known;
    };
    const holders = seatsOf(eventId).flatMap(({ line, look }) => (line ? [look.holder] : []));
    const ids = [...new Set(holders.flatMap((holder) => (holder.kind === "guest" ? [holder.guestId] : [])))];
    const [guests, boutiques] = await Promise.all([
      db.guest.findMany({ where: { id: { in: ids }, eventId }, include: { boutique: true }, orderBy: { number: "asc" } }),
      db.eventBoutique.findMany({ where: { eventId }, include: { boutique: true } }),
    ]);
    const cityOf = ({ id, city }: { id: string; city: Uint8Array }) => sealed.house.open(`Boutique.city:${id}`, city);
    for (const { id, name, boutique } of guests) {
      const place = placeOf(boutique?.id ?? null, boutique && cityOf(boutique));
      const shown = nameShown(event.level, sealed.event(eventId).open(`Guest.name:${id}`, name), event.wishes.namesShown);
      place.people += 1;
      if (shown && place.names.length < namesMost) place.names.push(shown);
    }
    for (const { boutique } of boutiques) {
      const tablets = holders.filter((holder) => holder.kind === "device" && holder.boutiqueId === boutique.id).length;
      if (tablets > 0) placeOf(boutique.id, cityOf(boutique)).tablets += tablets;
    }
    return { places: [...places.values()].sort((a, b) => b.people + b.tablets - (a.people + a.tablets)) };
  }
  const looked = new Map<string, Promise<PeopleHere>>();

  return {
    /** Who shares the room now, by place, named as the level lets guests name each other; a few seconds old at most. */
    people(pass: Pass<"stage.watch">): Promise<PeopleHere> {
      const held = looked.get(pass.eventId);
      if (held) return held;
      const found = look(pass);
      looked.set(pass.eventId, found);
      setTimeout(() => looked.delete(pass.eventId), peopleHoldMs).unref();
      return found;
    },
    /** Attendance now. */
    now: (pass: Pass<"numbers.see">): Promise<Attendance> => count(pass.eventId),
    /** Tells the studio, gathered so that forty arrivals make one piece of news. */
    changed(eventId: string): void {
      if (due.has(eventId)) return;
      due.add(eventId);
      setTimeout(() => {
        due.delete(eventId);
        count(eventId)
          .then((attendance) => announcer.announce(eventId, "attendance.changed", attendance))
          .catch(() => {}); // the next change, or the page's loader, tells it
      }, gatherMs).unref();
    },
  };
}
