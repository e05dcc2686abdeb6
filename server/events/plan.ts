import { Temporal } from "temporal-polyfill";
import type { EventPlan } from "#contracts/event.ts";
import type { Agreed, ProfileRule } from "#server/access/profile.ts";
import { contradictions, profileOf } from "#server/access/profile.ts";
import { readNetworks } from "#server/devices/networks.ts";

/** What keeps a plan from being saved, each a key of the catalogue. */
export type PlanFault =
  | ProfileRule
  | "time.doesNotExist"
  | "time.existsTwice"
  | "time.past"
  | "zone.unknown"
  | "purge.beforeStart"
  | "networks.unreadable"
  | "key.softwareByOwner";

export interface PlanCheck {
  /** When the event begins; absent while its local time cannot be told. */
  startsAt?: Date;
  /** The zone's name as it is written in the list of zones; absent for one that is none. */
  zone?: string;
  faults: PlanFault[];
  /**
   * For a time that does not exist: the nearest local times that do. For one that exists twice: both, each with its
   * offset from UTC, the earlier first.
   */
  offers: string[];
}

const isOffset = /^[+-]?\d/;
const local = (time: Temporal.ZonedDateTime): string => time.toPlainDateTime().toString({ smallestUnit: "minute" });
const withOffset = (time: Temporal.ZonedDateTime): string => time.toString({ timeZoneName: "never", smallestUnit: "minute" });

/** A value that may be refused as out of range; null then. */
function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

/** The nearest day and time the calendar has for 2027-02-30T25:00. */
function constrained(localStart: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = localStart.split(/[-T:]/).map(Number);
  return Temporal.PlainDateTime.from(
    { year, month: Math.max(1, month), day: Math.max(1, day), hour, minute },
    { overflow: "constrain" },
  ).toString({ smallestUnit: "minute" });
}

/** What a local time means in a zone: one instant, or the question it raises. */
function readStart({ localStart, zone, fold }: Pick<EventPlan, "localStart" | "zone" | "fold">): PlanCheck {
  if (isOffset.test(zone) || !orNull(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)))
    return { faults: ["zone.unknown"], offers: [] };
  const meant = orNull(() => Temporal.PlainDateTime.from(localStart));
  if (!meant) return { faults: ["time.doesNotExist"], offers: [constrained(localStart)] };
  const earlier = meant.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = meant.toZonedDateTime(zone, { disambiguation: "later" });
  const found = { zone: earlier.timeZoneId };
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { ...found, startsAt: new Date(earlier.epochMilliseconds), faults: [], offers: [] };
  if (!earlier.toPlainDateTime().equals(meant)) {
    // In a gap `earlier` lies before the clocks jump: the jump itself is the first time that exists after it.
    const jump = earlier.getTimeZoneTransition("next");
    return { ...found, faults: ["time.doesNotExist"], offers: jump ? [local(jump.subtract({ minutes: 1 })), local(jump)] : [local(earlier), local(later)] };
  }
  if (!fold) return { ...found, faults: ["time.existsTwice"], offers: [withOffset(earlier), withOffset(later)] };
  return { ...found, startsAt: new Date((fold === "earlier" ? earlier : later).epochMilliseconds), faults: [], offers: [] };
}

const dayOf = (text: string | undefined): Temporal.PlainDate | null => (text ? orNull(() => Temporal.PlainDate.from(text.slice(0, 10))) : null);

/** What stands against the day of forgetting, beyond what the profile's rules say of a sealed event. */
function purgeFaults({ purgeOn, localStart, level }: EventPlan): PlanFault[] {
  const { retentionMonthsMax: months, isPurgeDateRequired } = profileOf(level);
  if (!purgeOn) return [];
  const [day, start] = [dayOf(purgeOn), dayOf(localStart)];
  if (!day) return isPurgeDateRequired ? ["purge.dateRequired"] : ["purge.beforeStart"];
  if (!start) return [];
  if (Temporal.PlainDate.compare(day, start) < 0) return ["purge.beforeStart"];
  const isTooLong = !isPurgeDateRequired && months !== null && Temporal.PlainDate.compare(day, start.add({ months })) > 0;
  return isTooLong ? ["retention.tooLong"] : [];
}

/** Everything that keeps a plan from being saved at `now`; never throws. A plan without faults has a `startsAt`. */
export function checkPlan(plan: EventPlan, now: Date, agreed: Agreed = {}): PlanCheck {
  const start = readStart(plan);
  const faults = new Set<PlanFault>(start.faults);
  if (start.startsAt !== undefined && start.startsAt <= now) faults.add("time.past");
  const ofPurge = purgeFaults(plan);
  for (const rule of contradictions(plan, agreed)) if (!(rule === "purge.tooLate" && ofPurge.length > 0)) faults.add(rule);
  for (const fault of ofPurge) faults.add(fault);
  if (plan.networks && !readNetworks(plan.networks)) faults.add("networks.unreadable");
  return { ...start, faults: [...faults] };
}

/** Which of two a start that was planned is, when its local time exists twice; undefined when it exists once. */
export function foldOf(plan: Pick<EventPlan, "localStart" | "zone">, startsAt: Date): EventPlan["fold"] {
  const { faults } = readStart(plan);
  if (!faults.includes("time.existsTwice")) return undefined;
  return readStart({ ...plan, fold: "earlier" }).startsAt?.getTime() === startsAt.getTime() ? "earlier" : "later";
}

/** When an event is forgotten: the end of the planned day in its zone; null when none is planned. */
export function purgeTimeOf({ purgeOn }: Pick<EventPlan, "purgeOn">, zone: string): Date | null {
  const day = dayOf(purgeOn);
  return day && new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}

/** The planned day of a time of forgetting, as it is written: 2027-03-11. */
export const purgeDayOf = (purgeAt: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(purgeAt.getTime() - 1)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
