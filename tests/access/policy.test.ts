import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abilities, houseAbilities } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import { levels, phases } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import { roles } from "#contracts/staff.ts";
import type { EventFacts, Person } from "#server/access/policy.ts";
import { decide, decideHouse, stepsOfBinding } from "#server/access/policy.ts";
import type { EntryStep } from "#server/access/profile.ts";
import type { Who } from "#tests/access/matrix.ts";
import { everybody, houseMatrix, matrix } from "#tests/access/matrix.ts";

const facts = (level: Level, phase: Phase, more: Partial<EventFacts> = {}): EventFacts => ({ level, phase, isVeilWished: false, isRevealed: false, ...more });
const bound = (kind: "guest" | "speaker", level: Level, more: Partial<Extract<Person, { kind: "guest" | "speaker" }>> = {}): Person => ({
  kind, proofs: stepsOfBinding(level), isBound: true, isMuted: false, isRemoved: false, ...more,
});
const linked = (kind: "guest" | "speaker", more = {}): Person => bound(kind, "invited", { proofs: new Set<EntryStep>(["link"]), isBound: false, ...more });
const staff = (...held: Role[]): Person => ({ kind: "staff", roles: held, isOfEvent: true });

function personOf(who: Who, level: Level): Person {
  switch (who) {
    case "stranger": return { kind: "stranger" };
    case "linked guest": return linked("guest");
    case "linked speaker": return linked("speaker");
    case "guest": return bound("guest", level);
    case "speaker": return bound("speaker", level);
    case "muted guest": return bound("guest", level, { isMuted: true });
    case "removed guest": return bound("guest", level, { isRemoved: true });
    case "removed before entering": return linked("guest", { isRemoved: true });
    case "device": return { kind: "device", isRevoked: false };
    case "revoked device": return { kind: "device", isRevoked: true };
    case "staff of another event": return { kind: "staff", roles: ["owner"], isOfEvent: false };
    case "staff without a role": return staff();
    default: return staff(who);
  }
}

const cells = matrix.flatMap((row) => row.levels.flatMap((level) => phases.map((phase) => ({ row, rule: row.rule, who: row.who, level, phase }))));

describe("who may do what", () => {
  test("the table names everybody at every level once", () => {
    const named = matrix.flatMap((row) => row.levels.map((level) => `${row.who} at ${level}`)).sort();
    expect(named).toEqual(everybody.flatMap((who) => levels.map((level) => `${who} at ${level}`)).sort());
  });

  test("no ability stands in the list that nobody has", () => {
    const had = new Set(matrix.flatMap((row) => Object.values(row.may).flat()));
    expect(abilities.filter((one) => !had.has(one))).toEqual([]);
  });

  test.each(cells)("$rule: $who, $level, $phase", ({ row, level, phase }) => {
    const decision = decide(personOf(row.who, level), facts(level, phase));
    const may = row.may[phase] ?? [];
    expect([...decision.may].sort()).toEqual([...may].sort());
    expect(decision.knows).toBe(may.length > 0 || (row.knowsOnly?.includes(phase) ?? false));
  });

  test.each(roles)("A16: %s in the maison", (role) => {
    expect([...decideHouse({ roles: [role], isNarrowed: false })].sort()).toEqual([...houseMatrix[role]].sort());
  });

  test("A16: every ability of the maison is somebody's; nobody has any without a role or a name", () => {
    expect([...new Set(Object.values(houseMatrix).flat())].sort()).toEqual([...houseAbilities].sort());
    expect(decideHouse(null).size).toBe(0);
    expect(decideHouse({ roles: [], isNarrowed: false }).size).toBe(0);
  });

  test.each(roles)("A17: %s narrowed to named events enters the studio and no more", (role) => {
    expect([...decideHouse({ roles: [role], isNarrowed: true })]).toEqual(["studio.enter"]);
    expect(decideHouse({ roles: [], isNarrowed: true }).size).toBe(0);
  });
});

