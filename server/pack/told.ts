import * as z from "#contracts/zod.ts";
import { readChain } from "#server/audit/entries.ts";
import type { Db } from "#server/infra/db.ts";

/** What an event's record tells, read through once: how often each act stands in it, and what it says of guests, by id. */
export interface Told {
  acts: ReadonlyMap<string, number>;
  guests: ReadonlySet<string>;
  /** When each was first let in at the door, and removed; ISO 8601, UTC. */
  entered: ReadonlyMap<string, string>;
  removed: ReadonlyMap<string, string>;
  /** How many of each guest's codes ended by wrong tries. */
  voided: ReadonlyMap<string, number>;
  levels: readonly { at: string; from: string | null; to: string; by: "raised" | "lowered" }[];
}

const Facts = z.object({ guestId: z.string().optional(), personId: z.string().optional(), guestIds: z.array(z.string()).optional(), from: z.string().optional(), to: z.string().optional() });

/** Reads an event's record for what a pack says of it. */
export async function readTold(db: Db, chain: string): Promise<Told> {
  const acts = new Map<string, number>();
  const guests = new Set<string>();
  const [entered, removed, voided] = [new Map<string, string>(), new Map<string, string>(), new Map<string, number>()];
  const levels: Told["levels"][number][] = [];
  for await (const entries of readChain(db, chain))
    for (const { name, facts, at } of entries) {
      acts.set(name, (acts.get(name) ?? 0) + 1);
      const { guestId, personId, guestIds = [], from = null, to } = Facts.safeParse(facts).data ?? {};
      const about = guestId ?? personId;
      for (const id of [...guestIds, about]) if (id?.startsWith("gst_")) guests.add(id);
      if (name === "door.entered" && about && !entered.has(about)) entered.set(about, at.toISOString());
      if (name === "guest.removed" && about) removed.set(about, at.toISOString());
      if (name === "code.voided" && about) voided.set(about, (voided.get(about) ?? 0) + 1);
      if ((name === "level.raised" || name === "level.lowered") && to) levels.push({ at: at.toISOString(), from, to, by: name === "level.raised" ? "raised" : "lowered" });
    }
  return { acts, guests, entered, removed, voided, levels };
}
