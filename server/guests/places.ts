import type { Tx } from "#server/infra/db.ts";
import { plain } from "#server/guests/columns.ts";
import type { Room } from "#server/room.ts";

const online = new Set(["", "online", "on line", "en ligne"]);

/** Where a guest may join an event: a boutique's id, null for online, undefined for a place that is none of this event. */
export type FindPlace = (text: string) => string | null | undefined;

/** The places of an event, found by a boutique's id, name or city. A city with two boutiques is none. */
export async function placesOf({ sealed }: Room, tx: Tx, eventId: string): Promise<FindPlace> {
  const rows = await tx.boutique.findMany({ where: { events: { some: { eventId } }, endedAt: null } });
  const found = new Map<string, string | undefined>();
  for (const { id, city } of rows) {
    const cityName = plain(sealed.house.open(`Boutique.city:${id}`, city));
    found.set(cityName, found.has(cityName) ? undefined : id);
  }
  for (const { id, name } of rows) found.set(plain(sealed.house.open(`Boutique.name:${id}`, name)), id);
  const ids = new Set(rows.map(({ id }) => id));
  return (text) => (online.has(plain(text)) ? null : ids.has(text) ? text : found.get(plain(text)));
}
