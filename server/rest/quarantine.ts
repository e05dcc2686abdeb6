import type { Level } from "#contracts/event.ts";
import { Level as LevelWord, levels } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Anchor } from "#server/audit/anchor.ts";
import type { Facts } from "#server/audit/audit.ts";
import { houseChain } from "#server/audit/audit.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Taken, TakenLog } from "#server/infra/taken.ts";
import type { Room } from "#server/room.ts";

type Deps = {
  room: Pick<Room, "db" | "clock" | "audit" | "revoke">;
  taken: TakenLog;
  anchor: Pick<Anchor, "isBehind" | "restored">;
};

const steward: Facts = { kind: "steward", why: "an older database was found" };
/** Acts may be stored in another order than they were noted; so many are looked at again. */
const overlap = 200;
const patience = { maxWait: 10_000, timeout: 300_000 };

/** Ends whatever lets anybody in: browsers, seats, tablets, codes, links, for all of them may have been ended since. */
async function voidAll(tx: Tx, endedAt: Date): Promise<void> {
  const open = { endedAt: null };
  await tx.session.updateMany({ where: open, data: { endedAt } });
  await tx.sessionIdentity.updateMany({ where: open, data: { endedAt } });
  await tx.seat.updateMany({ where: open, data: { endedAt, endedWhy: "revoked" } });
  await tx.invitation.updateMany({ where: open, data: { endedAt } });
  await tx.staffInvite.updateMany({ where: { ...open, usedAt: null }, data: { endedAt } });
  await tx.doorCode.updateMany({ where: open, data: { endedAt } });
  await tx.seatMove.updateMany({ where: open, data: { endedAt } });
  await tx.guestKey.updateMany({ where: open, data: { endedAt } });
  await tx.consent.updateMany({ where: { ...open, usedAt: null }, data: { endedAt } });
  await tx.device.updateMany({ where: { revokedAt: null }, data: { revokedAt: endedAt, armedUntil: null } });
  await tx.pairing.updateMany({ where: { usedAt: null }, data: { usedAt: endedAt } });
}

/** The highest level each event was raised to in these lines. */
function raisedIn(lines: readonly Taken[]): Map<string, Level> {
  const raised = new Map<string, Level>();
  for (const { act, chain, level } of lines) {
    const to = act === "level.raised" ? LevelWord.safeParse(level).data : undefined;
    const before = raised.get(chain);
    if (to && (!before || levels.indexOf(to) > levels.indexOf(before))) raised.set(chain, to);
  }
  return raised;
}

/** Takes away again what was taken away: people for good whenever it was, voices and levels when the database cannot know of it. */
async function replay(tx: Tx, lines: readonly Taken[], known: number, at: Date): Promise<void> {
  const ids = (act: string, of: "personId" | "sessionId" = "personId", some = lines) => some.filter((one) => one.act === act).map((one) => one[of]);
  const late = lines.filter(({ n }) => n > known - overlap);
  await tx.guest.updateMany({ where: { id: { in: ids("guest.removed") }, removedAt: null }, data: { removedAt: at } });
  await tx.guest.updateMany({ where: { id: { in: ids("guest.muted", "personId", late) }, mutedAt: null }, data: { mutedAt: at } });
  await tx.staff.updateMany({ where: { id: { in: ids("staff.removed") }, removedAt: null }, data: { removedAt: at } });
  await tx.device.updateMany({ where: { id: { in: ids("device.revoked") }, revokedAt: null }, data: { revokedAt: at } });
  for (const [id, level] of raisedIn(late))
    await tx.event.updateMany({
      where: { id, level: { in: levels.slice(0, levels.indexOf(level)) }, phase: { not: "purged" } },
      data: { level, mode: "inviteOnly", slug: null, slugHash: null, version: { increment: 1 } },
    });
}

/**
 * Whether a line that is newer than the database is missing in it: not one that still waits in the journal, nor what
 * was stored by itself and stopped before its generation was.
 */
async function lacks(db: Db, known: number, lines: readonly Taken[], waiting: ReadonlySet<string>): Promise<boolean> {
  for (const { act, chain, level, id } of lines.filter(({ n }) => n > known)) {
    if (waiting.has(id) || act === "agreements.forgotten") continue;
    const event = act === "event.purged" || act === "level.raised" ? await db.event.findUnique({ where: { id: chain }, select: { phase: true, level: true } }) : null;
    if (act === "event.purged" && (!event || event.phase === "purged")) continue;
    if (act === "level.raised" && event && levels.some((one) => one === level && levels.indexOf(event.level) >= levels.indexOf(one))) continue;
    return true;
  }
  return false;
}

/**
 * Looks, before anybody is let in, whether the database is older than what the house noted outside of it: by its
 * generation, or by a chain of the audit that does not reach its checkpoint (C12). Then everything that lets anybody in is
 * void, what was taken away is taken away again, and each event waits for an owner. Answers the events to be forgotten
 * again; null when the database is as it was left.
 */
export async function quarantineIfOlder({ room: { db, clock, audit, revoke }, taken, anchor }: Deps): Promise<string[] | null> {
  const known = (await db.maison.findFirst({ select: { generation: true } }))?.generation ?? 0;
  const behind = await anchor.isBehind();
  if (behind.length === 0 && !(await lacks(db, known, taken.all(), revoke.waitingIds()))) return null;
  const at = clock.now();
  // Noted first: whatever stops the rest, the next start finds the database older than this line.
  const noted = taken.note({ id: newId("entry"), act: "database.older", chain: houseChain, personId: "", sessionId: "", at: at.toISOString() });
  const lines = taken.all();
  await anchor.restored();
  await db.$transaction(async (tx) => {
    await voidAll(tx, at);
    await replay(tx, lines, known, at);
    const events = await tx.event.findMany({ where: { phase: { not: "purged" } }, select: { id: true } });
    await tx.event.updateMany({ where: { phase: { not: "purged" } }, data: { quarantinedAt: at } });
    await audit.write(tx, houseChain, "house.quarantined", steward, { known, noted, events: events.length, chainsBehind: behind.length });
    for (const { id } of events) await audit.write(tx, id, "event.quarantined", steward, {});
    await tx.maison.updateMany({ data: { generation: noted } });
  }, patience);
  return [...new Set(lines.flatMap(({ act, chain }) => (act === "event.purged" ? [chain] : [])))];
}

/** Opens an event again after a quarantine, by an owner who looked at it. `notNow`: it stands in none. */
export async function reopen({ db, audit, signals }: Room, pass: Pass<"event.reopen">): Promise<Outcome<null, "notNow">> {
  const { eventId } = pass;
  const isOpened = await db.$transaction(async (tx) => {
    const { count } = await tx.event.updateMany({ where: { id: eventId, NOT: { quarantinedAt: null } }, data: { quarantinedAt: null } });
    if (count === 1) await audit.record(tx, pass, "event.reopened");
    return count === 1;
  });
  if (isOpened) signals.say("standing.changed", { eventId, personId: "" });
  return isOpened ? done(null) : failed("notNow");
}
