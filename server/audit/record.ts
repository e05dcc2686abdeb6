import type { HousePass, Pass } from "#server/access/pass.ts";
import type { Anchor, Anchored } from "#server/audit/anchor.ts";
import { houseChain } from "#server/audit/audit.ts";
import { exportChain } from "#server/audit/export.ts";
import type { Room } from "#server/room.ts";

/** What a reader asks for: entries before a number, of one act or of all. */
export interface RecordAsk {
  before?: number;
  act?: string;
}

export interface EntryRead {
  seq: number;
  at: string;
  name: string;
  actor: unknown;
  facts: unknown;
}

/** A page of a chain, the newest first, and how far the chain is believed. */
export interface RecordPage {
  entries: EntryRead[];
  /** The number to go on before; null at the end. */
  next: number | null;
  /** Every act that occurs in the chain. */
  acts: string[];
  chain: { entries: number; brokenAt: number | null };
  anchored: Anchored;
}

const shown = 100;

/** The audit as the studio reads it: the house's own chain and each event's, by whoever may. */
export function openRecord(room: Room, anchor: Anchor) {
  const { db, audit, signing, clock, sealed } = room;

  async function page(chain: string, { before, act }: RecordAsk): Promise<RecordPage> {
    const where = { chain, ...(before ? { seq: { lt: before } } : {}), ...(act ? { name: act } : {}) };
    const [rows, acts, whole, anchored] = await Promise.all([
      db.entry.findMany({ where, orderBy: { seq: "desc" }, take: shown + 1 }),
      db.entry.findMany({ where: { chain }, distinct: ["name"], select: { name: true }, orderBy: { name: "asc" } }),
      audit.verify(chain),
      anchor.of(chain),
    ]);
    const entries = rows.slice(0, shown).map(({ seq, at, name, actor, facts }) => ({ seq, at: at.toISOString(), name, actor, facts }));
    return { entries, next: rows.length > shown ? (entries.at(-1)?.seq ?? null) : null, acts: acts.map((one) => one.name), chain: whole, anchored };
  }

  const idsIn = (entries: readonly EntryRead[], prefix: string): string[] => [
    ...new Set(JSON.stringify(entries.map(({ actor, facts }) => [actor, facts])).match(new RegExp(`\\b${prefix}_[A-Za-z0-9_-]{22}`, "g")) ?? []),
  ];

  /** The names that staff, and guests where their list is open to the pass, have today; by id. */
  async function namesIn(pass: Pass<"event.audit">, entries: readonly EntryRead[]): Promise<Map<string, string>> {
    const staff = await db.staff.findMany({ where: { id: { in: idsIn(entries, "stf") } }, select: { id: true, name: true } });
    const names = new Map(staff.map(({ id, name }) => [id, sealed.house.open(`Staff.name:${id}`, name)]));
    // At sealed events reading the list asks for another proof, which this page does not.
    if (!pass.may.has("guest.list") || pass.event.level === "sealed") return names;
    const guests = await db.guest.findMany({ where: { eventId: pass.eventId, id: { in: idsIn(entries, "gst") } }, select: { id: true, name: true } });
    for (const { id, name } of guests) names.set(id, sealed.event(pass.eventId).open(`Guest.name:${id}`, name));
    return names;
  }

  return {
    namesIn,
    /** A page of the house's own chain. */
    house: (_pass: HousePass<"audit.read">, ask: RecordAsk = {}): Promise<RecordPage> => page(houseChain, ask),
    /** A page of an event's chain. */
    ofEvent: (pass: Pass<"event.audit">, ask: RecordAsk = {}): Promise<RecordPage> => page(pass.eventId, ask),
    /** The house's whole chain, signed, as JSON Lines; that it was taken out is its last entry. */
    async exportHouse(pass: HousePass<"record.export">): Promise<string> {
      await db.$transaction((tx) => audit.recordHouse(tx, pass, "audit.exported"));
      return exportChain(db, signing, houseChain, clock.now());
    },
    /** An event's whole chain, signed, as JSON Lines; that it was taken out is its last entry. */
    async exportEvent(pass: Pass<"audit.export">): Promise<string> {
      await db.$transaction((tx) => audit.record(tx, pass, "audit.exported"));
      return exportChain(db, signing, pass.eventId, clock.now());
    },
  };
}
