import type { Attendance } from "#contracts/stage.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Seat } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";

const gatherMs = 400;

/** Who is here, by place, without names: guests online and in the lobby, tablets by boutique. */
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

  return {
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
