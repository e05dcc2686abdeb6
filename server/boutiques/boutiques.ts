import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
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

    /** Those taken off the list, the last one first. */
    async removed(_pass: HousePass<"boutique.edit">): Promise<BoutiqueCard[]> {
      const rows = await db.boutique.findMany({ where: { NOT: { endedAt: null } }, orderBy: { endedAt: "desc" } });
      return rows.map(cardOf);
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

    /** Gives a boutique another name, city and time zone, and tells how it was; null when there is none of that id. Throws as `create` does. */
    async rename(pass: HousePass<"boutique.edit">, boutiqueId: string, form: BoutiqueForm): Promise<BoutiqueCard | null> {
      return db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Boutique" WHERE id = ${boutiqueId} FOR NO KEY UPDATE`;
        const row = await tx.boutique.findFirst({ where: { id: boutiqueId, endedAt: null } });
        if (!row) return null;
        await tx.boutique.update({ where: { id: boutiqueId }, data: sealForm(boutiqueId, form) });
        await audit.recordHouse(tx, pass, "boutique.renamed", { boutiqueId });
        return cardOf(row);
      });
    },

    /** Takes a boutique off the maison's list; events that are over keep it. `inUse`: it takes part in one that is not. */
    async remove(pass: HousePass<"boutique.edit">, boutiqueId: string): Promise<Outcome<BoutiqueCard, "gone" | "inUse">> {
      return db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Boutique" WHERE id = ${boutiqueId} FOR UPDATE`; // a plan that takes it up at this moment waits
        const row = await tx.boutique.findFirst({ where: { id: boutiqueId, endedAt: null } });
        if (!row) return failed("gone");
        const used = await tx.eventBoutique.count({ where: { boutiqueId, event: { phase: { in: ["draft", "announced", "doors", "live"] } } } });
        if (used > 0) return failed("inUse");
        await tx.boutique.update({ where: { id: boutiqueId }, data: { endedAt: clock.now() } });
        await audit.recordHouse(tx, pass, "boutique.removed", { boutiqueId });
        return done(cardOf(row));
      });
    },

    /** Puts a boutique back on the list, as it was; false when none of that id was taken off. */
    async putBack(pass: HousePass<"boutique.edit">, boutiqueId: string): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const { count } = await tx.boutique.updateMany({ where: { id: boutiqueId, NOT: { endedAt: null } }, data: { endedAt: null } });
        if (count === 1) await audit.recordHouse(tx, pass, "boutique.putBack", { boutiqueId });
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
