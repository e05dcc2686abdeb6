import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAllowances } from "#server/realtime/limits.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** How often a browser may post before it is told to wait. */
const posts = (limits: { mayPass(name: "chat.post"): boolean }, tries = 40) => Array.from({ length: tries }, () => limits.mayPass("chat.post")).filter(Boolean).length;

test("a browser that hangs up and comes back, or opens another tab, has no more than it had", () => {
  const allowances = openAllowances();
  const first = allowances.of("browser");
  const before = posts(first);
  expect(before).toBeGreaterThan(0);
  expect(posts(allowances.of("browser"))).toBe(0);
  first.left();
  for (let time = 0; time < 10; time += 1) {
    const again = allowances.of("browser");
    expect(posts(again)).toBe(0);
    again.left();
  }
  expect(posts(allowances.of("another"))).toBe(before);
});

test("a browser is forgotten a minute after its last tab, and comes back to a whole allowance", () => {
  const allowances = openAllowances();
  const tabs = [allowances.of("browser"), allowances.of("browser")];
  const before = posts(allowances.of("fresh"));
  posts(tabs[0] ?? expect.fail());
  tabs[0]?.left();
  vi.advanceTimersByTime(120_000);
  expect(allowances.size()).toBe(2); // the other tab is open
  tabs[1]?.left();
  vi.advanceTimersByTime(61_000);
  expect(allowances.size()).toBe(1);
  expect(posts(allowances.of("browser"))).toBe(before);
});
