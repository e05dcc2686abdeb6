import type { EventPlan } from "#contracts/event.ts";
import { Wishes } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { codeNameOf, namesSeen, welcomeOf } from "#server/events/columns.ts";
import { foldOf, purgeDayOf } from "#server/events/plan.ts";
import type { Room } from "#server/room.ts";

/** When a plan was changed last, and by whom; null for somebody who is no staff any more, and for the steward. */
interface LastChange {
  at: string;
  by: string | null;
}
const Actor = z.object({ id: z.string().optional() });

async function lastChange({ db, sealed }: Room, eventId: string): Promise<LastChange | null> {
  const entry = await db.entry.findFirst({ where: { chain: eventId, name: { in: ["event.created", "event.edited", "level.raised", "level.lowered"] } }, orderBy: { seq: "desc" }, select: { at: true, actor: true } });
  if (!entry) return null;
  const { id } = Actor.parse(entry.actor);
  const staff = id ? await db.staff.findUnique({ where: { id }, select: { id: true, name: true } }) : null;
  return { at: entry.at.toISOString(), by: staff ? sealed.house.open(`Staff.name:${staff.id}`, staff.name) : null };
}

/** The plan as it stands, unveiled, and who wrote it last: whoever may write the title may read it. */
export async function readPlan(room: Room, pass: Pass<"event.edit">): Promise<{ plan: EventPlan; version: number; changed: LastChange | null }> {
  const { db, sealed } = room;
  const row = await db.event.findUniqueOrThrow({ where: { id: pass.eventId }, include: { boutiques: true } });
  const { name, place } = namesSeen(room, { lens: "full", event: row }, row);
  const { namesShown: _names, retentionMonths: _months, ...wished } = Wishes.parse(row.wishes);
  const plan: EventPlan = {
    title: name,
    codeName: codeNameOf(room, row),
    ...{ localStart: row.localStart, zone: row.zone, mode: row.mode, level: row.level, format: row.format },
    fold: foldOf(row, row.startsAt),
    place: place ?? undefined,
    boutiqueIds: row.boutiques.map(({ boutiqueId }) => boutiqueId),
    ...wished,
    ...welcomeOf(room, row),
    networks: row.networks ? sealed.event(row.id).open(`Event.networks:${row.id}`, row.networks) : undefined,
    purgeOn: row.purgeAt ? purgeDayOf(row.purgeAt, row.zone) : undefined,
  };
  return { plan, version: row.version, changed: await lastChange(room, pass.eventId) };
}
