import { describe, expect, test } from "vitest";
import type { EventPlan, Level } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";
import type { Profile, ProfileRule } from "#server/access/profile.ts";
import { contradictions, isBuilt, mustSign, nameShown, profileOf, profiles } from "#server/access/profile.ts";

type Cells = [open: unknown, invited: unknown, confidential: unknown, sealed: unknown];

/** The table of the confidentiality levels, cell by cell, typed by hand. */
const table: Record<keyof Profile, { rule: string; cells: Cells }> = {
  isListed: { rule: "P1", cells: [true, false, false, false] },
  modes: { rule: "P2", cells: [["public"], ["inviteOnly"], ["inviteOnly"], ["inviteOnly"]] },
  formats: { rule: "P3", cells: [["online", "hybrid", "inStore"], ["online", "hybrid", "inStore"], ["online", "hybrid", "inStore"], ["inStore"]] },
  entry: { rule: "P4", cells: [["name"], ["link"], ["link", "code", "nda"], ["link", "code", "nda", "key"]] },
  browsersMax: { rule: "P5", cells: [null, 2, 1, 1] },
  seatsMax: { rule: "P6", cells: [null, 2, 1, 1] },
  anotherBrowser: { rule: "P7", cells: ["any", "newLink", "codeOrGuest", "staffOnly"] },
  veil: { rule: "P8", cells: ["wish", "wish", "always", "always"] },
  names: { rule: "P9", cells: ["wish", "first", "initials", "none"] },
  mark: { rule: "P10", cells: ["never", "wish", "always", "always"] },
  mediaEncryption: { rule: "P11", cells: ["transport", "transport", "transport", "betweenBrowsers"] },
  recording: { rule: "P12", cells: ["wish", "wish", "never", "never"] },
  restream: { rule: "P13", cells: ["wish", "never", "never", "never"] },
  letters: { rule: "P14", cells: ["full", "full", "discreet", "silent"] },
  retentionMonthsMax: { rule: "P15", cells: [null, 24, 12, 3] },
  isPurgeDateRequired: { rule: "P16", cells: [false, false, false, true] },
  companions: { rule: "P22", cells: ["never", "wish", "wish", "never"] },
};
const fields = Object.keys(profiles.open).sort();
const cells = (Object.entries(table) as [keyof Profile, { rule: string; cells: Cells }][]).flatMap(([field, row]) =>
  levels.map((level, at) => ({ rule: row.rule, field, level, cell: row.cells[at] })),
);

