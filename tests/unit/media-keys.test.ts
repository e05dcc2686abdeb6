import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { KeySeat } from "#server/video/media-keys.ts";
import { inForceMs, leftMs, openMediaKeys, takenMs } from "#server/video/media-keys.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const event = "ev_one";

function openRing(first = 7) {
  const held: string[] = [];
  const told: Record<string, number[]> = {};
  let reserved = first;
  const keys = openMediaKeys({
    async reserve(_eventId, count) {
      const epoch = reserved;
      reserved += count;
      return epoch;
    },
    hold: (_eventId, seatId) => void held.push(seatId),
    report: () => {},
  });
  const seat = (seatId: string, isPublisher = false): KeySeat & { end(): void } => {
    let isLive = true;
    told[seatId] = [];
    const end = () => {
      isLive = false;
    };
    return { seatId, isPublisher, isLive: () => isLive, tell: (epoch) => void told[seatId]?.push(epoch), end };
  };
  return { keys, held, told, seat };
}

describe("the keys of an encrypted call", () => {
  test("everyone gets the same 32 bytes and the epoch that was reserved", async () => {
    const { keys, seat } = openRing();
    const [one, two] = [await keys.ask(event, seat("a")), await keys.ask(event, seat("b"))];
    expect(one).toEqual(two);
    expect(one?.epoch).toBe(7);
    expect(Buffer.from(one?.key ?? "", "base64url")).toHaveLength(32);
    expect(await keys.ask("ev_two", seat("c"))).not.toMatchObject({ key: one?.key });
  });

  test("whoever is taken away costs those who stay one new key, also when several go at once", async () => {
    const { keys, told, seat } = openRing();
    const before = await keys.ask(event, seat("a"));
    for (const id of ["b", "c"]) await keys.ask(event, seat(id));
    keys.gone(event, "b", true);
    await vi.advanceTimersByTimeAsync(takenMs / 2);
    keys.gone(event, "c", true);
    expect(told.a).toEqual([]);
    await vi.advanceTimersByTimeAsync(takenMs / 2);
    expect(told).toEqual({ a: [8], b: [], c: [] });
    const after = await keys.ask(event, seat("a2"));
    expect(after?.epoch).toBe(8);
    expect(after?.key).not.toBe(before?.key);
    await vi.advanceTimersByTimeAsync(leftMs);
    expect(told.a).toEqual([8]);
  });

  test("whoever leaves by themselves changes the key within five seconds; a removal meanwhile does it at once", async () => {
    const { keys, told, seat } = openRing();
    for (const id of ["a", "b", "c"]) await keys.ask(event, seat(id));
    keys.gone(event, "b", false);
    await vi.advanceTimersByTimeAsync(1000);
    keys.gone(event, "c", true);
    await vi.advanceTimersByTimeAsync(takenMs);
    expect(told.a).toEqual([8]);
    await vi.advanceTimersByTimeAsync(leftMs);
    expect(told.a).toEqual([8]);
  });

  test("a reload keeps the key; a tab that stays away does not", async () => {
    const { keys, told, seat } = openRing();
    for (const id of ["a", "b"]) await keys.ask(event, seat(id));
    keys.away(event, "b", () => true);
    await vi.advanceTimersByTimeAsync(leftMs + 10);
    expect(told.a).toEqual([]);
    keys.away(event, "b", () => false);
    await vi.advanceTimersByTimeAsync(leftMs + 10);
    expect(told).toEqual({ a: [8], b: [] });
  });

  test("a publisher who is not under the new key in time is held, and goes out only under the key of now", async () => {
    const { keys, held, seat } = openRing();
    for (const id of ["slow", "quick"]) await keys.ask(event, seat(id, true));
    await keys.ask(event, seat("viewer"));
    expect(keys.mayGoOut(event, "quick")).toBe(false);
    expect(keys.inForce(event, "quick", 7)).toBe(true);
    expect(keys.mayGoOut(event, "quick")).toBe(true);
    expect(keys.inForce(event, "slow", 7)).toBe(true);
    await keys.ask(event, seat("gone"));
    keys.gone(event, "gone", true);
    await vi.advanceTimersByTimeAsync(takenMs);
    expect(keys.mayGoOut(event, "quick")).toBe(false);
    for (const wrong of [7, 9, -1, 8.5]) expect(keys.inForce(event, "slow", wrong)).toBe(false);
    expect(keys.inForce(event, "quick", 8)).toBe(true);
    expect(keys.inForce(event, "stranger", 8)).toBe(false);
    await vi.advanceTimersByTimeAsync(inForceMs);
    expect(held).toEqual(["slow"]);
  });

  test("a seat that ended meanwhile gets no key and hears of none", async () => {
    const { keys, told, seat } = openRing();
    const ended = seat("ended");
    ended.end();
    expect(await keys.ask(event, ended)).toBeNull();
    await keys.ask(event, seat("a"));
    const late = seat("late");
    await keys.ask(event, late);
    late.end();
    keys.gone(event, "a", true);
    await vi.advanceTimersByTimeAsync(takenMs);
    expect(told.late).toEqual([]);
  });

  test("epochs only rise, also over the life of a house", async () => {
    const first = openRing(1);
    const before = await first.keys.ask(event, first.seat("a"));
    first.keys.forget(event);
    const after = await first.keys.ask(event, first.seat("a"));
    expect(after?.epoch).toBeGreaterThan(before?.epoch ?? 0);
    expect(first.keys.epochOf("ev_other")).toBeNull();
  });
});
