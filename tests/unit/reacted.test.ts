import { describe, expect, test } from "vitest";
import { fromLoad, heightsOf, minutesOf, minutesShown, sumOf, together, withHeard } from "#app/desk/reacted.ts";

const minute = Date.parse("2027-03-11T10:46:00Z");
const tally = (bravo: number, rose = 0) => ({ bravo, love: 0, wonder: 0, rose });
const loaded = {
  totals: [
    { place: "online", ...tally(10, 2) },
    { place: "btq_milano", ...tally(5) },
  ],
  history: [{ minute: "2027-03-11T10:46:00.000Z", total: 17 }],
};

describe("the desk's count of reactions", () => {
  test("goes on from what was loaded, place by place", () => {
    const counted = withHeard(fromLoad(loaded, minute, []), { at: minute + 1000, places: { online: tally(1, 1), btq_paris: tally(4) } });
    expect(together(counted)).toEqual(tally(20, 3));
    expect(counted.byPlace.get("online")).toEqual(tally(11, 3));
    expect(counted.byPlace.get("btq_paris")).toEqual(tally(4));
    expect(minutesOf(counted, minute + 2000).at(-1)).toEqual({ at: "2027-03-11T10:46:00.000Z", total: 23 });
  });

  test("a new load keeps only what was tallied after it, so that nothing counts twice", () => {
    const before = withHeard(fromLoad(loaded, minute, []), { at: minute + 1000, places: { online: tally(7) } });
    const after = withHeard(before, { at: minute + 5000, places: { online: tally(3) } });
    expect(sumOf(together(fromLoad(loaded, minute + 2000, after.recent)))).toBe(20);
  });

  test("shows whole minutes, the running one last, and one rose stays small", () => {
    const minutes = minutesOf(fromLoad({ totals: [], history: [{ minute: "2027-03-11T10:45:00.000Z", total: 1 }] }, minute, []), minute);
    expect(minutes).toHaveLength(minutesShown);
    expect(minutes.slice(-2).map(({ total }) => total)).toEqual([1, 0]);
    expect(Math.max(...heightsOf(minutes))).toBeLessThan(0.2);
  });
});
