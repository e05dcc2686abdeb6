import * as z from "#contracts/zod.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { houseChain } from "#server/audit/audit.ts";
import type { Room } from "#server/room.ts";

/** Tries that failed within so long of the first are one entry of the record; in milliseconds. */
const togetherMs = 10 * 60_000;
/** How far back somebody is told of failed tries; in milliseconds. */
const toldMs = 30 * 24 * 60 * 60_000;

/** What failed: the password, or what was shown as the second proof. */
type Try = "password" | "second";

const Counted = z.object({ count: z.number() });

/**
 * Tries to sign in as a member of staff that failed, by what. The first is recorded at once, the following together each
 * ten minutes: who, by what and how many. Tries at an unknown address are nobody's, and are counted by the limits alone.
 */
export function openFailedTries(room: Room) {
  const { db, clock, audit } = room;
  const waiting = new Map<string, { staffId: string; by: Try; count: number }>();

  async function write(staffId: string, by: Try, count: number): Promise<void> {
    await db.$transaction((tx) => audit.write(tx, houseChain, "staff.signInFailed", { kind: "stranger" }, { staffId, by, count }));
  }
  async function settle(key: string): Promise<void> {
    const held = waiting.get(key);
    waiting.delete(key);
    if (!held || held.count === 0) return;
    await write(held.staffId, held.by, held.count).catch(() => add(held.staffId, held.by, held.count));
  }
  /** Counts tries that are recorded with what follows; those that could not be recorded among them. */
  function add(staffId: string, by: Try, count: number): void {
    const key = `${staffId} ${by}`;
    const held = waiting.get(key);
    if (held) held.count += count;
    else {
      waiting.set(key, { staffId, by, count });
      setTimeout(() => void settle(key), togetherMs).unref();
    }
  }

  return {
    /** Notes a try; whoever tries is answered without waiting for it, so that a known address takes no longer than an unknown one. */
    note(staffId: string, by: Try): void {
      const isFirst = !waiting.has(`${staffId} ${by}`);
      add(staffId, by, isFirst ? 0 : 1);
      if (isFirst) write(staffId, by, 1).catch(() => add(staffId, by, 1));
    },

    /** Writes what waits, now. */
    flush: async (): Promise<void> => void (await Promise.all([...waiting.keys()].map(settle))),

    /** The tries to sign in as the visitor that failed within the last thirty days; null for none. Times are ISO 8601, UTC. */
    async failedTries({ staff }: Visitor): Promise<{ count: number; since: string; last: string } | null> {
      if (!staff) return null;
      const where = { chain: houseChain, name: "staff.signInFailed", facts: { path: ["staffId"], equals: staff.id }, at: { gt: new Date(clock.now().getTime() - toldMs) } };
      const rows = await db.entry.findMany({ where, orderBy: { seq: "asc" }, select: { at: true, facts: true } });
      const [first, last] = [rows[0], rows.at(-1)];
      if (!first || !last) return null;
      const unwritten = [...waiting.values()].reduce((sum, one) => sum + (one.staffId === staff.id ? one.count : 0), 0);
      const count = rows.reduce((sum, { facts }) => sum + (Counted.safeParse(facts).data?.count ?? 0), unwritten);
      return { count, since: first.at.toISOString(), last: last.at.toISOString() };
    },
  };
}
export type FailedTries = ReturnType<typeof openFailedTries>;
