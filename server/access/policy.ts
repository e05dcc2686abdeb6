import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Level, Phase, Wishes } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import type { Grants } from "#server/access/grants.ts";
import { afterStepUp, afterStepUpWhenSealed, beforeEnd, device, exportedBy, guest, houseGrants, roleGrants, speaker, stranger } from "#server/access/grants.ts";
import type { EntryStep } from "#server/access/profile.ts";
import { isBuilt, mayBring, mustSign, profileOf } from "#server/access/profile.ts";

/** Who stands before the door of one event, as the house knows them from facts, never from what they say. */
export type Person =
  | { kind: "stranger" }
  /** `proofs`: the steps of the door taken so far. `isBound`: this browser went in at the door. */
  | { kind: "guest" | "speaker"; proofs: ReadonlySet<EntryStep>; isBound: boolean; isMuted: boolean; isRemoved: boolean }
  /**
   * `isProved`: where the event asks for keys, its own key signed this request. `isArmed`: staff in the boutique woke it
   * for the night. `isInNetwork`: it stands where the event's list allows.
   */
  | { kind: "device"; isRevoked: boolean; isProved: boolean; isArmed: boolean; isInNetwork: boolean }
  /** `hasSigned`: the event's agreement as it stands. `isStrong`: signed in by more than a password. */
  | { kind: "staff"; roles: readonly Role[]; isOfEvent: boolean; hasSigned: boolean; isStrong: boolean };

export interface EventFacts {
  level: Level;
  phase: Phase;
  wishes: Partial<Wishes>;
  /** Whether the piece has been shown to this person, by a committed transition (C13). */
  isRevealed: boolean;
  /** An older database was put back: nobody but staff, until an owner opens the event anew (C12). */
  isQuarantined: boolean;
}

/** How much of what is veiled somebody may read. */
export type Lens = "full" | "veiled" | "nothing";

/** Why somebody who knows of the event may do nothing at it now; told only to them. */
export type Why =
  | "notYet"
  | "ended"
  | "cancelled"
  | "removed"
  | "levelNotBuilt"
  | "stepsLeft"
  | "secondProof"
  | "stepUp"
  | "notArmed"
  | "quarantined";

export interface Decision {
  /** Whether the person may know that the event exists. */
  readonly knows: boolean;
  readonly may: ReadonlySet<Ability>;
  readonly lens: Lens;
  readonly why: Why | null;
}

/** What staff may do in the maison itself. Somebody narrowed to named events may enter the studio and no more. */
export function decideHouse(staff: { roles: readonly Role[]; isNarrowed: boolean } | null): ReadonlySet<HouseAbility> {
  const may = new Set<HouseAbility>();
  if (!staff) return may;
  if (staff.isNarrowed) return staff.roles.length > 0 ? may.add("studio.enter") : may;
  for (const role of staff.roles) for (const ability of houseGrants[role]) may.add(ability);
  return may;
}

const nobody: Decision = { knows: false, may: new Set(), lens: "nothing", why: null };

function granted(may: Set<Ability>, grants: Grants, phase: Phase): Set<Ability> {
  for (const [ability, phases] of Object.entries(grants) as [Ability, readonly Phase[]][])
    if (phases.includes(phase)) may.add(ability);
  return may;
}

const lensOf = ({ level, wishes, isRevealed }: EventFacts): Lens =>
  profileOf(level, wishes).veil === "always" && !isRevealed ? "veiled" : "full";

/** And at confidential and sealed ones: what a drill finds is where they leak. */
const afterStepUpWhenStrict: ReadonlySet<Ability> = new Set<Ability>(["drill.run"]);

/** Whether staff must have proved themselves again a moment ago for this. */
export const needsStepUp = (ability: Ability | HouseAbility, level: Level | null): boolean =>
  afterStepUp.has(ability) ||
  (level === "sealed" && (afterStepUpWhenSealed as ReadonlySet<string>).has(ability)) ||
  ((level === "sealed" || level === "confidential") && (afterStepUpWhenStrict as ReadonlySet<string>).has(ability));

const whyNothing = (phase: Phase): Why | null =>
  phase === "announced" ? "notYet" : phase === "ended" ? "ended" : phase === "cancelled" ? "cancelled" : null;

/** The steps of the door that somebody has not taken yet, in their order. */
export const stepsLeft = ({ kind, proofs }: Extract<Person, { kind: "guest" | "speaker" }>, { level, wishes }: Pick<EventFacts, "level" | "wishes">): EntryStep[] =>
  profileOf(level, wishes).entry.filter((step) => !proofs.has(step) && (step !== "nda" || mustSign(kind, level, wishes)));

