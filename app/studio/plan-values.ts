import type { EventPlan as Plan } from "#contracts/event.ts";
import { EventPlan } from "#contracts/event.ts";

/** Wishes that are ticked or not. */
export const ticks = ["veil", "mark", "code", "agreement", "speakersSign", "staffSign", "oneBrowser", "softwareKey", "companions", "recording", "restream"] as const;
/** What is written or chosen; empty where nothing is. */
export const texts = ["title", "codeName", "localStart", "zone", "fold", "mode", "level", "format", "place", "hostedBy", "welcome", "networks", "purgeOn"] as const;
export type Tick = (typeof ticks)[number];
export type TextField = (typeof texts)[number];
export type PlanField = Tick | TextField | "boutiqueIds";
export const planFields: readonly PlanField[] = [...texts, ...ticks, "boutiqueIds"];

/** A plan as its fields show it, finished or not. */
export type PlanValues = Record<TextField, string> & Record<Tick, boolean> & { boutiqueIds: readonly string[] };

const record = <K extends string, V>(keys: readonly K[], of: (key: K) => V) => Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;

/** A plan, or what is known of one, as its fields show it. */
export const valuesOf = (plan: Partial<Plan>): PlanValues => ({
  ...record(texts, (name) => plan[name] ?? ""),
  ...record(ticks, (name) => plan[name] ?? false),
  boutiqueIds: [...(plan.boutiqueIds ?? [])].sort(),
});

/** What a plain form carries; a local time taken from the offers stands instead of the one that was written. */
export function valuesIn(fields: FormData): PlanValues {
  const text = (name: string) => {
    const found = fields.get(name);
    return typeof found === "string" ? found : "";
  };
  return {
    ...record(texts, text),
    ...record(ticks, (name) => fields.get(name) === "on"),
    localStart: text("instead") || text("localStart"),
    boutiqueIds: fields.getAll("boutiqueIds").filter((one) => typeof one === "string").sort(),
  };
}

/** The plan that the fields amount to, or which of them are wrong. */
export function planIn(values: PlanValues): { plan: Plan; wrong: null } | { plan: null; wrong: ReadonlySet<PlanField> } {
  const written = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  const read = EventPlan.safeParse(written);
  if (read.success) return { plan: read.data, wrong: null };
  const found = new Set(read.error.issues.map(({ path }) => path[0]));
  return { plan: null, wrong: new Set(planFields.filter((name) => found.has(name))) };
}

/** Whether a field says the same in both. */
export const isSameField = (name: PlanField, a: PlanValues, b: PlanValues): boolean => {
  if (name !== "boutiqueIds") return a[name] === b[name];
  return a.boutiqueIds.join() === b.boutiqueIds.join();
};
/** The fields in which two differ. */
export const changedIn = (a: PlanValues, b: PlanValues): PlanField[] => planFields.filter((name) => !isSameField(name, a, b));

/** `values` with some fields as they are in another. */
export function withFields(values: PlanValues, names: Iterable<PlanField>, from: PlanValues): PlanValues {
  const next: PlanValues = { ...values };
  for (const name of names) Object.assign(next, { [name]: from[name] });
  return next;
}

/** Two people's changes to one plan: what only the other changed is theirs, what only I changed is mine, what both changed is asked about. */
export function mergePlans(base: PlanValues, mine: PlanValues, theirs: PlanValues): { values: PlanValues; taken: PlanField[]; clashes: PlanField[] } {
  const changed = changedIn(base, theirs).filter((name) => !isSameField(name, mine, theirs));
  const clashes = changed.filter((name) => !isSameField(name, base, mine));
  const taken = changed.filter((name) => isSameField(name, base, mine));
  return { values: withFields(mine, taken, theirs), taken, clashes };
}
