import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import type { EntryStep } from "#server/access/profile.ts";
import { builtSteps, isBuilt, profileOf } from "#server/access/profile.ts";

/** Who stands before the door of one event, as the house knows them from facts, never from what they say. */
export type Person =
  | { kind: "stranger" }
  /** `proofs`: the steps of the door taken so far. `isBound`: this browser went in at the door. */
  | { kind: "guest" | "speaker"; proofs: ReadonlySet<EntryStep>; isBound: boolean; isMuted: boolean; isRemoved: boolean }
  | { kind: "device"; isRevoked: boolean }
  | { kind: "staff"; roles: readonly Role[]; isOfEvent: boolean };

export interface EventFacts {
  level: Level;
  phase: Phase;
  isVeilWished: boolean;
  isRevealed: boolean;
}

/** How much of what is veiled somebody may read. */
export type Lens = "full" | "veiled" | "nothing";

/** Why somebody who knows of the event may do nothing at it now; told only to them. */
export type Why = "notYet" | "ended" | "cancelled" | "removed" | "levelNotBuilt";

export interface Decision {
  /** Whether the person may know that the event exists. */
  readonly knows: boolean;
  readonly may: ReadonlySet<Ability>;
  readonly lens: Lens;
  readonly why: Why | null;
}

const beforeEnd = ["announced", "doors", "live"] as const satisfies Phase[];
const running = ["doors", "live"] as const satisfies Phase[];
const known = ["announced", "doors", "live", "ended"] as const satisfies Phase[];
const planned = ["draft", "announced", "doors", "live"] as const satisfies Phase[];
const kept = ["draft", "announced", "doors", "live", "ended", "cancelled"] as const satisfies Phase[];
const always = [...kept, "purged"] as const satisfies Phase[];

type Grants = Partial<Record<Ability, readonly Phase[]>>;

const stranger: Grants = { "event.know": known, "door.enter": beforeEnd };

const guest: Grants = {
  "event.know": [...known, "cancelled"],
  "door.enter": beforeEnd,
  "lobby.wait": ["doors"],
  "call.join": running,
  "stage.watch": ["live"],
  "reaction.send": ["live"],
  "chat.read": ["live"],
  "chat.post": ["live"],
  "thanks.read": ["ended"],
};

const speaker: Grants = {
  "event.know": [...known, "cancelled"],
  "door.enter": beforeEnd,
  "call.join": running,
  "stage.prepare": running,
  "stage.speak": ["live"],
  "stage.watch": ["live"],
  "chat.read": ["live"],
  "thanks.read": ["ended"],
};

const device: Grants = {
  "event.know": known,
  "lobby.wait": ["doors"],
  "call.join": running,
  "stage.watch": ["live"],
  "reaction.send": ["live"],
  "thanks.read": ["ended"],
};

const host: Grants = {
  "event.know": always,
  "desk.see": known,
  "call.join": running,
  "stage.watch": running,
  "stage.prepare": running,
  "stage.speak": ["live"],
  "chat.read": ["live", "ended"],
  "chat.post": ["live"],
  "numbers.see": kept,
};

const producer: Grants = {
  ...host,
  "event.edit": ["draft", "announced"],
  "event.open": planned,
  "event.end": planned,
  "stage.direct": running,
  "chat.moderate": ["live", "ended"],
  "guest.list": kept,
  "guest.invite": planned,
  "guest.mute": running,
  "guest.remove": planned,
  "letter.read": kept,
  "device.pair": beforeEnd,
  "device.revoke": kept,
};

/** What each role may do at an event, and in which phases. */
export const roleGrants = {
  owner: producer,
  producer,
  host,
  moderator: {
    "event.know": always,
    "desk.see": known,
    "call.join": running,
    "stage.watch": running,
    "chat.read": ["live", "ended"],
    "chat.post": ["live"],
    "chat.moderate": ["live", "ended"],
    "guest.mute": running,
    "guest.remove": planned,
    "numbers.see": kept,
  },
  advisor: {
    "event.know": always,
    "call.join": running,
    "stage.watch": running,
    "chat.read": ["live"],
    "guest.list": kept,
    "guest.invite": planned,
    "letter.read": kept,
    "numbers.see": kept,
  },
  analyst: { "event.know": always, "numbers.see": kept },
} as const satisfies Record<Role, Grants>;

const houseGrants = {
  owner: ["studio.enter", "event.create", "staff.invite", "staff.remove", "boutique.edit", "settings.edit", "outbox.read", "audit.read"],
  producer: ["studio.enter", "event.create", "boutique.edit", "outbox.read"],
  host: ["studio.enter"],
  moderator: ["studio.enter"],
  advisor: ["studio.enter"],
  analyst: ["studio.enter"],
} as const satisfies Record<Role, readonly HouseAbility[]>;

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

function lensOf(event: EventFacts): Lens {
  const isVeiled = profileOf(event.level).veil === "always" || event.isVeilWished;
  return isVeiled && !event.isRevealed ? "veiled" : "full";
}

const whyNothing = (phase: Phase): Why | null =>
  phase === "announced" ? "notYet" : phase === "ended" ? "ended" : phase === "cancelled" ? "cancelled" : null;

function decideGuest(person: Extract<Person, { kind: "guest" | "speaker" }>, event: EventFacts): Decision {
  const known = granted(new Set(), person.kind === "guest" ? guest : speaker, event.phase);
  if (!known.has("event.know")) return nobody;
  if (person.isRemoved) return person.isBound ? { knows: true, may: new Set(), lens: "nothing", why: "removed" } : nobody;
  if (!person.isBound) {
    // A link alone: it may be shown the door, and enter when every step the level asks for is there to be taken.
    if (event.phase === "ended" || event.phase === "cancelled") return nobody;
    const may = new Set<Ability>(["event.know"]);
    if (isBuilt(event.level)) may.add("door.enter");
    return { knows: true, may, lens: "nothing", why: isBuilt(event.level) ? null : "levelNotBuilt" };
  }
  const isProved = profileOf(event.level).entry.every((step) => person.proofs.has(step));
  if (!isProved) return { knows: true, may: new Set(["event.know"]), lens: "nothing", why: "levelNotBuilt" };
  if (person.isMuted) {
    known.delete("chat.post");
    known.delete("reaction.send");
  }
  return { knows: true, may: known, lens: lensOf(event), why: whyNothing(event.phase) };
}

/** Decides, from facts alone, whether a person knows of an event, what they may do at it now, and how much they may read. */
export function decide(person: Person, event: EventFacts): Decision {
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
      return may.has("event.know") ? { knows: true, may, lens: lensOf(event), why: whyNothing(event.phase) } : nobody;
    }
    case "staff": {
      if (!person.isOfEvent || person.roles.length === 0) return decide({ kind: "stranger" }, event);
      const may = new Set<Ability>();
      for (const role of person.roles) granted(may, roleGrants[role], event.phase);
      return { knows: true, may, lens: lensOf(event), why: null };
    }
  }
}

/** The steps a guest has taken once their browser is bound: those of the level that this house has. */
export const stepsOfBinding = (level: Level): ReadonlySet<EntryStep> =>
  new Set(profileOf(level).entry.filter((step) => builtSteps.has(step)));
