import type { EventPlan, Format, Level, Mode, Wishes } from "#contracts/event.ts";

/** A step somebody takes at the door before they are let in, in this order. */
export const entrySteps = ["name", "link", "code", "nda", "key"] as const;
export type EntryStep = (typeof entrySteps)[number];

/** What a level means, enforced everywhere. `wish` means: as the brand likes. */
export interface Profile {
  readonly isListed: boolean;
  readonly modes: readonly Mode[];
  readonly formats: readonly Format[];
  readonly entry: readonly EntryStep[];
  /** Browsers and live seats a guest may hold; null: any number. */
  readonly browsersMax: number | null;
  readonly seatsMax: number | null;
  readonly anotherBrowser: "any" | "newLink" | "codeOrGuest" | "staffOnly";
  readonly veil: "wish" | "always";
  readonly names: "wish" | "first" | "initials" | "none";
  readonly mark: "never" | "wish" | "always";
  readonly mediaEncryption: "transport" | "betweenBrowsers";
  readonly recording: "wish" | "never";
  readonly restream: "wish" | "never";
  /** Whether a guest may bring somebody: never, or where the brand lets them. */
  readonly companions: "never" | "wish" | "always";
  readonly letters: "full" | "discreet" | "silent";
  readonly retentionMonthsMax: number | null;
  readonly isPurgeDateRequired: boolean;
}

/** The floor of each level. A brand may tighten it, never loosen it. */
export const profiles = {
  open: {
    isListed: true,
    modes: ["public"],
    formats: ["online", "hybrid", "inStore"],
    entry: ["name"],
    browsersMax: null,
    seatsMax: null,
    anotherBrowser: "any",
    veil: "wish",
    names: "wish",
    mark: "never",
    mediaEncryption: "transport",
    recording: "wish",
    restream: "wish",
    companions: "never",
    letters: "full",
    retentionMonthsMax: null,
    isPurgeDateRequired: false,
  },
  invited: {
    isListed: false,
    modes: ["inviteOnly"],
    formats: ["online", "hybrid", "inStore"],
    entry: ["link"],
    browsersMax: 2,
    seatsMax: 2,
    anotherBrowser: "newLink",
    veil: "wish",
    names: "first",
    mark: "wish",
    mediaEncryption: "transport",
    recording: "wish",
    restream: "never",
    companions: "wish",
    letters: "full",
    retentionMonthsMax: 24,
    isPurgeDateRequired: false,
  },
  confidential: {
    isListed: false,
    modes: ["inviteOnly"],
    formats: ["online", "hybrid", "inStore"],
    entry: ["link", "code", "nda"],
    browsersMax: 1,
    seatsMax: 1,
    anotherBrowser: "codeOrGuest",
    veil: "always",
    names: "initials",
    mark: "always",
    mediaEncryption: "transport",
    recording: "never",
    restream: "never",
    companions: "wish",
    letters: "discreet",
    retentionMonthsMax: 12,
    isPurgeDateRequired: false,
  },
  sealed: {
    isListed: false,
    modes: ["inviteOnly"],
    formats: ["inStore"],
    entry: ["link", "code", "nda", "key"],
    browsersMax: 1,
    seatsMax: 1,
    anotherBrowser: "staffOnly",
    veil: "always",
    names: "none",
    mark: "always",
    mediaEncryption: "betweenBrowsers",
    recording: "never",
    restream: "never",
    companions: "never",
    letters: "silent",
    retentionMonthsMax: 3,
    isPurgeDateRequired: true,
  },
} as const satisfies Record<Level, Profile>;

const strictest = { any: 0, newLink: 1, codeOrGuest: 2, staffOnly: 3 } as const;

/** The profile an event runs under: its level's floor, tightened by what the brand asked for and never loosened. */
export function profileOf(level: Level, wishes: Partial<Wishes> = {}): Profile {
  const floor: Profile = profiles[level];
  if (floor.isListed) return wishes.veil ? { ...floor, veil: "always" } : floor;
  const asked = new Set<EntryStep>([...floor.entry, ...(wishes.code ? (["code"] as const) : []), ...(wishes.agreement ? (["nda"] as const) : [])]);
  const isByCode = asked.has("code") && strictest[floor.anotherBrowser] < strictest.codeOrGuest;
  return {
    ...floor,
    entry: entrySteps.filter((step) => asked.has(step)),
    browsersMax: wishes.oneBrowser ? 1 : floor.browsersMax,
    seatsMax: wishes.oneBrowser ? 1 : floor.seatsMax,
    anotherBrowser: isByCode ? "codeOrGuest" : floor.anotherBrowser,
    veil: wishes.veil ? "always" : floor.veil,
    mark: wishes.mark && floor.mark === "wish" ? "always" : floor.mark,
    companions: wishes.companions && floor.companions === "wish" ? "always" : floor.companions,
  };
}

