import { parseWithZod } from "@conform-to/zod/v4";
import type { AppLoadContext } from "@remix-run/node";
import { levelFacts } from "#app/studio/level-facts.ts";
import { zoneNames } from "#app/studio/zones.ts";
import { EventPlan } from "#contracts/event.ts";
import type { PlanFault } from "#server/events/plan.ts";

/** Everything the house may say against a plan; each is a key under `fault.`. */
export type Fault = PlanFault | "boutique.unknown" | "boutique.inUse" | "level.loweringOnlyInDraft" | "changedMeanwhile";

/** The plan a form carries. A local time taken from the offers stands instead of the one that was written. */
export function readPlan(fields: FormData) {
  const instead = fields.get("instead");
  if (typeof instead === "string" && instead) fields.set("localStart", instead);
  return parseWithZod(fields, { schema: EventPlan });
}

export interface Against {
  faults: Fault[];
  /** Local times that exist, or the two that a time which comes twice may mean. */
  offers: string[];
  /** Whether the local time comes twice, so that one of both must stand chosen. */
  isTwice: boolean;
  /** When the plan's local time is; absent while that cannot be told. */
  startsAt?: string;
}

/** What stands against a plan; asked twice, for an answered question about the hour must stay answerable. */
export function against(context: AppLoadContext, plan: EventPlan): Against {
  const pass = context.admitHouse("studio.enter");
  const { faults, startsAt } = context.house.events.check(pass, plan);
  const unanswered = context.house.events.check(pass, { ...plan, fold: undefined });
  return { faults, offers: unanswered.offers, isTwice: unanswered.faults.includes("time.existsTwice"), startsAt: startsAt?.toISOString() };
}

/** All that stands against a plan the house refused: its own reason first, then what else a check finds. */
export function refusedFor(context: AppLoadContext, plan: EventPlan, reason: Fault): Against {
  const { faults, ...rest } = against(context, plan);
  // A start that has passed may stay as it was: only the house knows, and then it is the reason.
  return { faults: [reason, ...faults.filter((one) => one !== reason && one !== "time.past")], ...rest };
}

/** What a planner chooses from. */
export async function planChoices(context: AppLoadContext) {
  const boutiques = await context.house.boutiques.list(context.admitHouse("studio.enter"));
  return { boutiques, levels: levelFacts(), zones: zoneNames(boutiques) };
}
export type PlanChoices = Awaited<ReturnType<typeof planChoices>>;