describe("what a level means", () => {
  test("the table names every control of every level", () => {
    expect(Object.keys(table).sort()).toEqual(fields);
    for (const level of levels) expect(Object.keys(profiles[level]).sort()).toEqual(fields);
  });

  test.each(cells)("$rule: $field at $level", ({ field, level, cell }) => {
    expect(profileOf(level)[field]).toEqual(cell);
  });

  test("P17: the house keeps what every level promises, so that it may open its doors", () => {
    expect(levels.filter((level) => isBuilt(level))).toEqual([...levels]);
  });

  const everything = { veil: true, mark: true, code: true, agreement: true, oneBrowser: true };
  test.each([
    ["open", { veil: "always" }],
    ["invited", { veil: "always", mark: "always", entry: ["link", "code", "nda"], browsersMax: 1, seatsMax: 1, anotherBrowser: "codeOrGuest" }],
    ["confidential", {}],
    ["sealed", {}],
  ] as const)("P20: a brand that wants everything tightens %s, and nothing else changes", (level, tighter) => {
    expect(profileOf(level, everything)).toEqual({ ...profiles[level], ...tighter });
  });

  test("P20: no wish of a brand loosens anything", () => {
    for (const level of levels)
      for (const veil of [true, false]) for (const code of [true, false]) for (const agreement of [true, false]) for (const oneBrowser of [true, false]) {
        const profile = profileOf(level, { veil, code, agreement, oneBrowser, mark: false, softwareKey: true, speakersSign: false });
        const floor = profiles[level];
        expect(profile.entry).toEqual(expect.arrayContaining([...floor.entry]));
        if (floor.veil === "always") expect(profile.veil).toBe("always");
        if (floor.mark === "always") expect(profile.mark).toBe("always");
        expect(profile.seatsMax ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(floor.seatsMax ?? Number.POSITIVE_INFINITY);
        expect(profile.browsersMax ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(floor.browsersMax ?? Number.POSITIVE_INFINITY);
        const fixed = ["isListed", "modes", "formats", "names", "mediaEncryption", "recording", "restream", "letters", "retentionMonthsMax", "isPurgeDateRequired"] as const;
        for (const field of fixed) expect(profile[field]).toEqual(floor[field]);
      }
  });

  test.each([
    // level, wishes, who signs: guest, speaker, staff
    ["open", {}, [false, false, false]],
    ["invited", {}, [false, false, false]],
    ["invited", { agreement: true }, [true, true, false]],
    ["confidential", {}, [true, true, false]],
    ["confidential", { speakersSign: false, staffSign: true }, [true, false, true]],
    ["sealed", { speakersSign: true, staffSign: true }, [true, true, true]],
  ] as const)("P21: who signs at %s with %o", (level, wishes, [guest, speaker, staff]) => {
    expect([mustSign("guest", level, wishes), mustSign("speaker", level, wishes), mustSign("staff", level, wishes)]).toEqual([guest, speaker, staff]);
  });
});

type Plan = Pick<EventPlan, "level" | "mode" | "format"> & Parameters<typeof contradictions>[0];
const fitting = { open: { level: "open", mode: "public", format: "hybrid" }, invited: { level: "invited", mode: "inviteOnly", format: "hybrid" }, confidential: { level: "confidential", mode: "inviteOnly", format: "online" }, sealed: { level: "sealed", mode: "inviteOnly", format: "inStore", localStart: "2027-03-11T11:30", purgeOn: "2027-06-09" } } as const satisfies Record<Level, Plan>;

describe("P18: contradictions", () => {
  test.each(levels)("a plan that fits %s breaks nothing", (level) => {
    const max = profileOf(level).retentionMonthsMax;
    expect(contradictions(fitting[level])).toEqual([]);
    expect(contradictions({ ...fitting[level], veil: true, namesShown: false, retentionMonths: max ?? 120 })).toEqual([]);
  });

  const refused: Record<ProfileRule, [Level, Partial<Plan>][]> = {
    "mode.openIsPublic": [["open", { mode: "inviteOnly" }]],
    "mode.personalLinksOnly": [["invited", { mode: "public" }], ["confidential", { mode: "public" }], ["sealed", { mode: "public" }]],
    "format.sealedIsInStore": [["sealed", { format: "online" }], ["sealed", { format: "hybrid" }]],
    "mark.openHasNone": [["open", { mark: true }]],
    "companions.openHasNone": [["open", { companions: true }]],
    "companions.sealedHasNone": [["sealed", { companions: true }]],
    "recording.none": [["confidential", { recording: true }], ["sealed", { recording: true }]],
    "restream.openOnly": [["invited", { restream: true }], ["confidential", { restream: true }], ["sealed", { restream: true }]],
    "entry.openHasNone": [["open", { code: true }], ["open", { agreement: true }]],
    "purge.dateRequired": [["sealed", { purgeOn: undefined }]],
    "purge.tooLate": [["sealed", { purgeOn: "2027-06-10" }], ["sealed", { purgeOn: "2027-03-10" }], ["sealed", { purgeOn: "2027-02-31" }]],
    "retention.tooLong": [["invited", { retentionMonths: 25 }], ["confidential", { retentionMonths: 13 }], ["sealed", { retentionMonths: 4 }]],
  };
  const each = Object.entries(refused).flatMap(([rule, plans]) => plans.map(([level, change]) => ({ rule, level, change })));
  test.each(each)("$rule at $level", ({ rule, level, change }) => {
    expect(contradictions({ ...fitting[level], ...change })).toEqual([rule]);
  });

  test.each([
    ["open", { recording: true, restream: true }],
    ["invited", { recording: true, mark: true }],
    ["confidential", { mark: true, format: "hybrid" }],
  ] as [Level, Partial<Plan>][])("what %s allows is no contradiction: %o", (level, change) => {
    expect(contradictions({ ...fitting[level], ...change })).toEqual([]);
  });

  test("two owners open a sealed event to other formats, and to nothing else", () => {
    expect(contradictions({ ...fitting.sealed, format: "online" }, { isOnlineAgreed: true })).toEqual([]);
    expect(contradictions({ ...fitting.sealed, format: "hybrid", recording: true }, { isOnlineAgreed: true })).toEqual(["recording.none"]);
  });

  test("all of them are named at once", () => {
    const wrong = { level: "sealed", mode: "public", format: "online", mark: true, recording: true, restream: true, retentionMonths: 24 } as const;
    expect(contradictions(wrong)).toEqual(["mode.personalLinksOnly", "format.sealedIsInStore", "purge.dateRequired", "recording.none", "restream.openOnly", "retention.tooLong"]);
  });
});

describe("P19: the name a guest's line carries", () => {
  test.each([
    ["open", "Beatrice de Luca", true, "Beatrice de Luca"],
    ["open", "Beatrice de Luca", false, "Beatrice"],
    ["open", "   ", false, null],
    ["invited", "Beatrice de Luca", true, "Beatrice"],
    ["invited", "  Kaori   Tanaka ", true, "Kaori"],
    ["invited", "", true, null],
    ["confidential", "Beatrice de Luca", true, "BDL"],
    ["confidential", "𝒜da ørsted", true, "𝒜Ø"],
    ["confidential", "", true, ""],
    ["sealed", "Beatrice de Luca", true, null],
  ] as const)("%s: %j, names wished %s: %j", (level, name, wished, shown) => {
    expect(nameShown(level, name, wished)).toBe(shown);
  });
});
