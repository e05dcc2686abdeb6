import type { Fault } from "#app/studio/plan-tried.ts";
import type { PlanField } from "#app/studio/plan-values.ts";
import type { EventPlan } from "#contracts/event.ts";

/** What the house answers to a plan that saves itself. */
export type PlanSaid =
  | { said: "saved"; version: number }
  | { said: "refused"; fault: Fault }
  /** Somebody else saved meanwhile: what they made of it, who and when. */
  | { said: "changed"; version: number; plan: EventPlan; by: string | null; at: string | null };

const about: readonly (readonly [prefix: string, fields: readonly PlanField[]])[] = [
  ["time.", ["localStart", "zone", "fold"]],
  ["zone.", ["zone"]],
  ["mode.", ["mode", "level"]],
  ["format.", ["format", "level"]],
  ["mark.", ["mark", "level"]],
  ["recording.", ["recording", "level"]],
  ["restream.", ["restream", "level"]],
  ["entry.", ["code", "agreement", "level"]],
  ["purge.", ["purgeOn", "localStart", "level"]],
  ["retention.", ["purgeOn", "level"]],
  ["networks.", ["networks"]],
  ["key.", ["softwareKey", "level"]],
  ["boutique.", ["boutiqueIds"]],
  ["companions.", ["companions", "level"]],
  ["level.", ["level"]],
];

/** The fields a refusal is about: these wait, the others are saved without them. */
export const fieldsOf = (fault: Fault): readonly PlanField[] => about.find(([prefix]) => fault.startsWith(prefix))?.[1] ?? [];
