import type { EventPlan, Level } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import type { Profile } from "#server/access/profile.ts";
import { isBuilt, mustSign, profileOf } from "#server/access/profile.ts";

/** What a level means for an event, as the planner shows it before it is saved. */
export interface LevelFact extends Profile {
  level: Level;
  /** Who signs, where the level or the plan asks for a signature. */
  signs: ("guest" | "speaker" | "staff")[];
  /** Whether the house can keep what is promised, so that the doors can be opened. */
  isBuilt: boolean;
}

type Wished = Partial<Omit<EventPlan, "level">>;

/** One level's facts, tightened by what a plan wishes for. */
export function levelFact(level: Level, wishes: Wished = {}): LevelFact {
  const signs = (["guest", "speaker", "staff"] as const).filter((who) => mustSign(who, level, wishes));
  return { level, ...profileOf(level, wishes), signs, isBuilt: isBuilt(level, wishes) };
}

/** The facts of every level, the least strict first. */
export const levelFacts = (): LevelFact[] => levels.map((level) => levelFact(level));
