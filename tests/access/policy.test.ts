import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abilities, houseAbilities } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import { levels, phases } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import { roles } from "#contracts/staff.ts";
import type { EventFacts, Person } from "#server/access/policy.ts";
import { decide, decideHouse, needsStepUp } from "#server/access/policy.ts";
import { entrySteps } from "#server/access/profile.ts";
import type { EntryStep } from "#server/access/profile.ts";
import type { Who } from "#tests/access/matrix.ts";
import { afterStepUp, afterStepUpWhenConfidentialOrSealed, afterStepUpWhenSealed, everybody, houseMatrix, inQuarantine, matrix, whereBringing } from "#tests/access/matrix.ts";

const facts = (level: Level, phase: Phase, more: Partial<EventFacts> = {}): EventFacts => ({
  level, phase, wishes: {}, isRevealed: false, isQuarantined: false, ...more,
});
const bound = (kind: "guest" | "speaker", more: Partial<Extract<Person, { kind: "guest" | "speaker" }>> = {}): Person => ({
  kind, proofs: new Set<EntryStep>(entrySteps), isBound: true, isMuted: false, isRemoved: false, ...more,
});
const linked = (kind: "guest" | "speaker", more = {}): Person => bound(kind, { proofs: new Set<EntryStep>(["link"]), isBound: false, ...more });
const staff = (...held: Role[]): Person => ({ kind: "staff", roles: held, isOfEvent: true, hasSigned: true, isStrong: true });

