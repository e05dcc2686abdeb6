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
  "stranger", "linked guest", "guest", "muted guest", "removed guest", "removed before entering",
  "linked speaker", "speaker", "device", "revoked device",
  "owner", "producer", "host", "moderator", "advisor", "analyst", "staff of another event", "staff without a role",
] as const;
export type Who = (typeof everybody)[number];

const all = ["open", "invited", "confidential", "sealed"] as const;
const open = ["open"] as const;
const built = ["open", "invited"] as const;
const notBuilt = ["confidential", "sealed"] as const;
const unlisted = ["invited", "confidential", "sealed"] as const;

const direct: Row["may"] = {
  draft: ["event.know", "event.edit", "event.open", "event.end", "guest.list", "guest.invite", "guest.remove", "letter.read", "device.revoke", "numbers.see"],
  announced: ["event.know", "event.edit", "event.open", "event.end", "desk.see", "guest.list", "guest.invite", "guest.remove", "letter.read", "device.pair", "device.revoke", "numbers.see"],
  doors: [
    "event.know", "event.open", "event.end", "call.join", "stage.watch", "stage.prepare", "stage.direct", "desk.see",
    "guest.list", "guest.invite", "guest.mute", "guest.remove", "letter.read", "device.pair", "device.revoke", "numbers.see",
  ],
  live: [
    "event.know", "event.open", "event.end", "call.join", "stage.watch", "stage.prepare", "stage.speak", "stage.direct", "desk.see",
    "chat.read", "chat.post", "chat.moderate",
    "guest.list", "guest.invite", "guest.mute", "guest.remove", "letter.read", "device.pair", "device.revoke", "numbers.see",
  ],
  ended: ["event.know", "desk.see", "chat.read", "chat.moderate", "guest.list", "letter.read", "device.revoke", "numbers.see"],
  cancelled: ["event.know", "guest.list", "letter.read", "device.revoke", "numbers.see"],
  purged: ["event.know"],
};

const passerBy: Row["may"] = {
  announced: ["event.know", "door.enter"],
  doors: ["event.know", "door.enter"],
  live: ["event.know", "door.enter"],
  ended: ["event.know"],
};
const atTheDoor: Row["may"] = { announced: ["event.know", "door.enter"], doors: ["event.know", "door.enter"], live: ["event.know", "door.enter"] };
const shutDoor: Row["may"] = { announced: ["event.know"], doors: ["event.know"], live: ["event.know"] };
const shutRoom: Row["may"] = { ...shutDoor, ended: ["event.know"], cancelled: ["event.know"] };

