import type { Level } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import type { EntryStep, profiles } from "#server/access/profile.ts";

type Told = "entry" | "browsersMax" | "seatsMax" | "veil" | "names" | "mark" | "recording" | "restream" | "mediaEncryption" | "letters" | "retentionMonthsMax";

/** The consequences a planner is told. Typed by the house's own table, value for value: it cannot say anything else. */
const facts: { [L in Level]: Pick<(typeof profiles)[L], Told> } = {
  open: {
    entry: ["name"],
    browsersMax: null,
    seatsMax: null,
    veil: "wish",
    names: "wish",
    mark: "never",
    recording: "wish",
    restream: "wish",
    mediaEncryption: "transport",
    letters: "full",
    retentionMonthsMax: null,
  },
  invited: {
    entry: ["link"],
    browsersMax: 2,
    seatsMax: 2,
    veil: "wish",
    names: "first",
    mark: "wish",
    recording: "wish",
    restream: "never",
    mediaEncryption: "transport",
    letters: "full",
    retentionMonthsMax: 24,
  },
  confidential: {
    entry: ["link", "code", "nda"],
    browsersMax: 1,
    seatsMax: 1,
    veil: "always",
    names: "initials",
    mark: "always",
    recording: "never",
    restream: "never",
    mediaEncryption: "transport",
    letters: "discreet",
    retentionMonthsMax: 12,
  },
  sealed: {
    entry: ["link", "code", "nda", "key"],
    browsersMax: 1,
    seatsMax: 1,
    veil: "always",
    names: "none",
    mark: "always",
    recording: "never",
    restream: "never",
    mediaEncryption: "betweenBrowsers",
    letters: "silent",
    retentionMonthsMax: 3,
  },
};

const builtSteps: readonly EntryStep[] = ["name", "link"];

/** Each level with its consequences, and whether its doors can be opened in this house. For loaders. */
export const levelFacts = () =>
  levels.map((level) => ({
    level,
    ...facts[level],
    isBuilt: facts[level].entry.every((step) => builtSteps.includes(step)) && facts[level].mediaEncryption === "transport",
  }));
export type LevelFact = ReturnType<typeof levelFacts>[number];
