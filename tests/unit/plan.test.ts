import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { EventPlan } from "#contracts/event.ts";
import { checkPlan, foldOf } from "#server/events/plan.ts";
import { newSlug } from "#server/events/slug.ts";

const plan = (more: Partial<EventPlan> = {}): EventPlan =>
  EventPlan.parse({ title: "The new piece", codeName: "Blue hour", localStart: "2027-03-11T11:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "hybrid", ...more });
const now = new Date("2017-01-01T00:00:00Z");
const at = (localStart: string, zone: string, fold?: "earlier" | "later") => checkPlan(plan({ localStart, zone, fold }), now);

describe("when an event begins", () => {
  test.each([
    ["2027-03-11T11:30", "Europe/Rome", "2027-03-11T10:30:00.000Z"],
    ["2027-07-11T11:30", "Europe/Rome", "2027-07-11T09:30:00.000Z"],
    ["2027-03-28T01:59", "Europe/Rome", "2027-03-28T00:59:00.000Z"],
    ["2027-03-28T03:00", "Europe/Rome", "2027-03-28T01:00:00.000Z"],
    ["2027-03-28T02:30", "Asia/Tokyo", "2027-03-27T17:30:00.000Z"],
    ["2028-02-29T10:00", "UTC", "2028-02-29T10:00:00.000Z"],
  ])("%s in %s is %s", (localStart, zone, instant) => {
    const check = at(localStart, zone);
    expect(check).toEqual({ zone, startsAt: new Date(instant), faults: [], offers: [] });
  });

  test.each([
    ["2027-03-28T02:00", "Europe/Rome", ["2027-03-28T01:59", "2027-03-28T03:00"]],
    ["2027-03-28T02:59", "Europe/Rome", ["2027-03-28T01:59", "2027-03-28T03:00"]],
    ["2017-10-15T00:30", "America/Sao_Paulo", ["2017-10-14T23:59", "2017-10-15T01:00"]],
    ["2027-02-30T10:00", "Europe/Rome", ["2027-02-28T10:00"]],
    ["2027-13-01T24:60", "Europe/Rome", ["2027-12-01T23:59"]],
    ["2027-00-00T10:00", "Europe/Rome", ["2027-01-01T10:00"]],
  ])("%s in %s does not exist; %j do", (localStart, zone, offers) => {
    const check = at(localStart, zone);
    expect(check).toMatchObject({ faults: ["time.doesNotExist"], offers });
    expect(check.startsAt).toBeUndefined();
    for (const offer of offers) expect(at(offer, zone).faults).toEqual([]);
    expect(at(localStart, zone, "later").faults).toEqual(["time.doesNotExist"]);
  });

  test.each([
    ["2027-10-31T02:30", "Europe/Rome", ["2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"]],
    ["2018-02-17T23:30", "America/Sao_Paulo", ["2018-02-17T23:30-02:00", "2018-02-17T23:30-03:00"]],
  ])("%s in %s exists twice: %j", (localStart, zone, offers) => {
    expect(at(localStart, zone)).toEqual({ zone, faults: ["time.existsTwice"], offers });
    for (const [fold, offer] of [["earlier", offers[0]], ["later", offers[1]]] as const) {
      const check = at(localStart, zone, fold);
      expect(check).toMatchObject({ faults: [], startsAt: new Date(offer ?? "") });
      expect(foldOf({ localStart, zone }, new Date(offer ?? ""))).toBe(fold);
    }
  });

  test.each(["Mars/Olympus", "", "+02:00", "-0300", "02", "Z", "Europe/", "__proto__"])("%j is no zone", (zone) => {
    expect(checkPlan({ ...plan(), zone }, now)).toEqual({ faults: ["zone.unknown"], offers: [] });
  });

  test("a zone is kept as it is written in the list", () => {
    expect(at("2027-03-11T11:30", "europe/rome").zone).toBe("Europe/Rome");
  });

  test("what has begun is past, to the minute", () => {
    const begins = new Date("2027-03-11T10:30:00Z");
    expect(checkPlan(plan(), begins).faults).toEqual(["time.past"]);
    expect(checkPlan(plan(), new Date(begins.getTime() - 1)).faults).toEqual([]);
  });

  test("the level's rules are named beside the time's", () => {
    expect(checkPlan(plan({ level: "sealed", format: "online", recording: true, localStart: "2016-01-01T10:00" }), now).faults).toEqual([
      "time.past", "format.sealedIsInStore", "purge.dateRequired", "recording.none",
    ]);
    expect(checkPlan(plan({ zone: "Nowhere", restream: true }), now).faults).toEqual(["zone.unknown", "restream.openOnly"]);
  });
});

describe("any local time around the turns of the clock", () => {
  const zones = { "Europe/Rome": ["2027-03-28T02:30", "2027-10-31T02:30"], "Asia/Tokyo": ["2027-03-28T02:30", "2027-10-31T02:30"], "America/Sao_Paulo": ["2017-10-15T00:30", "2018-02-17T23:30"] } as const;
  const around = fc.constantFrom(...(Object.keys(zones) as (keyof typeof zones)[])).chain((zone) =>
    fc.record({
      zone: fc.constant(zone),
      localStart: fc.tuple(fc.constantFrom(...zones[zone]), fc.integer({ min: -300, max: 300 })).map(([base, minutes]) =>
        Temporal.PlainDateTime.from(base).add({ minutes }).toString({ smallestUnit: "minute" }),
      ),
    }),
  );

  test("an instant shows that very local time; else the question has offers that answer it", () => {
    fc.assert(
      fc.property(around, ({ zone, localStart }) => {
        const shown = (instant: Date) => Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
        const check = at(localStart, zone);
        if (check.startsAt) {
          expect(shown(check.startsAt)).toBe(localStart);
          expect(check).toMatchObject({ faults: [], offers: [] });
          expect(foldOf({ localStart, zone }, check.startsAt)).toBeUndefined();
        } else if (check.faults.includes("time.existsTwice")) {
          const [first, second] = check.offers.map((offer) => new Date(offer));
          if (!first || !second) throw new Error("both are offered");
          expect([shown(first), shown(second)]).toEqual([localStart, localStart]);
          expect(first < second).toBe(true);
          expect(at(localStart, zone, "earlier").startsAt).toEqual(first);
          expect(at(localStart, zone, "later").startsAt).toEqual(second);
        } else {
          expect(check.faults).toEqual(["time.doesNotExist"]);
          const [before = "", after = ""] = check.offers;
          expect(before < localStart && localStart < after).toBe(true);
          expect([at(before, zone).faults, at(after, zone).faults]).toEqual([[], []]);
          expect((at(after, zone).startsAt?.getTime() ?? 0) - (at(before, zone).startsAt?.getTime() ?? 0)).toBe(60_000);
        }
        if (zone === "Asia/Tokyo") expect(check.faults).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test("never throws, whatever is typed", () => {
    const digits = (count: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: count, maxLength: count });
    const typed = fc.tuple(digits(4), digits(2), digits(2), digits(2), digits(2)).map(([y, m, d, h, n]) => `${y}-${m}-${d}T${h}:${n}`);
    fc.assert(
      fc.property(typed, fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom("Europe/Rome", "Pacific/Apia")), (localStart, zone) => {
        const check = checkPlan({ ...plan(), localStart, zone }, now);
        expect(check.faults.length > 0 || check.startsAt !== undefined).toBe(true);
      }),
      { numRuns: 600 },
    );
  });
});

describe("an open event's address", () => {
  test.each([["La première montre", /^la-premiere-montre-[2-9a-hjkmnp-z]{6}$/], ["  Straße & Ø!  ", /^stra-e-[2-9a-hjkmnp-z]{6}$/], ["新作発表", /^[2-9a-hjkmnp-z]{6}$/], ["x".repeat(120), /^x{60}-[2-9a-hjkmnp-z]{6}$/]])("of %j", (title, address) => {
    expect(newSlug(title)).toMatch(address);
    expect(newSlug(title)).not.toBe(newSlug(title));
  });
});
