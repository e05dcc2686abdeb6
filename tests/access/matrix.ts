import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";

/**
 * Who may do what, typed by hand from the model and the confidentiality table and never taken from the policy. Whoever
 * changes the policy changes this by hand, too, and says so in docs/access.md. A phase that is not named grants nothing.
 */
export interface Row {
  /** The rule of docs/access.md. */
  readonly rule: string;
  readonly who: Who;
  readonly levels: readonly Level[];
  readonly may: Partial<Record<Phase, readonly Ability[]>>;
  /** Phases in which they know of the event although they may do nothing. */
  readonly knowsOnly?: readonly Phase[];
}

export const everybody = [
  "stranger", "linked guest", "unproved guest", "guest", "muted guest", "removed guest", "removed before entering",
  "linked speaker", "unproved speaker", "speaker", "device", "sleeping device", "unproved device", "revoked device",
  "owner", "producer", "host", "moderator", "advisor", "analyst",
  "weak owner", "unsigned owner", "staff of another event", "staff without a role",
] as const;
export type Who = (typeof everybody)[number];

const all = ["open", "invited", "confidential", "sealed"] as const;
const open = ["open"] as const;
const mild = ["open", "invited"] as const;
const strict = ["confidential", "sealed"] as const;
const unlisted = ["invited", "confidential", "sealed"] as const;

type May = Row["may"];

const producer: May = {
  draft: [
    "event.know", "event.edit", "event.open", "event.end", "event.raise", "event.audit", "audit.export", "product.see", "product.edit", "agreement.edit",
    "guest.list", "guest.invite", "guest.remove", "letter.read", "device.revoke", "numbers.see",
  ],
  announced: [
    "event.know", "event.edit", "event.open", "event.end", "event.raise", "event.audit", "audit.export", "desk.see", "product.see", "product.edit", "agreement.edit",
    "guest.list", "guest.invite", "code.give", "guest.remove", "letter.read", "device.pair", "device.revoke", "device.arm", "numbers.see",
  ],
  doors: [
    "event.know", "event.open", "event.end", "event.raise", "event.audit", "audit.export", "call.join", "stage.watch", "stage.prepare", "stage.direct", "desk.see",
    "product.see", "product.edit", "guest.list", "guest.invite", "code.give", "guest.mute", "guest.remove", "letter.read",
    "device.pair", "device.revoke", "device.arm", "numbers.see",
  ],
  live: [
    "event.know", "event.open", "event.end", "event.raise", "event.audit", "audit.export", "call.join", "stage.watch", "stage.prepare", "stage.speak", "stage.direct", "desk.see",
    "product.see", "product.edit", "chat.read", "chat.post", "chat.moderate",
    "guest.list", "guest.invite", "code.give", "guest.mute", "guest.remove", "letter.read", "device.pair", "device.revoke", "device.arm", "numbers.see",
  ],
  ended: ["event.know", "event.audit", "audit.export", "desk.see", "product.see", "chat.read", "chat.moderate", "guest.list", "guest.thank", "letter.read", "device.revoke", "numbers.see"],
  cancelled: ["event.know", "event.audit", "audit.export", "product.see", "guest.list", "letter.read", "device.revoke", "numbers.see"],
  purged: ["event.know", "event.audit", "audit.export"],
};

const ownerAlone: May = {
  draft: ["event.lower", "agreement.list", "consent.give", "leak.trace", "drill.run"],
  announced: ["event.lower", "agreement.list", "consent.give", "leak.trace", "drill.run"],
  doors: ["event.lower", "agreement.list", "consent.give", "leak.trace", "drill.run"],
  live: ["event.lower", "agreement.list", "consent.give", "leak.trace", "drill.run"],
  ended: ["event.purge", "agreement.list", "consent.give", "leak.trace", "proof.read"],
  cancelled: ["event.purge", "agreement.list", "consent.give", "leak.trace", "proof.read"],
  purged: ["agreement.list", "proof.read"],
};

const exporting: May = {
  draft: ["guest.export"], announced: ["guest.export"], doors: ["guest.export"], live: ["guest.export"], ended: ["guest.export"], cancelled: ["guest.export"],
};

const phaseNames = ["draft", "announced", "doors", "live", "ended", "cancelled", "purged"] as const;
/** The sum of several lists, phase by phase. */
const sum = (...lists: May[]): May => Object.fromEntries(phaseNames.map((phase) => [phase, lists.flatMap((one) => one[phase] ?? [])]));

const passerBy: May = {
  announced: ["event.know", "door.enter"],
  doors: ["event.know", "door.enter"],
  live: ["event.know", "door.enter"],
  ended: ["event.know"],
};
const atTheDoor: May = { announced: ["event.know", "door.enter"], doors: ["event.know", "door.enter"], live: ["event.know", "door.enter"] };
const stepsLeft: May = {
  announced: ["event.know", "door.prove"], doors: ["event.know", "door.prove"], live: ["event.know", "door.prove"],
  ended: ["event.know"], cancelled: ["event.know"],
};
const knowing: May = Object.fromEntries(phaseNames.map((phase) => [phase, ["event.know"] as const]));

