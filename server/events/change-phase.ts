import type { Phase } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { isBuilt } from "#server/access/profile.ts";
import type { MoveName } from "#server/events/phases.ts";
import { moves, nextPhase } from "#server/events/phases.ts";
import type { Room } from "#server/room.ts";

/**
 * Moves the pass's event on, in one conditional update, and tells everyone after the commit. Of two at once one wins and
 * the other gets `notNow`. `levelNotBuilt`: the house cannot keep what the level promises, so its doors stay shut.
 */
export async function changePhase(
  room: Room,
  pass: Pass<"event.open" | "event.end">,
  name: MoveName,
): Promise<Outcome<{ phase: Phase }, "notNow" | "levelNotBuilt">> {
  const { db, clock, audit, signals, announcer } = room;
  const { eventId } = pass;
  const { from, to, stamp, entry } = moves[name];
  const at = clock.now();
  // The level stands in the condition, too: it may be raised between the pass and the update.
  const level = name === "openDoors" ? { in: levels.filter((one) => isBuilt(one, pass.event.wishes)) } : undefined;
  const isMoved = await db.$transaction(async (tx) => {
    const { count } = await tx.event.updateMany({
      where: { id: eventId, phase: { in: [...from] }, level },
      data: { phase: to, [stamp]: at },
    });
    if (count === 1) await audit.record(tx, pass, entry, { phase: to });
    return count === 1;
  });
  if (!isMoved) {
    const now = await db.event.findUnique({ where: { id: eventId }, select: { phase: true, level: true } });
    const isLevel = now !== null && nextPhase(name, now.phase) !== null && level !== undefined && !isBuilt(now.level, pass.event.wishes);
    return failed(isLevel ? "levelNotBuilt" : "notNow");
  }
  await room.turning(eventId, to);
  signals.say("phase.changed", { eventId, phase: to });
  announcer.announce(eventId, "phase.changed", { phase: to, at: at.toISOString() });
  return done({ phase: to });
}
