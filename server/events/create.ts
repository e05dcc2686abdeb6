import type { EventPlan } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { HousePass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import { actorOf } from "#server/audit/audit.ts";
import { networksColumn, ownersFault, welcomeColumn, wishesOf } from "#server/events/columns.ts";
import type { PlanFault } from "#server/events/plan.ts";
import { checkPlan, purgeTimeOf } from "#server/events/plan.ts";
import { newSlug } from "#server/events/slug.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

/** Whether every boutique of a plan is one of the maison's. */
export async function areBoutiques({ db }: Room, ids: readonly string[]): Promise<boolean> {
  const distinct = [...new Set(ids)];
  return distinct.length === 0 || (await db.boutique.count({ where: { id: { in: distinct }, endedAt: null } })) === distinct.length;
}

/** An open event's public address, sealed and findable; it never says what is veiled. */
export function slugColumns({ sealed, secrets }: Room, eventId: string, plan: Pick<EventPlan, "veil" | "title" | "codeName">) {
  const slug = newSlug(plan.veil ? plan.codeName : plan.title);
  return { slug: sealed.event(eventId).seal(`Event.slug:${eventId}`, slug), slugHash: secrets.search("slug", slug) };
}

/** Makes an event in draft, or says the first thing that keeps it from being made. Its key is durable before its row. */
export async function createEvent(
  room: Room,
  pass: HousePass<"event.create">,
  plan: EventPlan,
): Promise<Outcome<{ eventId: string }, PlanFault | "boutique.unknown">> {
  const { db, clock, sealed, audit } = room;
  const { faults, startsAt, zone } = checkPlan(plan, clock.now());
  const fault = faults[0] ?? ownersFault(plan, pass);
  if (fault || !startsAt || !zone) return failed(fault ?? "time.doesNotExist");
  if (!(await areBoutiques(room, plan.boutiqueIds))) return failed("boutique.unknown");
  const eventId = newId("event");
  const seal = sealed.newEvent(eventId);
  try {
    await db.$transaction(async (tx) => {
      await tx.event.create({
        data: {
          id: eventId,
          ...{ level: plan.level, mode: plan.mode, format: plan.format, localStart: plan.localStart, startsAt, zone },
          wishes: wishesOf(plan),
          purgeAt: purgeTimeOf(plan, zone),
          networks: networksColumn(room, eventId, plan),
          welcome: welcomeColumn(room, eventId, plan),
          title: seal.seal(`Event.title:${eventId}`, plan.title),
          codeName: seal.seal(`Event.codeName:${eventId}`, plan.codeName),
          place: plan.place ? seal.seal(`Event.place:${eventId}`, plan.place) : null,
          ...(profileOf(plan.level).isListed ? slugColumns(room, eventId, plan) : {}),
          createdById: pass.holder.kind === "staff" ? pass.holder.staffId : null,
          createdAt: clock.now(),
          boutiques: { create: [...new Set(plan.boutiqueIds)].map((boutiqueId) => ({ boutiqueId })) },
        },
      });
      await audit.write(tx, eventId, "event.created", actorOf(pass.holder), { level: plan.level, format: plan.format });
      await audit.recordHouse(tx, pass, "event.created", { eventId });
    });
  } catch (fault) {
    sealed.forget(eventId);
    sealed.forgetAgreements(eventId);
    throw fault;
  }
  return done({ eventId });
}