describe("what is told, and how much may be read", () => {
  test.each([
    ["announced", "notYet"], ["doors", null], ["live", null], ["ended", "ended"], ["cancelled", "cancelled"],
  ] as const)("A18: a guest of an event that is %s hears %s", (phase, why) => {
    for (const level of ["open", "invited"] as const) {
      expect(decide(bound("guest", level), facts(level, phase)).why).toBe(why);
      expect(decide(bound("guest", level, { isRemoved: true }), facts(level, phase)).why).toBe("removed");
    }
    for (const level of ["confidential", "sealed"] as const) expect(decide(bound("guest", level), facts(level, phase)).why).toBe("levelNotBuilt");
  });

  test("A18: a link alone hears only that the level is not built; who knows nothing hears nothing", () => {
    expect(decide(linked("guest"), facts("invited", "live")).why).toBeNull();
    expect(decide(linked("guest"), facts("sealed", "live")).why).toBe("levelNotBuilt");
    for (const phase of ["draft", "ended", "cancelled", "purged"] as const)
      expect(decide(linked("guest"), facts("invited", phase))).toMatchObject({ knows: false, why: null, lens: "nothing" });
    expect(decide({ kind: "device", isRevoked: true }, facts("open", "live"))).toMatchObject({ knows: false, why: null });
    expect(decide({ kind: "device", isRevoked: false }, facts("open", "announced")).why).toBe("notYet");
    expect(decide({ kind: "stranger" }, facts("open", "ended")).why).toBe("ended");
    expect(decide(staff("analyst"), facts("open", "purged")).why).toBeNull();
  });

  test.each([
    // level, veil wished, revealed → lens of whoever is in
    ["open", false, false, "full"], ["open", true, false, "veiled"], ["open", true, true, "full"],
    ["invited", false, false, "full"], ["invited", true, false, "veiled"], ["invited", true, true, "full"],
    ["confidential", false, false, "veiled"], ["confidential", true, false, "veiled"], ["confidential", false, true, "full"],
    ["sealed", false, false, "veiled"], ["sealed", true, false, "veiled"], ["sealed", false, true, "full"],
  ] as const)("A19: %s, veil wished %s, revealed %s: %s", (level, isVeilWished, isRevealed, lens) => {
    const event = facts(level, "live", { isVeilWished, isRevealed });
    const full = new Set<EntryStep>(["name", "link", "code", "nda", "key"]);
    expect(decide(bound("guest", level, { proofs: full }), event).lens).toBe(lens);
    expect(decide({ kind: "device", isRevoked: false }, event).lens).toBe(lens);
    for (const role of roles) expect(decide(staff(role), event).lens).toBe(lens);
    if (level === "open") expect(decide({ kind: "stranger" }, event).lens).toBe(lens);
    expect(decide(linked("guest"), event).lens).toBe("nothing");
    expect(decide(bound("guest", level, { isRemoved: true }), event).lens).toBe("nothing");
  });

  test("A20: at confidential and sealed every step of the door must have been taken", () => {
    const steps = ["link", "code", "nda", "key"] as const;
    for (const [level, needed] of [["confidential", 3], ["sealed", 4]] as const) {
      for (let taken = 0; taken < needed; taken++)
        expect([...decide(bound("guest", level, { proofs: new Set(steps.slice(0, taken)) }), facts(level, "live")).may]).toEqual(["event.know"]);
      expect(decide(bound("guest", level, { proofs: new Set(steps.slice(0, needed)) }), facts(level, "live")).may.has("stage.watch")).toBe(true);
    }
    expect([...stepsOfBinding("sealed")]).toEqual(["link"]);
    expect([...stepsOfBinding("open")]).toEqual(["name"]);
  });
});