function decideGuest(person: Extract<Person, { kind: "guest" | "speaker" }>, event: EventFacts): Decision {
  const known = granted(new Set(), person.kind === "guest" ? guest : speaker, event.phase);
  if (!known.has("event.know")) return nobody;
  if (person.isRemoved) return person.isBound ? { knows: true, may: new Set(), lens: "nothing", why: "removed" } : nobody;
  if (!person.isBound) {
    // A link alone: it may be shown the door, and enter when every step the level asks for is there to be taken.
    if (event.phase === "ended" || event.phase === "cancelled") return nobody;
    const may = new Set<Ability>(["event.know"]);
    const isOpen = isBuilt(event.level, event.wishes);
    if (isOpen) may.add("door.enter");
    return { knows: true, may, lens: "nothing", why: isOpen ? null : "levelNotBuilt" };
  }
  if (!isBuilt(event.level, event.wishes)) return { knows: true, may: new Set(["event.know"]), lens: "nothing", why: "levelNotBuilt" };
  const left = stepsLeft(person, event);
  if (left.length > 0) {
    const isDoorOpen = beforeEnd.some((phase) => phase === event.phase);
    const may = new Set<Ability>(isDoorOpen ? ["event.know", "door.prove"] : ["event.know"]);
    return { knows: true, may, lens: "nothing", why: isDoorOpen ? "stepsLeft" : whyNothing(event.phase) };
  }
  if (!mayBring(event.level, event.wishes)) known.delete("companion.bring");
  if (person.isMuted) {
    known.delete("chat.post");
    known.delete("reaction.send");
  }
  return { knows: true, may: known, lens: lensOf(event), why: whyNothing(event.phase) };
}

/** Decides, from facts alone, whether a person knows of an event, what they may do at it now, and how much they may read. */
export function decide(person: Person, event: EventFacts): Decision {
  if (event.isQuarantined && person.kind !== "staff") return nobody;
  switch (person.kind) {
    case "stranger": {
      if (!profileOf(event.level).isListed) return nobody;
      const may = granted(new Set(), stranger, event.phase);
      return may.has("event.know") ? { knows: true, may, lens: lensOf(event), why: whyNothing(event.phase) } : nobody;
    }
    case "guest":
    case "speaker":
      return decideGuest(person, event);
    case "device": {
      if (person.isRevoked) return nobody;
      const may = granted(new Set(), device, event.phase);
      if (!may.has("event.know")) return nobody;
      if (!person.isProved) return { knows: true, may: new Set(["event.know"]), lens: "nothing", why: whyNothing(event.phase) ?? "stepsLeft" };
      const isStrict = event.level === "confidential" || event.level === "sealed";
      const isAwake = !isStrict || (person.isArmed && (event.level !== "sealed" || person.isInNetwork));
      if (!isAwake) return { knows: true, may: new Set(["event.know"]), lens: "nothing", why: whyNothing(event.phase) ?? "notArmed" };
      return { knows: true, may, lens: lensOf(event), why: whyNothing(event.phase) };
    }
    case "staff":
      return decideStaff(person, event);
  }
}

function decideStaff(person: Extract<Person, { kind: "staff" }>, event: EventFacts): Decision {
  if (!person.isOfEvent || person.roles.length === 0) return event.isQuarantined ? nobody : decide({ kind: "stranger" }, event);
  const onlyKnows = (why: Why, more: Ability[] = []): Decision => ({ knows: true, may: new Set<Ability>(["event.know", ...more]), lens: "nothing", why });
  const isStrict = event.level === "confidential" || event.level === "sealed";
  const may = new Set<Ability>();
  for (const role of person.roles) granted(may, roleGrants[role], event.phase);
  if (isStrict && !person.isStrong) return onlyKnows("secondProof");
  if (event.isQuarantined) return onlyKnows("quarantined", may.has("event.reopen") ? ["event.reopen", "event.audit"] : []);
  may.delete("event.reopen");
  if (mustSign("staff", event.level, event.wishes) && !person.hasSigned && event.phase !== "draft" && event.phase !== "purged")
    return onlyKnows("stepsLeft", ["door.prove"]);
  const exports = exportedBy[event.level];
  if (exports === "nobody" || (exports === "owner" && !person.roles.includes("owner"))) may.delete("guest.export");
  return { knows: true, may, lens: lensOf(event), why: null };
}
