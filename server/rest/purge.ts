import { Wishes } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { Holder, Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import { actorOf, houseChain } from "#server/audit/audit.ts";
import type { Consents } from "#server/consents/consents.ts";
import { newId } from "#server/infra/ids.ts";
import type { TakenLog } from "#server/infra/taken.ts";
import { forgetRows } from "#server/rest/forget-rows.ts";
import type { Room } from "#server/room.ts";

export interface PurgeDeps {
  room: Room;
  taken: TakenLog;
  consents: Pick<Consents, "use">;
  /** Ends every seat of an event, at once. */
  endSeats(eventId: string): Promise<void>;
  /** Ends its call and takes it away from the media server. */
  endCall(eventId: string): Promise<unknown>;
  /** Takes its files away from the disk. */
  eraseFiles(eventId: string): Promise<void>;
  onFault(fault: unknown): void;
}

export type PurgedBy = "hand" | "date" | "restore";

/** A row as it is forgotten may be long: many guests, many lines. In milliseconds. */
const patience = { maxWait: 10_000, timeout: 300_000 };

/** When an event's time is up: its own day, or so many months after its end; null while it has none. */
export function forgetAt({ level, wishes, endedAt, purgeAt }: Pick<Event, "level" | "wishes" | "endedAt" | "purgeAt">): Date | null {
  if (!endedAt) return purgeAt;
  const kept = new Date(endedAt);
  kept.setUTCMonth(kept.getUTCMonth() + Math.min(Wishes.parse(wishes).retentionMonths, profileOf(level).retentionMonthsMax ?? Number.POSITIVE_INFINITY));
  return purgeAt && purgeAt < kept ? purgeAt : kept;
}

/**
 * Forgetting an event (C9): its last phase committed and noted outside the database, then seats and call ended, its key
 * destroyed, its rows and files taken out. Whatever stops it halfway, `goOn` ends it.
 */
export function openPurge({ room, taken, consents, endSeats, endCall, eraseFiles, onFault }: PurgeDeps) {
  const { db, clock, audit, sealed, signals } = room;

  const note = (act: string, eventId: string): number => taken.note({ id: newId("entry"), act, chain: eventId, personId: "", sessionId: "", at: clock.now().toISOString() });

  /** From here on nothing stops it: each step may be done again. */
  async function erase(eventId: string, holder: Holder): Promise<void> {
    const isNoted = taken.all().some(({ act, chain }) => act === "event.purged" && chain === eventId);
    const generation = isNoted ? taken.generation() : note("event.purged", eventId);
    signals.say("phase.changed", { eventId, phase: "purged" });
    await endSeats(eventId).catch(onFault);
    await endCall(eventId).catch(onFault);
    sealed.forget(eventId);
    await eraseFiles(eventId);
    await db.$transaction(async (tx) => {
      const counted = await forgetRows(tx, eventId, clock.now());
      await audit.write(tx, eventId, "event.erased", actorOf(holder), counted);
      await tx.maison.updateMany({ where: { generation: { lt: generation } }, data: { generation } });
    }, patience);
    if ((await db.agreement.count({ where: { eventId } })) === 0) await forgetAgreements(eventId, holder);
  }

  async function forgetAgreements(eventId: string, holder: Holder): Promise<void> {
    const generation = note("agreements.forgotten", eventId);
    await db.$transaction(async (tx) => {
      const { count } = await tx.agreement.deleteMany({ where: { eventId } });
      const texts = await tx.agreementText.deleteMany({ where: { eventId } });
      await audit.write(tx, eventId, "agreements.forgotten", actorOf(holder), { agreements: count, texts: texts.count });
      await tx.maison.updateMany({ where: { generation: { lt: generation } }, data: { generation } });
    });
    sealed.forgetAgreements(eventId);
  }

  /** Moves an event to its last phase. False when it has gone there already, or runs. */
  async function begin(eventId: string, holder: Holder, by: PurgedBy, mayUse: (tx: Parameters<Consents["use"]>[0]) => Promise<boolean>): Promise<Outcome<null, "notAgreed" | "notNow">> {
    return db.$transaction(async (tx) => {
      if (!(await mayUse(tx))) return failed("notAgreed");
      const { count } = await tx.event.updateMany({ where: { id: eventId, phase: { notIn: ["doors", "live", "purged"] } }, data: { phase: "purged" } });
      if (count === 0) return failed("notNow");
      await audit.write(tx, eventId, "event.purged", actorOf(holder), { by });
      await audit.write(tx, houseChain, "event.purged", actorOf(holder), { eventId, by });
      return done(null);
    });
  }

  const steward: Holder = { kind: "steward", why: "its time is up" };

  /** Ends what was begun and stopped halfway. */
  async function goOn(): Promise<void> {
    for (const { id } of await db.event.findMany({ where: { phase: "purged", purgedAt: null }, select: { id: true } })) await erase(id, steward).catch(onFault);
  }

  return {
    /** Forgets an event by an owner's word; at sealed by that of two. `notNow`: it is not over, or forgotten already. */
    async purge(pass: Pass<"event.purge">): Promise<Outcome<null, "notAgreed" | "notNow">> {
      const { eventId, event, holder } = pass;
      const takesTwo = event.level === "sealed";
      const begun = await begin(eventId, holder, "hand", async (tx) => !takesTwo || (await consents.use(tx, eventId, "purge")));
      if (begun.ok) await erase(eventId, holder);
      return begun;
    },

    /** Forgets an event whose day has come; ends what a stop left half done; forgets agreements whose duty is over. */
    async forgetDue(): Promise<void> {
      const now = clock.now();
      for (const row of await db.event.findMany({ where: { phase: { notIn: ["doors", "live", "purged"] } } })) {
        const at = forgetAt(row);
        if (!at || at > now) continue;
        const begun = await begin(row.id, steward, "date", async () => true);
        if (begun.ok) await erase(row.id, steward).catch(onFault);
      }
      await goOn();
      const purged = await db.event.findMany({ where: { phase: "purged", NOT: { purgedAt: null } }, select: { id: true } });
      const held = await db.agreement.groupBy({ by: ["eventId"], where: { eventId: { in: purged.map(({ id }) => id) } }, _max: { retainUntil: true } });
      for (const { eventId, _max } of held) if (_max.retainUntil && _max.retainUntil <= now) await forgetAgreements(eventId, steward);
    },

    goOn,

    /** Forgets again what an older database brought back. */
    async again(eventId: string): Promise<void> {
      const row = await db.event.findUnique({ where: { id: eventId }, select: { id: true } });
      sealed.forget(eventId);
      if (row) await erase(eventId, { kind: "steward", why: "an older database brought it back" });
    },
  };
}
