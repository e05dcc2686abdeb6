import type { EventPlan } from "#contracts/event.ts";
import { levels, Wishes } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Consents } from "#server/consents/consents.ts";
import { networksColumn, ownersFault, welcomeColumn, wishesOf } from "#server/events/columns.ts";
import { areBoutiques, slugColumns } from "#server/events/create.ts";
import type { PlanFault } from "#server/events/plan.ts";
import { checkPlan, purgeTimeOf } from "#server/events/plan.ts";
import type { Room } from "#server/room.ts";

export type EditFault = PlanFault | "level.loweringOnlyInDraft" | "boutique.unknown" | "boutique.inUse" | "changedMeanwhile";

/** A sealed event outside of the boutiques stands on the word of two owners. */
export const standsOnTwo = ({ level, format }: Pick<EventPlan, "level" | "format">): boolean => level === "sealed" && format !== "inStore";

/** A slug stays while its event is listed, so that links stay good; it is made anew when a veil falls over a title it told. */
function slugOf(room: Room, row: Event, plan: EventPlan): Partial<Pick<Event, "slug" | "slugHash">> {
  if (!profileOf(plan.level).isListed) return { slug: null, slugHash: null };
  const isNewlyVeiled = plan.veil && !Wishes.parse(row.wishes).veil;
  return row.slug && !isNewlyVeiled ? {} : slugColumns(room, row.id, plan);
}

/** Whether a guest is placed or a tablet paired at a boutique that the plan leaves out. */
async function isLeftOutInUse({ db }: Room, eventId: string, boutiqueIds: readonly string[]): Promise<boolean> {
  const elsewhere = { eventId, boutiqueId: { notIn: [...boutiqueIds] } };
  if ((await db.device.count({ where: { ...elsewhere, revokedAt: null } })) > 0) return true;
  return (await db.guest.count({ where: { ...elsewhere, removedAt: null, NOT: { boutiqueId: null } } })) > 0;
}

/** Whether what guests were told of when and where is so no more. */
function isMoved({ sealed }: Room, row: Event, plan: EventPlan, startsAt: Date): boolean {
  const place = row.place && sealed.event(row.id).open(`Event.place:${row.id}`, row.place);
  return row.phase === "announced" && (startsAt.getTime() !== row.startsAt.getTime() || (plan.place || null) !== place);
}

/** Ends what visitors of an open event hold when it is open no more: they never had a personal link. */
async function sendPublicHome({ db, revoke }: Room, pass: Pass<"event.edit">): Promise<void> {
  const rows = await db.guest.findMany({ where: { eventId: pass.eventId, clientId: null }, select: { id: true } });
  for (const { id } of rows) await revoke.invitation(pass.holder, pass.eventId, id);
}

/**
 * Changes the plan of an event if nobody did since `version`. Its level may be raised at any time before the doors and
 * lowered in draft only (C6). A start that has passed may stay as it was.
 */
export async function editEvent(deps: { room: Room; consents: Consents }, pass: Pass<"event.edit">, plan: EventPlan, version: number): Promise<Outcome<{ version: number }, EditFault>> {
  const { room, consents } = deps;
  const { db, clock, sealed, audit } = room;
  const { eventId } = pass;
  const row = await db.event.findUnique({ where: { id: eventId } });
  if (!row || row.version !== version || (row.phase !== "draft" && row.phase !== "announced")) return failed("changedMeanwhile");
  const kept = Wishes.parse(row.wishes);
  const isOnlineAgreed = standsOnTwo(plan) && (await consents.isAgreed(eventId, "sealedOnline", plan.format));
  const { startsAt, zone, faults } = checkPlan(plan, clock.now(), { isOnlineAgreed });
  const isSameStart = startsAt?.getTime() === row.startsAt.getTime();
  const fault = faults.find((one) => !(one === "time.past" && isSameStart)) ?? ownersFault(plan, pass, kept);
  if (fault || !startsAt || !zone) return failed(fault ?? "time.doesNotExist");
  const raised = levels.indexOf(plan.level) - levels.indexOf(row.level);
  if (raised < 0 && row.phase !== "draft") return failed("level.loweringOnlyInDraft");
  if (!(await areBoutiques(room, plan.boutiqueIds))) return failed("boutique.unknown");
  if (await isLeftOutInUse(room, eventId, plan.boutiqueIds)) return failed("boutique.inUse");
  const seal = sealed.event(eventId);
  const isDone = await db.$transaction(async (tx) => {
    if (standsOnTwo(plan) && !(await consents.use(tx, eventId, "sealedOnline", plan.format))) return false;
    const { count } = await tx.event.updateMany({
      where: { id: eventId, version, phase: row.phase },
      data: {
        ...{ level: plan.level, mode: plan.mode, format: plan.format, localStart: plan.localStart, startsAt, zone },
        wishes: wishesOf(plan, kept),
        purgeAt: purgeTimeOf(plan, zone),
        networks: networksColumn(room, eventId, plan),
        welcome: welcomeColumn(room, eventId, plan),
        title: seal.seal(`Event.title:${eventId}`, plan.title),
        codeName: seal.seal(`Event.codeName:${eventId}`, plan.codeName),
        place: plan.place ? seal.seal(`Event.place:${eventId}`, plan.place) : null,
        ...slugOf(room, row, plan),
        version: { increment: 1 },
      },
    });
    if (count === 0) return false;
    const boutiqueIds = [...new Set(plan.boutiqueIds)];
    await tx.eventBoutique.deleteMany({ where: { eventId, boutiqueId: { notIn: boutiqueIds } } });
    await tx.eventBoutique.createMany({ data: boutiqueIds.map((boutiqueId) => ({ eventId, boutiqueId })), skipDuplicates: true });
    await audit.record(tx, pass, "event.edited", { version: version + 1 });
    if (isMoved(room, row, plan, startsAt)) await audit.record(tx, pass, "event.moved", { version: version + 1 });
    if (raised !== 0) await audit.record(tx, pass, raised > 0 ? "level.raised" : "level.lowered", { from: row.level, to: plan.level });
    return true;
  });
  if (!isDone) return failed("changedMeanwhile");
  if (raised > 0) await room.revoke.noteRaised(eventId, plan.level);
  if (raised > 0 && row.level === "open") await sendPublicHome(room, pass);
  room.signals.say("plan.changed", { eventId });
  return done({ version: version + 1 });
}
