import { setTimeout as sleep } from "node:timers/promises";
import type { Level } from "#contracts/event.ts";
import { levels, Wishes } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Consents } from "#server/consents/consents.ts";
import { newSlug } from "#server/events/slug.ts";
import type { Room } from "#server/room.ts";

/** A database that has not answered so soon is silent, for what only takes away; in milliseconds. */
const silentMs = 300;

interface Deps {
  room: Room;
  consents: Consents;
}

const isHigher = (a: Level, b: Level): boolean => levels.indexOf(a) > levels.indexOf(b);

/** Whether a sealed event may stand in its format; a silent database keeps no level from being raised. */
async function fitsSealed({ room, consents }: Deps, eventId: string): Promise<boolean> {
  const asked = room.db.event.findUnique({ where: { id: eventId }, select: { format: true } }).then(async (row) => {
    if (!row || profileOf("sealed").formats.includes(row.format)) return true;
    return consents.isAgreed(eventId, "sealedOnline", row.format);
  });
  return Promise.race([asked.catch(() => true), sleep(silentMs, true, { ref: false })]);
}

/**
 * Raises an event's level, which only takes away: it holds in memory at once, for every seat taken already, and is
 * stored when the database answers. `format.sealedIsInStore`: a sealed event outside of the boutiques takes two owners.
 */
export async function raiseLevel(deps: Deps, pass: Pass<"event.raise">, level: Level): Promise<Outcome<{ level: Level }, "notHigher" | "format.sealedIsInStore">> {
  const { eventId, event, holder } = pass;
  if (!isHigher(level, event.level)) return failed("notHigher");
  if (level === "sealed" && !(await fitsSealed(deps, eventId))) return failed("format.sealedIsInStore");
  await deps.room.revoke.level(holder, eventId, level);
  return done({ level });
}

/** What an event of a lower level is, so that it breaks none of its rules. */
function fittedTo({ sealed, secrets }: Room, eventId: string, level: Level, wishes: Wishes, name: string) {
  if (!profileOf(level).isListed) return { level, wishes: { ...wishes, softwareKey: false } };
  const slug = newSlug(name);
  return {
    ...{ level, mode: "public" as const },
    wishes: { ...wishes, code: false, agreement: false, mark: false, softwareKey: false },
    slug: sealed.event(eventId).seal(`Event.slug:${eventId}`, slug),
    slugHash: secrets.search("slug", slug),
  };
}

/**
 * Lowers an event's level after its draft: with the word of two owners for this very level, which is used up by it.
 * `notAgreed`: there is none, or not any more.
 */
export async function lowerLevel({ room, consents }: Deps, pass: Pass<"event.lower">, level: Level): Promise<Outcome<{ level: Level }, "notLower" | "notAgreed">> {
  const { eventId, event } = pass;
  if (!isHigher(event.level, level)) return failed("notLower");
  const lowered = await room.db.$transaction(async (tx) => {
    if (!(await consents.use(tx, eventId, "levelLowered", level))) return failed("notAgreed");
    const row = await tx.event.findUniqueOrThrow({ where: { id: eventId } });
    // Under a veil the address tells the code name; a level that may be without one tells it, too: nothing is unveiled here.
    const codeName = room.sealed.event(eventId).open(`Event.codeName:${eventId}`, row.codeName);
    const { count } = await tx.event.updateMany({
      where: { id: eventId, level: event.level, phase: event.phase },
      data: { ...fittedTo(room, eventId, level, Wishes.parse(row.wishes), codeName), version: { increment: 1 } },
    });
    if (count === 0) throw new Error("the event moved on while its level was lowered"); // leaves the consent unused
    await room.audit.record(tx, pass, "level.lowered", { from: event.level, to: level });
    return done({ level });
  });
  if (lowered.ok) room.signals.say("plan.changed", { eventId });
  return lowered;
}