function personOf(who: Who): Person {
  switch (who) {
    case "stranger": return { kind: "stranger" };
    case "linked guest": return linked("guest");
    case "linked speaker": return linked("speaker");
    case "guest": return bound("guest");
    case "speaker": return bound("speaker");
    case "unproved guest": return bound("guest", { proofs: new Set<EntryStep>(["name", "link"]) });
    case "unproved speaker": return bound("speaker", { proofs: new Set<EntryStep>(["name", "link"]) });
    case "muted guest": return bound("guest", { isMuted: true });
    case "removed guest": return bound("guest", { isRemoved: true });
    case "removed before entering": return linked("guest", { isRemoved: true });
    case "device": return { kind: "device", isRevoked: false, isProved: true, isArmed: true, isInNetwork: true };
    case "unproved device": return { kind: "device", isRevoked: false, isProved: false, isArmed: true, isInNetwork: true };
    case "sleeping device": return { kind: "device", isRevoked: false, isProved: true, isArmed: false, isInNetwork: true };
    case "revoked device": return { kind: "device", isRevoked: true, isProved: true, isArmed: true, isInNetwork: true };
    case "weak owner": return { kind: "staff", roles: ["owner"], isOfEvent: true, hasSigned: true, isStrong: false };
    case "unsigned owner": return { kind: "staff", roles: ["owner"], isOfEvent: true, hasSigned: false, isStrong: true };
    case "staff of another event": return { kind: "staff", roles: ["owner"], isOfEvent: false, hasSigned: true, isStrong: true };
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
    const had = new Set([...matrix.flatMap((row) => Object.values(row.may).flat()), ...Object.values(inQuarantine).flat(), "companion.bring"]);
    expect(abilities.filter((one) => !had.has(one))).toEqual([]);
  });

  test.each(cells)("$rule: $who, $level, $phase", ({ row, who, level, phase }) => {
    const decision = decide(personOf(row.who), facts(level, phase, who === "unsigned owner" ? { wishes: { staffSign: true } } : {}));
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
    for (const level of levels) {
      expect(decide(bound("guest"), facts(level, phase)).why).toBe(why);
      expect(decide(bound("guest", { isRemoved: true }), facts(level, phase)).why).toBe("removed");
    }
    for (const level of ["confidential", "sealed"] as const)
      expect(decide(personOf("unproved guest"), facts(level, phase)).why).toBe(["announced", "doors", "live"].includes(phase) ? "stepsLeft" : why);
  });

  test("A18: a link alone hears no reason; who knows nothing hears nothing", () => {
    for (const level of levels) expect(decide(linked("guest"), facts(level, "live")).why).toBeNull();
    for (const phase of ["draft", "ended", "cancelled", "purged"] as const)
      expect(decide(linked("guest"), facts("invited", phase))).toMatchObject({ knows: false, why: null, lens: "nothing" });
    expect(decide(personOf("revoked device"), facts("open", "live"))).toMatchObject({ knows: false, why: null });
    expect(decide(personOf("device"), facts("open", "announced")).why).toBe("notYet");
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
    const event = facts(level, "live", { wishes: { veil: isVeilWished }, isRevealed });
    expect(decide(bound("guest"), event).lens).toBe(lens);
    expect(decide(personOf("device"), event).lens).toBe(lens);
    for (const role of roles) expect(decide(staff(role), event).lens).toBe(lens);
    if (level === "open") expect(decide({ kind: "stranger" }, event).lens).toBe(lens);
    expect(decide(linked("guest"), event).lens).toBe("nothing");
    expect(decide(bound("guest", { isRemoved: true }), event).lens).toBe("nothing");
    for (const who of ["weak owner", "sleeping device", "unproved device", "unproved guest"] as const)
      if (level === "confidential" || level === "sealed") expect(decide(personOf(who), event).lens).toBe("nothing");
  });

  test("A20: every step of the door must have been taken, at confidential and sealed and where the brand asks for one", () => {
    const steps = ["link", "code", "nda", "key"] as const;
    const asked = { agreement: true, code: true };
    for (const [level, needed, wishes] of [["confidential", 3, {}], ["sealed", 4, {}], ["invited", 3, asked]] as const) {
      for (let taken = 0; taken < needed; taken++)
        expect([...decide(bound("guest", { proofs: new Set(steps.slice(0, taken)) }), facts(level, "live", { wishes })).may]).toEqual(["event.know", "door.prove"]);
      expect(decide(bound("guest", { proofs: new Set(steps.slice(0, needed)) }), facts(level, "live", { wishes })).may.has("stage.watch")).toBe(true);
    }
  });

  test("A20: a speaker need not sign where the event says so; a guest must", () => {
    const event = facts("confidential", "live", { wishes: { speakersSign: false } });
    const unsigned = { proofs: new Set<EntryStep>(["name", "link", "code"]) };
    expect(decide(bound("speaker", unsigned), event).may.has("stage.prepare")).toBe(true);
    expect(decide(bound("guest", unsigned), event).may.has("stage.watch")).toBe(false);
  });

  test.each(levels)("A25: in quarantine nobody but staff knows of an event at %s, and an owner reopens it", (level) => {
    for (const who of everybody) {
      if (who === "weak owner" && (level === "confidential" || level === "sealed")) continue; // A23
      const decision = decide(personOf(who), facts(level, "live", { isQuarantined: true }));
      expect([...decision.may].sort(), who).toEqual([...(inQuarantine[who] ?? [])].sort());
      expect(decision.why, who).toBe(inQuarantine[who] ? "quarantined" : null);
    }
  });

  test.each(levels)("A27: who may bring somebody at %s, where the event lets its guests", (level) => {
    const isLet = level === "invited" || level === "confidential";
    const some = everybody.filter((who) => who !== "unproved guest" || level === "confidential"); // a link is all that an invited event asks for
    for (const who of some)
      for (const phase of phases) {
        const may = decide(personOf(who), facts(level, phase, { wishes: { companions: true } })).may.has("companion.bring");
        expect(may, `${who}, ${phase}`).toBe(isLet && (whereBringing[who]?.includes(phase) ?? false));
        expect(decide(personOf(who), facts(level, phase)).may.has("companion.bring")).toBe(false);
      }
  });

  test("A26: what staff do only after proving themselves again", () => {
    for (const ability of [...abilities, ...houseAbilities]) {
      const always = afterStepUp.includes(ability);
      const isStrict = afterStepUpWhenConfidentialOrSealed.some((one) => one === ability);
      expect(needsStepUp(ability, "invited"), ability).toBe(always);
      expect(needsStepUp(ability, "confidential"), ability).toBe(always || isStrict);
      expect(needsStepUp(ability, null), ability).toBe(always);
      expect(needsStepUp(ability, "sealed"), ability).toBe(always || isStrict || afterStepUpWhenSealed.some((one) => one === ability));
    }
  });

  test("A22 A23 A24: who must do something first hears what", () => {
    for (const level of ["confidential", "sealed"] as const) {
      expect(decide(personOf("sleeping device"), facts(level, "live")).why).toBe("notArmed");
      expect(decide(personOf("weak owner"), facts(level, "live")).why).toBe("secondProof");
      expect(decide(personOf("unsigned owner"), facts(level, "live", { wishes: { staffSign: true } })).why).toBe("stepsLeft");
    }
    const elsewhere: Person = { kind: "device", isRevoked: false, isProved: true, isArmed: true, isInNetwork: false };
    expect(decide(elsewhere, facts("sealed", "live")).why).toBe("notArmed");
    expect(decide(elsewhere, facts("confidential", "live")).may.has("stage.watch")).toBe(true);
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
    fc.record({ kind: fc.constant("device" as const), isRevoked: fc.boolean(), isProved: fc.boolean(), isArmed: fc.boolean(), isInNetwork: fc.boolean() }),
    fc.record({ kind: fc.constant("staff" as const), roles: held, isOfEvent: fc.boolean(), hasSigned: fc.boolean(), isStrong: fc.boolean() }),
  );
  const anyWishes = fc.record({
    veil: fc.boolean(), code: fc.boolean(), agreement: fc.boolean(), speakersSign: fc.boolean(), staffSign: fc.boolean(), oneBrowser: fc.boolean(),
  });
  const anyEvent = fc.record({ level: fc.constantFrom(...levels), phase: fc.constantFrom(...phases), wishes: anyWishes, isRevealed: fc.boolean(), isQuarantined: fc.boolean() });
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
      expect([...may].filter((one) => !["event.know", "event.audit", "audit.export", "agreement.list", "proof.read", "event.reopen"].includes(one))).toEqual([]);
      if (person.kind !== "staff") expect(may.size).toBe(0);
    }));

  test("A21: only staff reach what is staff's; only bound guests and devices what is a guest's", () =>
    always((person, event) => {
      const { may } = decide(person, event);
      const isStaff = person.kind === "staff" && person.isOfEvent;
      const ofStaff = ["event.raise", "event.lower", "event.purge", "event.reopen", "event.audit", "audit.export", "product.edit", "guest.export", "code.give", "agreement.edit", "agreement.list", "device.arm", "consent.give", "leak.trace", "drill.run", "proof.read", "event.edit", "event.open", "event.end", "stage.direct", "desk.see", "chat.moderate", "guest.list", "guest.invite", "guest.mute", "guest.remove", "letter.read", "device.pair", "device.revoke", "numbers.see"] as const;
      if (!isStaff) expect(ofStaff.filter((one) => may.has(one))).toEqual([]);
      if (person.kind === "staff") expect(may.has("reaction.send")).toBe(false);
      if ((person.kind === "guest" || person.kind === "speaker") && !person.isBound)
        expect([...may].filter((one) => one !== "event.know" && one !== "door.enter")).toEqual([]);
    }));

  test("A21: whoever has a step left, a second proof to give or a tablet to wake may no more than know and prove", () =>
    always((person, event) => {
      const { may, why } = decide(person, event);
      if (why === "stepsLeft" || why === "secondProof" || why === "notArmed")
        expect([...may].filter((one) => one !== "event.know" && one !== "door.prove")).toEqual([]);
    }));

  test("A21: what the brand asks for only ever takes away", () =>
    always((person, event) => {
      const floor = decide(person, { ...event, wishes: { speakersSign: true, staffSign: false } });
      const tightened = decide(person, { ...event, wishes: { ...event.wishes, speakersSign: true } });
      expect([...tightened.may].filter((one) => !floor.may.has(one) && one !== "door.prove")).toEqual([]);
      if (floor.lens !== "full") expect(tightened.lens).not.toBe("full");
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
