import type { HousePass, Holder, Pass } from "#server/access/pass.ts";
import type { Verdict } from "#server/audit/chain.ts";
import { entryHash, genesis, walkChain } from "#server/audit/chain.ts";
import type { Checkpoint } from "#server/audit/checkpoint.ts";
import { readChain } from "#server/audit/entries.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";

/** Ids, numbers and closed words only: an entry never holds a name, an address or what somebody wrote. */
export type Facts = Record<string, string | number | boolean | null | string[]>;

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

/** The chain of the maison itself; an event's chain has its id for a name. */
export const houseChain = "house";

/** The audit: one chain per event and one for the house, written in the transaction of what it records (C8). */
export function openAudit(db: Db, clock: Clock) {
  let wrote = () => {};

  /** Appends to a chain within the caller's transaction; whoever rolls back takes the entry along. */
  async function write(tx: Tx, chain: string, name: string, actor: Facts, facts: Facts): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`entry:${chain}`}, 0))`;
    const last = await tx.entry.findFirst({ where: { chain }, orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
    const entry = { chain, seq: (last?.seq ?? 0) + 1, at: clock.now(), name, actor, facts };
    const prevHash = new Uint8Array(last?.hash ?? genesis);
    await tx.entry.create({ data: { id: newId("entry"), ...entry, prevHash, hash: entryHash(prevHash, entry) } });
    wrote();
  }

  /** Walks a chain in the database against its checkpoints. */
  async function prove(chain: string, checkpoints: readonly Checkpoint[]): Promise<Verdict> {
    const walk = walkChain(chain, checkpoints);
    for await (const entries of readChain(db, chain)) for (const entry of entries) if (!walk.take(entry)) return walk.end();
    return walk.end();
  }

  return {
    write,
    prove,
    /** Records an act at an event by the pass's holder. */
    record: (tx: Tx, pass: Pass, name: string, facts: Facts = {}) => write(tx, pass.eventId, name, actorOf(pass.holder), facts),
    /** Records an act in the maison by the pass's holder. */
    recordHouse: (tx: Tx, pass: HousePass, name: string, facts: Facts = {}) => write(tx, houseChain, name, actorOf(pass.holder), facts),
    /** Sets who hears of each entry as it is written, before its transaction commits; the checkpoints count them. */
    heardBy(listener: () => void) {
      wrote = listener;
    },
    /** Walks a chain and names the first entry that does not follow from the one before; null when all do. */
    async verify(chain: string): Promise<{ entries: number; brokenAt: number | null }> {
      const { entries, broken } = await prove(chain, []);
      return { entries, brokenAt: broken?.at ?? null };
    },
  };
}
export type Audit = ReturnType<typeof openAudit>;