const guest: May = {
  announced: ["event.know", "door.enter"],
  doors: ["event.know", "door.enter", "lobby.wait", "call.join", "product.see"],
  live: ["event.know", "door.enter", "call.join", "stage.watch", "product.see", "reaction.send", "chat.read", "chat.post"],
  ended: ["event.know", "product.see", "thanks.read"],
  cancelled: ["event.know"],
};
const speaker: May = {
  announced: ["event.know", "door.enter"],
  doors: ["event.know", "door.enter", "call.join", "stage.prepare", "product.see"],
  live: ["event.know", "door.enter", "call.join", "stage.prepare", "stage.speak", "stage.watch", "product.see", "chat.read"],
  ended: ["event.know", "product.see", "thanks.read"],
  cancelled: ["event.know"],
};
const device: May = {
  announced: ["event.know"],
  doors: ["event.know", "lobby.wait", "call.join", "product.see"],
  live: ["event.know", "call.join", "stage.watch", "product.see", "reaction.send"],
  ended: ["event.know", "product.see", "thanks.read"],
};
const asleep: May = { announced: ["event.know"], doors: ["event.know"], live: ["event.know"], ended: ["event.know"] };
const unsigned: May = {
  ...stepsLeft,
  ended: ["event.know", "door.prove"],
  cancelled: ["event.know", "door.prove"],
  purged: sum(producer, ownerAlone).purged,
};

export const matrix: readonly Row[] = [
  { rule: "A1", who: "stranger", levels: open, may: passerBy },
  { rule: "A2", who: "stranger", levels: unlisted, may: {} },
  { rule: "A3", who: "linked guest", levels: all, may: atTheDoor },
  { rule: "A5", who: "unproved guest", levels: mild, may: guest },
  { rule: "A4", who: "unproved guest", levels: strict, may: stepsLeft },
  { rule: "A5", who: "guest", levels: all, may: guest },
  {
    rule: "A6",
    who: "muted guest",
    levels: all,
    may: {
      announced: ["event.know", "door.enter"],
      doors: ["event.know", "door.enter", "lobby.wait", "call.join", "product.see"],
      live: ["event.know", "door.enter", "call.join", "stage.watch", "product.see", "chat.read"],
      ended: ["event.know", "product.see", "thanks.read"],
      cancelled: ["event.know"],
    },
  },
  { rule: "A7", who: "removed guest", levels: all, may: {}, knowsOnly: ["announced", "doors", "live", "ended", "cancelled"] },
  { rule: "A7", who: "removed before entering", levels: all, may: {} },
  { rule: "A3", who: "linked speaker", levels: all, may: atTheDoor },
  { rule: "A8", who: "unproved speaker", levels: mild, may: speaker },
  { rule: "A4", who: "unproved speaker", levels: strict, may: stepsLeft },
  { rule: "A8", who: "speaker", levels: all, may: speaker },
  { rule: "A9", who: "device", levels: all, may: device },
  { rule: "A9", who: "sleeping device", levels: mild, may: device },
  { rule: "A22", who: "sleeping device", levels: strict, may: asleep },
  { rule: "A22", who: "unproved device", levels: all, may: asleep },
  { rule: "A9", who: "revoked device", levels: all, may: {} },
  { rule: "A10", who: "owner", levels: ["open", "invited", "confidential"], may: sum(producer, exporting, ownerAlone) },
  { rule: "A10", who: "owner", levels: ["sealed"], may: sum(producer, ownerAlone) },
  { rule: "A10", who: "producer", levels: mild, may: sum(producer, exporting) },
  { rule: "A10", who: "producer", levels: strict, may: producer },
  { rule: "A10", who: "weak owner", levels: mild, may: sum(producer, exporting, ownerAlone) },
  { rule: "A23", who: "weak owner", levels: strict, may: knowing },
  { rule: "A10", who: "unsigned owner", levels: mild, may: sum(producer, exporting, ownerAlone) },
  { rule: "A24", who: "unsigned owner", levels: ["confidential"], may: { ...unsigned, draft: sum(producer, exporting, ownerAlone).draft } },
  { rule: "A24", who: "unsigned owner", levels: ["sealed"], may: { ...unsigned, draft: sum(producer, ownerAlone).draft } },
  {
    rule: "A11",
    who: "host",
    levels: all,
    may: {
      draft: ["event.know", "product.see", "numbers.see"],
      announced: ["event.know", "desk.see", "product.see", "numbers.see"],
      doors: ["event.know", "desk.see", "call.join", "stage.watch", "stage.prepare", "product.see", "numbers.see"],
      live: ["event.know", "desk.see", "call.join", "stage.watch", "stage.prepare", "stage.speak", "product.see", "chat.read", "chat.post", "numbers.see"],
      ended: ["event.know", "desk.see", "product.see", "chat.read", "numbers.see"],
      cancelled: ["event.know", "product.see", "numbers.see"],
      purged: ["event.know"],
    },
  },
  {
    rule: "A12",
    who: "moderator",
    levels: all,
    may: {
      draft: ["event.know", "guest.remove", "product.see", "numbers.see"],
      announced: ["event.know", "desk.see", "guest.remove", "product.see", "numbers.see"],
      doors: ["event.know", "desk.see", "call.join", "stage.watch", "guest.mute", "guest.remove", "product.see", "numbers.see"],
      live: ["event.know", "desk.see", "call.join", "stage.watch", "product.see", "chat.read", "chat.post", "chat.moderate", "guest.mute", "guest.remove", "numbers.see"],
      ended: ["event.know", "desk.see", "product.see", "chat.read", "chat.moderate", "numbers.see"],
      cancelled: ["event.know", "product.see", "numbers.see"],
      purged: ["event.know"],
    },
  },
  {
    rule: "A13",
    who: "advisor",
    levels: all,
    may: {
      draft: ["event.know", "product.see", "guest.list", "guest.invite", "letter.read", "numbers.see"],
      announced: ["event.know", "product.see", "guest.list", "guest.invite", "code.give", "letter.read", "numbers.see"],
      doors: ["event.know", "call.join", "stage.watch", "product.see", "guest.list", "guest.invite", "code.give", "letter.read", "numbers.see"],
      live: ["event.know", "call.join", "stage.watch", "product.see", "chat.read", "guest.list", "guest.invite", "code.give", "letter.read", "numbers.see"],
      ended: ["event.know", "product.see", "guest.list", "letter.read", "numbers.see"],
      cancelled: ["event.know", "product.see", "guest.list", "letter.read", "numbers.see"],
      purged: ["event.know"],
    },
  },
  {
    rule: "A14",
    who: "analyst",
    levels: all,
    may: {
      draft: ["event.know", "numbers.see"],
      announced: ["event.know", "numbers.see"],
      doors: ["event.know", "numbers.see"],
      live: ["event.know", "numbers.see"],
      ended: ["event.know", "numbers.see"],
      cancelled: ["event.know", "numbers.see"],
      purged: ["event.know"],
    },
  },
  { rule: "A15", who: "staff of another event", levels: open, may: passerBy },
  { rule: "A15", who: "staff of another event", levels: unlisted, may: {} },
  { rule: "A15", who: "staff without a role", levels: open, may: passerBy },
  { rule: "A15", who: "staff without a role", levels: unlisted, may: {} },
];

