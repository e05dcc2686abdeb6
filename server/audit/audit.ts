import { createHash } from "node:crypto";
import type { HousePass, Holder, Pass } from "#server/access/pass.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";

/** Ids, numbers and closed words only: an entry never holds a name, an address or what somebody wrote. */
export type Facts = Record<string, string | number | boolean | null | string[]>;

const genesis = new Uint8Array(32);

/** JSON with sorted keys, so that the same entry always has the same hash. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object")
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(",")}}`;
  return JSON.stringify(value ?? null);
}

/** The hash of an entry: SHA-256 over the hash before it and its canonical content. */
export function entryHash(prev: Uint8Array, entry: { chain: string; seq: number; at: Date; name: string; actor: unknown; facts: unknown }) {
  const { chain, seq, at, name, actor, facts } = entry;
  const content = canonical({ chain, seq, at: at.toISOString(), name, actor, facts });
  return new Uint8Array(createHash("sha256").update(prev).update(content).digest());
}

/** Who acted, as an entry keeps it. */
export function actorOf(holder: Holder): Facts {
  switch (holder.kind) {
    case "stranger":
      return { kind: "stranger" };
    case "guest":
    case "speaker":
      return { kind: holder.kind, id: holder.guestId };
    case "device":
      return { kind: "device", id: holder.deviceId };
    case "staff":
      return { kind: "staff", id: holder.staffId };
    case "steward":
      return { kind: "steward", why: holder.why };
  }
}

export interface EntryRead {
  seq: number;
  at: string;
  name: string;
  actor: unknown;
  facts: unknown;
}

/** The audit: one chain per event and one for the house, written in the transaction of what it records. */
export function openAudit(db: Db, clock: Clock) {
  /** Appends to a chain within the caller's transaction; whoever rolls back takes the entry along. */
  async function write(tx: Tx, chain: string, name: string, actor: Facts, facts: Facts): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`entry:${chain}`}, 0))`;
    const last = await tx.entry.findFirst({ where: { chain }, orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
    const entry = { chain, seq: (last?.seq ?? 0) + 1, at: clock.now(), name, actor, facts };
    const prevHash = last?.hash ?? genesis;
    await tx.entry.create({ data: { id: newId("entry"), ...entry, prevHash, hash: entryHash(prevHash, entry) } });
  }

  return {
    write,
    /** Records an act at an event by the pass's holder. */
    record: (tx: Tx, pass: Pass, name: string, facts: Facts = {}) => write(tx, pass.eventId, name, actorOf(pass.holder), facts),
    /** Records an act in the maison by the pass's holder. */
    recordHouse: (tx: Tx, pass: HousePass, name: string, facts: Facts = {}) => write(tx, "house", name, actorOf(pass.holder), facts),

    /** The newest entries of the house's own chain. */
    async house(_pass: HousePass<"audit.read">, limit = 100): Promise<EntryRead[]> {
      const rows = await db.entry.findMany({ where: { chain: "house" }, orderBy: { seq: "desc" }, take: limit });
      return rows.map(({ seq, at, name, actor, facts }) => ({ seq, at: at.toISOString(), name, actor, facts }));
    },

    /** Walks a chain and names the first entry that does not follow from the one before; null when all do. */
    async verify(chain: string): Promise<{ entries: number; brokenAt: number | null }> {
      let prev: Uint8Array = genesis;
      let seq = 0;
      for (;;) {
        const rows = await db.entry.findMany({ where: { chain, seq: { gt: seq } }, orderBy: { seq: "asc" }, take: 1000 });
        for (const row of rows) {
          const follows = row.seq === seq + 1 && Buffer.from(row.prevHash).equals(Buffer.from(prev));
          if (!follows || !Buffer.from(entryHash(prev, row)).equals(Buffer.from(row.hash))) return { entries: seq, brokenAt: seq + 1 };
          prev = row.hash;
          seq = row.seq;
        }
        if (rows.length < 1000) return { entries: seq, brokenAt: null };
      }
    },
  };
}
export type Audit = ReturnType<typeof openAudit>;
