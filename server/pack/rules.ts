import type { Format, Level, Wishes } from "#contracts/event.ts";
import type { Profile } from "#server/access/profile.ts";
import { mustSign, profileOf } from "#server/access/profile.ts";
import type { Told } from "#server/pack/told.ts";

/** A cell of the profile: the rule, what the event was held to, and what the record tells about it, act by act. */
export interface RuleHeld {
  rule: keyof typeof evidence;
  /** A word of the profile, some of them, a number, or null where the level sets no bound. */
  heldTo: string | number | null | readonly string[];
  told: Record<string, number>;
}

/** The acts of the record that tell about each rule; most rules leave no trace but being kept. */
const evidence = {
  known: [],
  format: ["consent.agreed"],
  entry: ["guest.invited", "door.entered", "door.openedAgain"],
  code: ["code.given", "code.accepted", "code.voided"],
  signs: ["agreement.saved", "agreement.signed", "agreement.refused"],
  key: ["key.made", "key.proved", "seat.reissued"],
  browsers: ["browser.ended"],
  seats: ["seat.moved"],
  another: ["door.linkAsked"],
  veil: ["stage.revealed", "guest.madeEarly", "file.unveiled"],
  names: [],
  mark: ["mark.tampered", "leak.traced"],
  encryption: [],
  recording: [],
  restream: [],
  letters: [],
  tablets: ["device.paired", "device.armed", "device.revoked"],
  removal: ["guest.removed", "invitation.withdrawn", "curtain.dropped"],
  reading: ["content.read", "agreement.listed", "audit.exported"],
  level: ["level.raised", "level.lowered", "event.quarantined", "event.reopened"],
  retention: [],
  purge: [],
} as const satisfies Record<string, readonly string[]>;

interface Held {
  level: Level;
  format: Format;
  wishes: Wishes;
  purgeAt: Date | null;
}

const cells = (profile: Profile, { level, format, wishes, purgeAt }: Held): Record<keyof typeof evidence, RuleHeld["heldTo"]> => ({
  known: profile.isListed ? "all" : "asked",
  format,
  entry: profile.entry,
  code: profile.entry.includes("code") ? "asked" : "notAsked",
  signs: (["guest", "speaker", "staff"] as const).filter((who) => mustSign(who, level, wishes)),
  key: profile.entry.includes("key") ? (wishes.softwareKey ? "softwareToo" : "passkey") : "notAsked",
  browsers: profile.browsersMax,
  seats: profile.seatsMax,
  another: profile.anotherBrowser,
  veil: profile.veil,
  names: profile.names,
  mark: profile.mark,
  encryption: profile.mediaEncryption,
  recording: wishes.recording && profile.recording === "wish" ? "wish" : "never",
  restream: wishes.restream && profile.restream === "wish" ? "wish" : "never",
  letters: profile.letters,
  tablets: level === "sealed" ? "armedInNetwork" : level === "confidential" ? "armed" : "paired",
  removal: "atOnce",
  reading: level === "sealed" ? "recorded" : "byNeed",
  level,
  retention: profile.retentionMonthsMax,
  purge: purgeAt?.toISOString() ?? null,
});

/** The profile an event ran under, cell by cell, with what its record tells of each. */
export function rulesHeld(event: Held, { acts }: Told): RuleHeld[] {
  const heldTo = cells(profileOf(event.level, event.wishes), event);
  return (Object.keys(evidence) as (keyof typeof evidence)[]).map((rule) => ({
    rule,
    heldTo: heldTo[rule],
    told: Object.fromEntries(evidence[rule].flatMap((act) => (acts.has(act) ? [[act, acts.get(act) ?? 0]] : []))),
  }));
}
