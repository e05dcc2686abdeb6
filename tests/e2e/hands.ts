import type { Locator, Page } from "@playwright/test";
import { expect } from "#tests/e2e/fixtures.ts";

/** One stop in the dark does not hide the ones after it. */
const seen = expect.configure({ soft: true });

/** What has the focus: in words, and whether somebody who looks can tell. */
const focusNow = (page: Page) =>
  page.evaluate(() => {
    const held = document.activeElement;
    if (!(held instanceof HTMLElement) || held === document.body) return { word: "nothing", isSeen: false };
    const word = `${held.tagName.toLowerCase()} “${(held.getAttribute("aria-label") ?? held.textContent ?? "").trim().slice(0, 40)}” ${held.getAttribute("name") ?? held.className}`;
    const isLit = (one: Element | null) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
      return (
        (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(", 0)")) ||
        (one !== held && one.matches(":has(:focus-visible)") && boxShadow !== "none")
      );
    };
    // On the last part of a day or an hour the browser itself draws the ring, within the field.
    const isPart = held instanceof HTMLInputElement && /^(date|time)/.test(held.type);
    const box = held.getBoundingClientRect();
    const isWithin = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    // A drawn box or choice shows the focus of its input: on itself, its label, its row, or the drawing beside it.
    const isShown = isPart || [held, held.nextElementSibling, held.parentElement, held.closest("label"), held.closest("li")].some(
      isLit,
    );
    return { word, isSeen: isWithin && isShown };
  });

/** Hands that know no mouse: every stop on their way is looked at, and the first one where nobody sees the focus fails. */
export function handsOn(page: Page) {
  const isThere = (goal: Locator) => goal.evaluate((one) => one === document.activeElement).catch(() => false);
  /** Goes on by Tab, or back, until it is there. */
  const go = async (goal: Locator, { back = false, most = 160 } = {}) => {
    await goal.first().waitFor();
    for (let n = 0; n < most; n += 1) {
      if (await isThere(goal.first())) return;
      await page.keyboard.press(back ? "Shift+Tab" : "Tab");
      const { word, isSeen } = await focusNow(page);
      if (word !== "nothing") seen(isSeen, `the focus can be seen on ${word} (${new URL(page.url()).pathname.split("/").at(-1)})`).toBe(true);
    }
    throw new Error(`no way by Tab to ${goal}`);
  };
  return {
    go,
    /** Goes there and presses. */
    async press(goal: Locator, key: "Enter" | "Space" = "Enter", how: { back?: boolean } = {}) {
      await go(goal, how);
      await page.keyboard.press(key);
    },
    /** Goes there and writes in place of what stands there. */
    async write(goal: Locator, text: string) {
      await go(goal);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
    },
    /** Goes there and holds the space bar. */
    async hold(goal: Locator, ms: number) {
      await go(goal);
      await page.keyboard.down("Space");
      await page.waitForTimeout(ms);
      await page.keyboard.up("Space");
    },
    /** The focus has a place on this page, and it is in there. */
    within: (place: Locator, why: string) => seen.poll(() => place.first().evaluate((one) => one.contains(document.activeElement)).catch(() => false), { message: why, timeout: 4000 }).toBe(true),
  };
}
