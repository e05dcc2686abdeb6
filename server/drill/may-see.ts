import type { DrillKind, DrillPerson } from "#contracts/drill.ts";
import type { Level, Wishes } from "#contracts/event.ts";
import type { Canary } from "#server/drill/canaries.ts";

/**
 * Who may come to know what of an event before its reveal: typed by hand from the model, never taken from policy, profile
 * or lens, because the drill is there to find out whether those do what was meant. What is not named nobody gets.
 */
type Rule =
  | "always"
  /** The brand keeps no veil, and the level asks for none. */
  | "unveiled"
  /** The level tells in letters and to guests where it is. */
  | "placeTold"
  /** A link is all this event asks for: it greets by name. */
  | "byLink"
  | "byLinkUnveiled"
  /** An open event, which everybody may know of. */
  | "listed"
  | "listedUnveiled"
  /** At open and invited alone. */
  | "notStrict"
  /** Others in the room are called by their whole names. */
  | "wholeNames";

type Rules = Partial<Record<DrillKind, Rule>>;
/** One's own name, address and link are one's own from some step on. */
interface Seen {
  readonly own?: Rule;
  readonly rules: Rules;
}

const anybody: Rules = { title: "listedUnveiled", codeName: "listed", place: "listed", welcome: "listed" };

const table: Record<DrillPerson | "letter", Seen> = {
  stranger: { rules: anybody },
  uninvited: { rules: anybody },
  tablet: { rules: anybody },
  beforeCode: { own: "byLink", rules: { ...anybody, title: "byLinkUnveiled", codeName: "byLink", place: "byLink", welcome: "byLink" } },
  beforeAgreement: { own: "always", rules: { ...anybody, agreement: "always", codeName: "always", place: "placeTold" } },
  beforeReveal: {
    own: "always",
    rules: {
      ...{ title: "unveiled", product: "unveiled", price: "unveiled", picture: "unveiled", fileName: "unveiled", file: "unveiled" },
      ...{ codeName: "always", welcome: "always", agreement: "always", chat: "always", place: "placeTold", name: "notStrict", surname: "wholeNames" },
    },
  },
  removed: { own: "always", rules: anybody },
  analyst: { rules: { title: "unveiled", codeName: "always", place: "notStrict", welcome: "always" } },
  letter: { own: "always", rules: { title: "unveiled", codeName: "always", place: "placeTold", welcome: "placeTold" } },
};

/** The event as the table speaks of it. */
export interface DrilledEvent {
  level: Level;
  wishes: Pick<Wishes, "veil" | "code" | "agreement" | "namesShown">;
}

const strict = (level: Level): boolean => level === "confidential" || level === "sealed";

/** Whether a code, and an agreement, stands before the guests of an event. */
export const asksOf = ({ level, wishes }: DrilledEvent) => ({
  code: strict(level) || (level === "invited" && wishes.code),
  agreement: strict(level) || (level === "invited" && wishes.agreement),
});

function holds(rule: Rule, event: DrilledEvent): boolean {
  const { level, wishes } = event;
  const isVeiled = strict(level) || wishes.veil;
  const { code, agreement } = asksOf(event);
  const isByLink = !code && !agreement;
  switch (rule) {
    case "always":
      return true;
    case "unveiled":
      return !isVeiled;
    case "placeTold":
      return level !== "sealed";
    case "byLink":
      return isByLink;
    case "byLinkUnveiled":
      return isByLink && !isVeiled;
    case "listed":
      return level === "open";
    case "listedUnveiled":
      return level === "open" && !isVeiled;
    case "notStrict":
      return !strict(level);
    case "wholeNames":
      return level === "open" && wishes.namesShown;
  }
}

/** Whether somebody may come to know a hidden word before the reveal. `me` is the guest they are, or to whom the letter goes. */
export function maySee(who: DrillPerson | "letter", me: string | null, canary: Canary, event: DrilledEvent): boolean {
  const { own, rules } = table[who];
  if (canary.of !== undefined && canary.of === me) return own !== undefined && holds(own, event);
  const rule = rules[canary.kind];
  return rule !== undefined && holds(rule, event);
}
