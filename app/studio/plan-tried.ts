import type { AppLoadContext } from "@remix-run/node";
import { zoneNames } from "#app/studio/zones.ts";
import type { EventPlan } from "#contracts/event.ts";
import type { LevelFact } from "#server/events/levels.ts";
import type { PlanFault } from "#server/events/plan.ts";

/** Everything the house may say against a plan; each is a key under `fault.`. */
export type Fault = PlanFault | "boutique.unknown" | "boutique.inUse" | "level.loweringOnlyInDraft" | "changedMeanwhile";

export interface Against {
  faults: Fault[];
  /** Local times that exist, or the two that a time which comes twice may mean. */
  offers: string[];
  /** Whether the local time comes twice, so that one of both must stand chosen. */
  isTwice: boolean;
  /** When the plan's local time is; absent while that cannot be told. */
  startsAt?: string;
  /** What the chosen level means with the plan's wishes; absent while nothing was written. */
  fact?: LevelFact;
}

/** What stands against a plan; asked twice, for an answered question about the hour must stay answerable. `eventId`: of a plan that was made before. */
export async function against(context: AppLoadContext, plan: EventPlan, eventId?: string): Promise<Against> {
  const pass = context.admitHouse("studio.enter");
  const { events } = context.house;
  const agreed = eventId ? await events.agreedFor(await context.admit(eventId, "event.edit", "staff"), plan) : {};
  const { faults, startsAt } = events.check(pass, plan, agreed);
  const unanswered = events.check(pass, { ...plan, fold: undefined }, agreed);
  const isTwice = unanswered.faults.includes("time.existsTwice");
  return { faults, offers: unanswered.offers, isTwice, startsAt: startsAt?.toISOString(), fact: events.levelOf(pass, plan) };
}

/** All that stands against a plan the house refused: its own reason first, then what else a check finds. */
export async function refusedFor(context: AppLoadContext, plan: EventPlan, reason: Fault, eventId?: string): Promise<Against> {
  const { faults, ...rest } = await against(context, plan, eventId);
  // A start that has passed may stay as it was: only the house knows, and then it is the reason.
  return { faults: [reason, ...faults.filter((one) => one !== reason && one !== "time.past")], ...rest };
}

/** What a planner chooses from. */
export async function planChoices(context: AppLoadContext) {
  const pass = context.admitHouse("studio.enter");
  const boutiques = await context.house.boutiques.list(pass);
  const mayLetSoftware = context.visitor.staff?.roles.includes("owner") === true;
  return { boutiques, levels: context.house.events.levels(pass), zones: zoneNames(boutiques), mayLetSoftware };
}
export type PlanChoices = Awaited<ReturnType<typeof planChoices>>;