/** Whether every picture of an event carries its seat's mark. */
export const isMarked = (level: Level, wishes: Partial<Wishes>): boolean => profileOf(level, wishes).mark === "always";

/** Whether guests of an event may bring somebody. */
export const mayBring = (level: Level, wishes: Partial<Wishes>): boolean => profileOf(level, wishes).companions === "always";

/** Whether newcomers wait outside while the media server is lost: where what is shown must not fail open (C10). */
export const waitsForMedia = (level: Level): boolean => level === "confidential" || level === "sealed";

/** Who signs the agreement of an event that asks for one. */
export const mustSign = (who: "guest" | "speaker" | "staff", level: Level, wishes: Partial<Wishes>): boolean =>
  profileOf(level, wishes).entry.includes("nda") &&
  (who === "guest" || (who === "speaker" ? (wishes.speakersSign ?? true) : (wishes.staffSign ?? false)));

/** The steps of the door that exist in this house. A level that needs another one cannot open its doors. */
export const builtSteps: ReadonlySet<EntryStep> = new Set<EntryStep>(entrySteps);

/** How media may be encrypted in this house. */
const builtEncryption: ReadonlySet<Profile["mediaEncryption"]> = new Set<Profile["mediaEncryption"]>(["transport", "betweenBrowsers"]);

/** Whether the house can keep what an event promises. While it cannot, the doors stay shut. */
export const isBuilt = (level: Level, wishes: Partial<Wishes> = {}): boolean => {
  const { entry, mediaEncryption } = profileOf(level, wishes);
  return entry.every((step) => builtSteps.has(step)) && builtEncryption.has(mediaEncryption);
};

/** The rules a plan can break, by name; each is a key of the catalogue with its reason and the nearest thing possible. */
export type ProfileRule =
  | "mode.openIsPublic"
  | "mode.personalLinksOnly"
  | "format.sealedIsInStore"
  | "mark.openHasNone"
  | "entry.openHasNone"
  | "companions.openHasNone"
  | "companions.sealedHasNone"
  | "purge.dateRequired"
  | "purge.tooLate"
  | "recording.none"
  | "restream.openOnly"
  | "retention.tooLong";

type Wish = Pick<EventPlan, "level" | "mode" | "format"> & Partial<Wishes> & Partial<Pick<EventPlan, "purgeOn" | "localStart">>;

/** A sealed event is forgotten at the latest so many days after it began. */
export const sealedPurgeDaysMax = 90;

/** Whether two different owners agreed to a sealed event outside of the boutiques; found out by whoever asks. */
export interface Agreed {
  isOnlineAgreed?: boolean;
}

/** Every rule of its level that a plan contradicts; empty when the house would keep it. */
export function contradictions(plan: Wish, agreed: Agreed = {}): ProfileRule[] {
  const floor = profileOf(plan.level);
  const broken: ProfileRule[] = [];
  if (!floor.modes.includes(plan.mode)) broken.push(plan.level === "open" ? "mode.openIsPublic" : "mode.personalLinksOnly");
  if (!floor.formats.includes(plan.format) && !agreed.isOnlineAgreed) broken.push("format.sealedIsInStore");
  if (floor.isListed && (plan.code || plan.agreement)) broken.push("entry.openHasNone");
  if (floor.companions === "never" && plan.companions) broken.push(floor.isListed ? "companions.openHasNone" : "companions.sealedHasNone");
  if (floor.isPurgeDateRequired && !plan.purgeOn) broken.push("purge.dateRequired");
  if (floor.isPurgeDateRequired && plan.purgeOn && plan.localStart) {
    const days = (Date.parse(plan.purgeOn) - Date.parse(plan.localStart.slice(0, 10))) / 86_400_000;
    if (!(days >= 0 && days <= sealedPurgeDaysMax)) broken.push("purge.tooLate");
  }
  if (floor.mark === "never" && plan.mark) broken.push("mark.openHasNone");
  if (floor.recording === "never" && plan.recording) broken.push("recording.none");
  if (floor.restream === "never" && plan.restream) broken.push("restream.openOnly");
  if (floor.retentionMonthsMax !== null && plan.retentionMonths !== undefined && plan.retentionMonths > floor.retentionMonthsMax)
    broken.push("retention.tooLong");
  return broken;
}

/** The name a guest's line carries in the room, as the level lets others see it; null: nobody is named. */
export function nameShown(level: Level, fullName: string, namesWished: boolean): string | null {
  const words = fullName.split(/\s+/).filter(Boolean);
  switch (profileOf(level).names) {
    case "wish":
      return namesWished ? fullName : (words[0] ?? null);
    case "first":
      return words[0] ?? null;
    case "initials":
      return words.map((word) => [...word].slice(0, 1).join("").toUpperCase()).join("");
    case "none":
      return null;
  }
}
