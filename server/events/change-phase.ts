import type { Phase } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { isBuilt, profileOf, waitsForMedia } from "#server/access/profile.ts";
import type { MoveName } from "#server/events/phases.ts";
import { moves, nextPhase } from "#server/events/phases.ts";
import type { Room } from "#server/room.ts";

/**
 * Moves the pass's event on, in one conditional update, and tells everyone after the commit. Of two at once one wins and
 * the other gets `notNow`. `levelNotBuilt`: the house cannot keep what the level promises, so its doors stay shut.
 * `agreementMissing`: it asks for a signature, and there is no text yet. `pictureMissing`: this house has no media server,
 * and an event whose level is more than *invited* and which is online alone does not open without one (C10).
 */
export async function changePhase(
  room: Room,
  pass: Pass<"event.open" | "event.end">,
  name: MoveName,
): Promise<Outcome<{ phase: Phase }, "notNow" | "levelNotBuilt" | "agreementMissing" | "pictureMissing">> {
  const { db, clock, audit, signals, announcer } = room;
  const { eventId } = pass;
  const { from, to, stamp, entry } = moves[name];
  const at = clock.now();
  // The level stands in the condition, too: it may be raised between the pass and the update.
  const level = name === "openDoors" ? { in: levels.filter((one) => isBuilt(one, pass.event.wishes)) } : undefined;
  const asksText = levels.filter((one) => profileOf(one, pass.event.wishes).entry.includes("nda"));
  const isOpening = name === "announce" || name === "openDoors";
  const isReady = isOpening ? { OR: [{ level: { notIn: asksText } }, { agreementVersion: { gt: 0 } }] } : {};
  const isBlind = name === "openDoors" && room.hasPicture?.() === false;
  const needsPicture = levels.filter(waitsForMedia);
  const isSeen = isBlind ? { NOT: { format: "online" as const, level: { in: needsPicture } } } : {};
  const isMoved = await db.$transaction(async (tx) => {
    const { count } = await tx.event.updateMany({
      where: { id: eventId, phase: { in: [...from] }, level, ...isReady, ...isSeen },
      data: { phase: to, [stamp]: at },
    });
    if (count === 1) await audit.record(tx, pass, entry, { phase: to });
    return count === 1;
  });
  if (!isMoved) {
    const now = await db.event.findUnique({ where: { id: eventId }, select: { phase: true, level: true, format: true, agreementVersion: true } });
    if (!now || nextPhase(name, now.phase) === null) return failed("notNow");
    if (level !== undefined && !isBuilt(now.level, pass.event.wishes)) return failed("levelNotBuilt");
    if (isBlind && now.format === "online" && needsPicture.includes(now.level)) return failed("pictureMissing");
    return failed(isOpening && now.agreementVersion === 0 && asksText.includes(now.level) ? "agreementMissing" : "notNow");
  }
  await room.turning(eventId, to);
  signals.say("phase.changed", { eventId, phase: to });
  announcer.announce(eventId, "phase.changed", { phase: to, at: at.toISOString() });
  return done({ phase: to });
}