export const matrix: readonly Row[] = [
  { rule: "A1", who: "stranger", levels: open, may: passerBy },
  { rule: "A2", who: "stranger", levels: unlisted, may: {} },
  { rule: "A3", who: "linked guest", levels: built, may: atTheDoor },
  { rule: "A4", who: "linked guest", levels: notBuilt, may: shutDoor },
  {
    rule: "A5",
    who: "guest",
    levels: built,
    may: {
      announced: ["event.know", "door.enter"],
      doors: ["event.know", "door.enter", "lobby.wait", "call.join"],
      live: ["event.know", "door.enter", "call.join", "stage.watch", "reaction.send", "chat.read", "chat.post"],
      ended: ["event.know", "thanks.read"],
      cancelled: ["event.know"],
    },
  },
  { rule: "A4", who: "guest", levels: notBuilt, may: shutRoom },
  {
    rule: "A6",
    who: "muted guest",
    levels: built,
    may: {
      announced: ["event.know", "door.enter"],
      doors: ["event.know", "door.enter", "lobby.wait", "call.join"],
      live: ["event.know", "door.enter", "call.join", "stage.watch", "chat.read"],
      ended: ["event.know", "thanks.read"],
      cancelled: ["event.know"],
    },
  },
  { rule: "A4", who: "muted guest", levels: notBuilt, may: shutRoom },
  { rule: "A7", who: "removed guest", levels: all, may: {}, knowsOnly: ["announced", "doors", "live", "ended", "cancelled"] },
  { rule: "A7", who: "removed before entering", levels: all, may: {} },
  { rule: "A3", who: "linked speaker", levels: built, may: atTheDoor },
  { rule: "A4", who: "linked speaker", levels: notBuilt, may: shutDoor },
  {
    rule: "A8",
    who: "speaker",
    levels: built,
    may: {
      announced: ["event.know", "door.enter"],
      doors: ["event.know", "door.enter", "call.join", "stage.prepare"],
      live: ["event.know", "door.enter", "call.join", "stage.prepare", "stage.speak", "stage.watch", "chat.read"],
      ended: ["event.know", "thanks.read"],
      cancelled: ["event.know"],
    },
  },
  { rule: "A4", who: "speaker", levels: notBuilt, may: shutRoom },
  {
    rule: "A9",
    who: "device",
    levels: all,
    may: {
      announced: ["event.know"],
      doors: ["event.know", "lobby.wait", "call.join"],
      live: ["event.know", "call.join", "stage.watch", "reaction.send"],
      ended: ["event.know", "thanks.read"],
    },
  },
  { rule: "A9", who: "revoked device", levels: all, may: {} },
  { rule: "A10", who: "owner", levels: all, may: direct },
  { rule: "A10", who: "producer", levels: all, may: direct },
  {
    rule: "A11",
    who: "host",
    levels: all,
    may: {
      draft: ["event.know", "numbers.see"],
      announced: ["event.know", "desk.see", "numbers.see"],
      doors: ["event.know", "desk.see", "call.join", "stage.watch", "stage.prepare", "numbers.see"],
      live: ["event.know", "desk.see", "call.join", "stage.watch", "stage.prepare", "stage.speak", "chat.read", "chat.post", "numbers.see"],
      ended: ["event.know", "desk.see", "chat.read", "numbers.see"],
      cancelled: ["event.know", "numbers.see"],
      purged: ["event.know"],
    },
  },
  {
    rule: "A12",
    who: "moderator",
    levels: all,
    may: {
      draft: ["event.know", "guest.remove", "numbers.see"],
      announced: ["event.know", "desk.see", "guest.remove", "numbers.see"],
      doors: ["event.know", "desk.see", "call.join", "stage.watch", "guest.mute", "guest.remove", "numbers.see"],
      live: ["event.know", "desk.see", "call.join", "stage.watch", "chat.read", "chat.post", "chat.moderate", "guest.mute", "guest.remove", "numbers.see"],
      ended: ["event.know", "desk.see", "chat.read", "chat.moderate", "numbers.see"],
      cancelled: ["event.know", "numbers.see"],
      purged: ["event.know"],
    },
  },
  {
    rule: "A13",
    who: "advisor",
    levels: all,
    may: {
      draft: ["event.know", "guest.list", "guest.invite", "letter.read", "numbers.see"],
      announced: ["event.know", "guest.list", "guest.invite", "letter.read", "numbers.see"],
      doors: ["event.know", "call.join", "stage.watch", "guest.list", "guest.invite", "letter.read", "numbers.see"],
      live: ["event.know", "call.join", "stage.watch", "chat.read", "guest.list", "guest.invite", "letter.read", "numbers.see"],
      ended: ["event.know", "guest.list", "letter.read", "numbers.see"],
      cancelled: ["event.know", "guest.list", "letter.read", "numbers.see"],
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
  owner: ["studio.enter", "event.create", "staff.invite", "staff.remove", "boutique.edit", "settings.edit", "outbox.read", "audit.read"],
  producer: ["studio.enter", "event.create", "boutique.edit", "outbox.read"],
  host: ["studio.enter"],
  moderator: ["studio.enter"],
  advisor: ["studio.enter"],
  analyst: ["studio.enter"],
};
