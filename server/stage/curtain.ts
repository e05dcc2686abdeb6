import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import * as z from "#contracts/zod.ts";
import type { Holder, Pass } from "#server/access/pass.ts";
import { actorOf } from "#server/audit/audit.ts";
import { newId } from "#server/infra/ids.ts";
import { openJournal } from "#server/infra/journal.ts";
import type { Room } from "#server/room.ts";

const Act = z.object({
  id: z.string(),
  act: z.literal("curtain.dropped"),
  eventId: z.string(),
  actor: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  at: z.string(),
});
type Act = z.infer<typeof Act>;

const settleEveryMs = 2000;

/**
 * Whether the curtain is down, event by event, held in memory (C8): a drop holds at once, is journalled, and is recorded
 * when the database answers; it is kept across a restart. Raising is recorded first.
 */
export function openCurtain({ db, clock, audit, dataDir }: Pick<Room, "db" | "clock" | "audit" | "dataDir">, onFault: (fault: unknown) => void) {
  const journal = openJournal<Act>(path.join(dataDir, "curtains.jsonl"), (line) => Act.safeParse(line).data ?? null);
  const down = new Map<string, string>();
  const drops = new Map<string, number>();
  const rising = new Set<string>();
  // One thing at a time for an event: a drop behind a raising is stored behind it, too, so that the last word is the drop's.
  const turns = new Map<string, Promise<unknown>>();
  for (const { eventId, at } of journal.open()) down.set(eventId, at);

  function inTurn<T>(eventId: string, act: () => Promise<T>): Promise<T> {
    const turn = (turns.get(eventId) ?? Promise.resolve()).then(act, act);
    const over = turn.catch(() => {});
    turns.set(eventId, over);
    void over.then(() => turns.get(eventId) === over && turns.delete(eventId));
    return turn;
  }

  const isOpen = (act: Act): boolean => journal.open().some(({ id }) => id === act.id);

  async function settle(act: Act): Promise<boolean> {
    if (!isOpen(act)) return true;
    try {
      await db.$transaction(async (tx) => {
        await tx.event.updateMany({ where: { id: act.eventId, curtainAt: null }, data: { curtainAt: new Date(act.at) } });
        await audit.write(tx, act.eventId, act.act, act.actor, {});
      });
      journal.settle(act.id);
      return true;
    } catch (fault) {
      onFault(fault);
      return false;
    }
  }

  let isSettling = false;
  const timer = setInterval(async () => {
    if (isSettling) return;
    isSettling = true;
    for (const act of journal.open()) if (!(await inTurn(act.eventId, () => settle(act)))) break;
    isSettling = false;
  }, settleEveryMs);
  timer.unref();

  return {
    isDown: (eventId: string): boolean => down.has(eventId),
    /** Since when it is down, ISO 8601; null while it is up. */
    since: (eventId: string): string | null => down.get(eventId) ?? null,

    /** Reads from the database which curtains are down, once at boot; those of the journal are known already. */
    async wake(): Promise<void> {
      const rows = await db.event.findMany({ where: { curtainAt: { not: null } }, select: { id: true, curtainAt: true } });
      for (const { id, curtainAt } of rows) if (curtainAt && !down.has(id)) down.set(id, curtainAt.toISOString());
    },

    /** Lets it fall, in memory, at once; false when it was down already, and nothing new is to be kept. */
    fall(eventId: string): boolean {
      drops.set(eventId, (drops.get(eventId) ?? 0) + 1);
      if (down.has(eventId)) return rising.has(eventId);
      down.set(eventId, clock.now().toISOString());
      return true;
    },

    /** Keeps a fall: in the journal before it resolves, in the database as soon as that answers. Never throws. */
    async keep(holder: Holder, eventId: string): Promise<void> {
      const act: Act = { id: newId("entry"), act: "curtain.dropped", eventId, actor: actorOf(holder), at: down.get(eventId) ?? clock.now().toISOString() };
      await nextTurn(); // the word to every screen and to the media server goes out before a disk is waited for
      try {
        journal.note(act);
      } catch (fault) {
        onFault(fault); // a full disk: it holds in memory and goes to the database
      }
      void inTurn(eventId, () => settle(act));
    },

    /** Raises it: recorded first, then true in memory. A fall meanwhile wins. `notNow`: it is not down, or fell again. */
    async raise(pass: Pass<"stage.direct">): Promise<Outcome<{ wasDownSince: string }, "notNow">> {
      const { eventId } = pass;
      const since = down.get(eventId);
      if (since === undefined) return failed("notNow");
      const seen = drops.get(eventId) ?? 0;
      rising.add(eventId);
      const raised = inTurn(eventId, async () => {
        for (const act of journal.open()) if (act.eventId === eventId && !(await settle(act))) throw new Error("a fall of the curtain is not recorded yet");
        await db.$transaction(async (tx) => {
          await tx.event.updateMany({ where: { id: eventId }, data: { curtainAt: null } });
          await audit.record(tx, pass, "curtain.raised", { since });
        });
        if ((drops.get(eventId) ?? 0) !== seen) return failed("notNow"); // its own store comes next
        down.delete(eventId);
        return done({ wasDownSince: since });
      });
      return raised.finally(() => rising.delete(eventId));
    },

    /** Falls that wait for the database. */
    waiting: () => journal.open().length,
    close: () => clearInterval(timer),
  };
}
export type Curtain = ReturnType<typeof openCurtain>;
