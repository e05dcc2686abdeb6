import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";

/** The phases in which the doors are still to be gone through. */
export const beforeEnd = ["announced", "doors", "live"] as const satisfies Phase[];
const running = ["doors", "live"] as const satisfies Phase[];
const known = ["announced", "doors", "live", "ended"] as const satisfies Phase[];
const planned = ["draft", "announced", "doors", "live"] as const satisfies Phase[];
const kept = ["draft", "announced", "doors", "live", "ended", "cancelled"] as const satisfies Phase[];
const always = [...kept, "purged"] as const satisfies Phase[];

/** Abilities, with the phases in which they are given. */
export type Grants = Partial<Record<Ability, readonly Phase[]>>;

/** A passer-by of an event that is listed. */
export const stranger: Grants = { "event.know": known, "door.enter": beforeEnd };

/** A guest who has taken every step. */
export const guest: Grants = {
  "event.know": [...known, "cancelled"],
  "door.enter": beforeEnd,
  "companion.bring": ["announced", "doors"],
  "lobby.wait": ["doors"],
  "call.join": running,
  "stage.watch": ["live"],
  "product.see": ["doors", "live", "ended"],
  "reaction.send": ["live"],
  "chat.read": ["live"],
  "chat.post": ["live"],
  "thanks.read": ["ended"],
};

/** Somebody who is expected on stage. */
export const speaker: Grants = {
  "event.know": [...known, "cancelled"],
  "door.enter": beforeEnd,
  "call.join": running,
  "stage.prepare": running,
  "stage.speak": ["live"],
  "stage.watch": ["live"],
  "product.see": ["doors", "live", "ended"],
  "chat.read": ["live"],
  "thanks.read": ["ended"],
};

/** A boutique's tablet that is awake. */
export const device: Grants = {
  "event.know": known,
  "lobby.wait": ["doors"],
  "call.join": running,
  "stage.watch": ["live"],
  "product.see": ["doors", "live", "ended"],
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
  "product.see": kept,
  "chat.read": ["live", "ended"],
  "chat.post": ["live"],
  "numbers.see": kept,
};

const producer: Grants = {
  ...host,
  "event.edit": ["draft", "announced"],
  "event.open": planned,
  "event.end": planned,
  "event.raise": planned,
  "event.audit": always,
  "audit.export": always,
  "stage.direct": running,
  "product.edit": planned,
  "chat.moderate": ["live", "ended"],
  "guest.list": kept,
  "guest.invite": planned,
  "guest.export": kept,
  "guest.thank": ["ended"],
  "code.give": beforeEnd,
  "agreement.edit": ["draft", "announced"],
  "guest.mute": running,
  "guest.remove": planned,
  "letter.read": kept,
  "device.pair": beforeEnd,
  "device.revoke": kept,
  "device.arm": beforeEnd,
};

const owner: Grants = {
  ...producer,
  "event.lower": planned,
  "event.purge": ["ended", "cancelled"],
  "event.reopen": kept,
  "agreement.list": always,
  "consent.give": kept,
  "leak.trace": kept,
  "drill.run": planned,
  "proof.read": ["ended", "cancelled", "purged"],
};

/** What each role may do at an event, and in which phases. */
export const roleGrants = {
  owner,
  producer,
  host,
  moderator: {
    "event.know": always,
    "desk.see": known,
    "call.join": running,
    "stage.watch": running,
    "product.see": kept,
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
    "product.see": kept,
    "chat.read": ["live"],
    "guest.list": kept,
    "guest.invite": planned,
    "code.give": beforeEnd,
    "letter.read": kept,
    "numbers.see": kept,
  },
  analyst: { "event.know": always, "numbers.see": kept },
} as const satisfies Record<Role, Grants>;

/** What each role may do in the maison. */
export const houseGrants = {
  owner: ["studio.enter", "event.create", "staff.invite", "staff.remove", "boutique.edit", "settings.edit", "outbox.read", "audit.read", "record.export", "owner.confirm"],
  producer: ["studio.enter", "event.create", "boutique.edit", "outbox.read"],
  host: ["studio.enter"],
  moderator: ["studio.enter"],
  advisor: ["studio.enter"],
  analyst: ["studio.enter"],
} as const satisfies Record<Role, readonly HouseAbility[]>;

/** Who may take guests' names and words out of the house, by level: staff with the right, the owner alone, nobody. */
export const exportedBy = { open: "staff", invited: "staff", confidential: "owner", sealed: "nobody" } as const satisfies Record<Level, string>;

/** What staff do only when they proved themselves again a moment ago. */
export const afterStepUp: ReadonlySet<Ability | HouseAbility> = new Set<Ability | HouseAbility>([
  "event.lower", "event.purge", "event.reopen", "guest.export", "audit.export", "record.export", "agreement.list", "consent.give", "leak.trace", "proof.read", "owner.confirm",
]);
/** The same at sealed events, where reading is an act, too. */
export const afterStepUpWhenSealed: ReadonlySet<Ability> = new Set<Ability>(["guest.list", "letter.read", "code.give", "product.edit"]);
