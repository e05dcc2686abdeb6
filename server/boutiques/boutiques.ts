import type { HousePass, Pass } from "#server/access/pass.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

export interface BoutiqueCard {
  id: string;
  name: string;
  city: string;
  /** IANA name of the time zone, like Europe/Rome. */
  zone: string;
}
type BoutiqueForm = Omit<BoutiqueCard, "id">;

/** Whether this is the name of a time zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    return zone.length <= 60 && new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

/** The maison's boutiques. Name and city are sealed under the house's key. */
export function openBoutiques(room: Room) {
  const { db, clock, sealed, audit } = room;

  const cardOf = (row: { id: string; name: Uint8Array; city: Uint8Array; zone: string }): BoutiqueCard => ({
    id: row.id,
    name: sealed.house.open(`Boutique.name:${row.id}`, row.name),
    city: sealed.house.open(`Boutique.city:${row.id}`, row.city),
    zone: row.zone,
  });
  const sealForm = (id: string, { name, city, zone }: BoutiqueForm) => {
    if (!isZone(zone)) throw new RangeError("a boutique's time zone is not known");
    return { name: sealed.house.seal(`Boutique.name:${id}`, name), city: sealed.house.seal(`Boutique.city:${id}`, city), zone };
  };
  const byName = (a: BoutiqueCard, b: BoutiqueCard) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id);

  return {
    isZone,

    /** All boutiques of the maison, by name. */
    async list(_pass: HousePass<"studio.enter">): Promise<BoutiqueCard[]> {
      const rows = await db.boutique.findMany({ where: { endedAt: null } });
      return rows.map(cardOf).sort(byName);
    },

    /** Adds a boutique. Throws RangeError for a time zone that is none: forms ask `isZone` first. */
    async create(pass: HousePass<"boutique.edit">, form: BoutiqueForm): Promise<{ id: string }> {
      const id = newId("boutique");
      await db.$transaction(async (tx) => {
        await tx.boutique.create({ data: { id, ...sealForm(id, form), createdAt: clock.now() } });
        await audit.recordHouse(tx, pass, "boutique.created", { boutiqueId: id });
      });
      return { id };
    },

    /** Gives a boutique another name, city and time zone; false when there is none of that id. Throws as `create` does. */
    async rename(pass: HousePass<"boutique.edit">, boutiqueId: string, form: BoutiqueForm): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const { count } = await tx.boutique.updateMany({
          where: { id: boutiqueId, endedAt: null },
          data: sealForm(boutiqueId, form),
        });
        if (count === 1) await audit.recordHouse(tx, pass, "boutique.renamed", { boutiqueId });
        return count === 1;
      });
    },

    /** The boutiques that take part in the pass's event, by name. */
    async ofEvent(pass: Pass): Promise<BoutiqueCard[]> {
      const rows = await db.boutique.findMany({ where: { events: { some: { eventId: pass.eventId } } } });
      return rows.map(cardOf).sort(byName);
    },
  };
}