/** What each role may do in the maison (A16); whoever is narrowed to named events may enter the studio only (A17). */
export const houseMatrix: Record<"owner" | "producer" | "host" | "moderator" | "advisor" | "analyst", readonly HouseAbility[]> = {
  owner: ["studio.enter", "event.create", "staff.invite", "staff.remove", "boutique.edit", "settings.edit", "outbox.read", "audit.read", "record.export", "owner.confirm"],
  producer: ["studio.enter", "event.create", "boutique.edit", "outbox.read"],
  host: ["studio.enter"],
  moderator: ["studio.enter"],
  advisor: ["studio.enter"],
  analyst: ["studio.enter"],
};

/** What somebody may beside the table where the event lets its guests bring a companion (A27). */
export const whereBringing: Partial<Record<Who, readonly Phase[]>> = { guest: ["announced", "doors"], "muted guest": ["announced", "doors"] };

/** What is left while an event stands in quarantine (A25): nothing for anybody but its staff, who know of it; an owner reopens it. */
export const inQuarantine: Partial<Record<Who, readonly Ability[]>> = {
  owner: ["event.know", "event.reopen", "event.audit"],
  "weak owner": ["event.know", "event.reopen", "event.audit"],
  "unsigned owner": ["event.know", "event.reopen", "event.audit"],
  producer: ["event.know"],
  host: ["event.know"],
  moderator: ["event.know"],
  advisor: ["event.know"],
  analyst: ["event.know"],
};

/** What staff do only after proving themselves again (A26), at every level; and at sealed events besides. */
export const afterStepUp: readonly (Ability | HouseAbility)[] = [
  "event.lower", "event.purge", "event.reopen", "guest.export", "audit.export", "record.export", "agreement.list", "consent.give", "leak.trace", "proof.read", "owner.confirm",
];
export const afterStepUpWhenSealed: readonly Ability[] = ["guest.list", "letter.read", "code.give", "product.edit"];
export const afterStepUpWhenConfidentialOrSealed: readonly Ability[] = ["drill.run"];