describe("whoever it is, whatever the event", () => {
  const step = fc.constantFrom<EntryStep>("name", "link", "code", "nda", "key");
  const held = fc.uniqueArray(fc.constantFrom(...roles));
  const anyPerson: fc.Arbitrary<Person> = fc.oneof(
    fc.constant<Person>({ kind: "stranger" }),
    fc.record({
      kind: fc.constantFrom("guest" as const, "speaker" as const),
      proofs: fc.uniqueArray(step).map((steps) => new Set(steps)),
      isBound: fc.boolean(), isMuted: fc.boolean(), isRemoved: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("device" as const), isRevoked: fc.boolean() }),
    fc.record({ kind: fc.constant("staff" as const), roles: held, isOfEvent: fc.boolean() }),
  );
  const anyEvent = fc.record({ level: fc.constantFrom(...levels), phase: fc.constantFrom(...phases), isVeilWished: fc.boolean(), isRevealed: fc.boolean() });
  const always = (check: (person: Person, event: EventFacts) => void) => fc.assert(fc.property(anyPerson, anyEvent, check), { numRuns: 3000 });

  test("A21: nothing is granted, shown or told to who may not know", () =>
    always((person, event) => {
      const { knows, may, lens, why } = decide(person, event);
      if (!knows) expect({ may: may.size, lens, why }).toEqual({ may: 0, lens: "nothing", why: null });
      if (may.size > 0) expect(may.has("event.know")).toBe(true);
    }));

  test("A21: the removed and the revoked may nothing", () =>
    always((person, event) => {
      const isOut = (person.kind === "device" && person.isRevoked) || ((person.kind === "guest" || person.kind === "speaker") && person.isRemoved);
      if (isOut) expect([...decide(person, event).may]).toEqual([]);
    }));

  test("A21: a purged event is nobody's but its staff's, who may no more than know", () =>
    always((person, event) => {
      const { may } = decide(person, { ...event, phase: "purged" });
      expect([...may].filter((one) => one !== "event.know")).toEqual([]);
      if (person.kind !== "staff") expect(may.size).toBe(0);
    }));

  test("A21: only staff reach what is staff's; only bound guests and devices what is a guest's", () =>
    always((person, event) => {
      const { may } = decide(person, event);
      const isStaff = person.kind === "staff" && person.isOfEvent;
      const ofStaff = ["event.edit", "event.open", "event.end", "stage.direct", "desk.see", "chat.moderate", "guest.list", "guest.invite", "guest.mute", "guest.remove", "letter.read", "device.pair", "device.revoke", "numbers.see"] as const;
      if (!isStaff) expect(ofStaff.filter((one) => may.has(one))).toEqual([]);
      if (person.kind === "staff") expect(may.has("reaction.send")).toBe(false);
      if ((person.kind === "guest" || person.kind === "speaker") && !person.isBound)
        expect([...may].filter((one) => one !== "event.know" && one !== "door.enter")).toEqual([]);
    }));

  test("A21: several roles are the sum of each", () =>
    fc.assert(
      fc.property(held, anyEvent, (some, event) => {
        const each = some.flatMap((role) => [...decide(staff(role), event).may]);
        if (some.length > 0) expect([...decide(staff(...some), event).may].sort()).toEqual([...new Set(each)].sort());
      }),
    ));
});

describe("docs/access.md", () => {
  const text = readFileSync("docs/access.md", "utf8");
  const tableRow = (first: string): string[] => {
    const line = text.split("\n").find((one) => one.startsWith(`| \`${first}\` |`));
    return line ? line.split("|").slice(2, -1).map((cell) => cell.trim()) : [];
  };
  const letters: Record<Phase, string> = { draft: "f", announced: "a", doors: "d", live: "l", ended: "e", cancelled: "c", purged: "p" };
  const columns = ["stranger", "guest", "speaker", "device", "owner", "producer", "host", "moderator", "advisor", "analyst"] as const;

  test.each(abilities)("says of %s what the table says", (ability) => {
    const written = columns.map((who) => {
      const row = matrix.find((one) => one.who === who && one.levels.some((level) => level === "open"));
      return phases.filter((phase) => row?.may[phase]?.includes(ability)).map((phase) => letters[phase]).join("") || "–";
    });
    expect(tableRow(ability)).toEqual(written);
  });

  test.each(houseAbilities)("says of %s what the table says", (ability) => {
    expect(tableRow(ability)).toEqual(roles.map((role) => (houseMatrix[role].includes(ability) ? "yes" : "–")));
  });

  test("has a line for every rule that a test quotes, and no line that none quotes", () => {
    const quoted = ["matrix.ts", "policy.test.ts", "profile.test.ts", "door.test.ts", "revoke.test.ts", "lens.test.ts", "session.test.ts"]
      .flatMap((file) => [...readFileSync(`tests/access/${file}`, "utf8").matchAll(/\b([APD]\d+)\b(?=[":])/g)].map(([, rule]) => rule));
    const written = [...text.matchAll(/\*\*([APD]\d+)\*\*/g)].map(([, rule]) => rule);
    expect([...new Set(written)].sort()).toEqual([...new Set(quoted)].sort());
    expect(written.length).toBe(new Set(written).size);
  });
});
