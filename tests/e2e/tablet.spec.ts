import type { Page } from "@playwright/test";
import { openBehindWire } from "#tests/e2e/cuttable.ts";
import { actedAt, expect, noPicture, picturesMove, test, whenShown } from "#tests/e2e/fixtures.ts";
import { onAir, seated, seatOf } from "#tests/e2e/on-air.ts";
import { pair } from "#tests/e2e/pair.ts";

const standing = { viewport: { width: 1180, height: 820 } };
const hanging = { width: 1920, height: 1080 };

test("a tablet without a place stays calm while the house goes and comes: its code stands, no page of an error", async ({ visit }) => {
  const { page, expects } = await visit(standing);
  expects(/Failed to load resource/);
  let isGone = true;
  let failed = 0;
  // The house answers that it is well, and is gone before the very next question: what a restart looks like from here.
  for (const address of [/\/tablet\.data/, /\/tablet\/pair$/])
    await page.route(address, async (route) => {
      if (!isGone) return route.continue();
      failed += 1;
      await route.abort("connectionrefused");
    });
  await page.goto("/tablet");
  await expect(page.getByText("The code is being made")).toBeVisible();
  await expect.poll(() => failed).toBeGreaterThan(1);
  await expect(page.getByRole("heading", { level: 1, name: "This tablet has no place yet" })).toBeVisible();
  isGone = false;
  const code = page.getByTestId("pairing-code");
  await expect(code).toHaveText(/^[2-9A-Z]{4} [2-9A-Z]{4}$/);
  const shown = await code.innerText();
  await page.evaluate(() => Object.assign(document.body, { wasHere: true }));
  isGone = true;
  failed = 0;
  await expect.poll(() => failed, { timeout: 15_000 }).toBeGreaterThan(1);
  await expect(code).toHaveText(shown);
  await expect(page.getByRole("heading", { level: 1, name: "This tablet has no place yet" })).toBeVisible();
  isGone = false;
  expect(await page.evaluate(() => "wasHere" in document.body), "the same page all along").toBe(true);
});

/** Nothing scrolls on a tablet, whatever its size, and every key of its lower edge is there for any hand. */
async function fits(page: Page) {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  expect(await page.evaluate(() => ({ width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight }))).toEqual({ width, height });
  for (const key of await page.locator(".keys button").all()) {
    const box = await key.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(88);
    expect(box?.y ?? 0, "in the lower third").toBeGreaterThan((height * 2) / 3);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  }
}

test("a boutique's evening: idle, lobby, the picture, a hand on it, the curtain, a lost line and its place again, the farewell", async ({ house, visit, axe, playwright }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(150_000);
  const behind = await openBehindWire(house.origin, playwright.chromium);
  const context = await behind.browser.newContext({ baseURL: house.origin, locale: "en-GB", timezoneId: "Europe/Rome", hasTouch: true, ...standing });
  await context.addInitScript(() => {
    const hand = { felt: 0 };
    Object.assign(window, { hand });
    navigator.vibrate = () => {
      hand.felt += 1;
      return true;
    };
  });
  const page = await context.newPage();
  const ofSize = async (look: () => Promise<void>) => {
    for (const viewport of [hanging, standing.viewport]) {
      await page.setViewportSize(viewport);
      await fits(page);
      await look();
    }
  };
  const event = await house.announce("invited", 4);
  const { eventId } = event;
  try {
    const studio = await visit({ staff: "marc" });

    await test.step("idle: the closed cloth with the time left, and no seat before the doors", async () => {
      await pair(page, studio.page, eventId);
      await expect(page.getByRole("heading", { level: 1, name: "The curtain rises in" })).toBeVisible();
      expect(await seatOf(page)).toBeNull();
      await ofSize(() => axe(page));
    });

    const desk = await onAir(visit, event);
    await test.step("lobby: seated by itself when the doors open, still behind the cloth", async () => {
      await seated(page);
      await expect(page.getByRole("heading", { level: 1, name: "The curtain rises in" })).toBeVisible();
      await axe(page);
    });

    await test.step("the picture moves", async () => {
      await event.goLive();
      await picturesMove(page);
      await expect(page.getByText("Live", { exact: true })).toBeVisible();
      await expect(page.getByRole("region", { name: "Answer the stage" }).getByRole("button", { name: "Bravo" })).toBeVisible();
      await ofSize(async () => {
        await picturesMove(page);
        await axe(page);
      });
    });

    await test.step("a touch is seen, felt in the hand, and counted for Milano", async () => {
      const bravo = page.getByRole("button", { name: "Bravo" });
      await bravo.tap();
      await expect(bravo).toHaveAttribute("data-felt", "true");
      expect(await page.evaluate(() => (window as unknown as { hand: { felt: number } }).hand.felt)).toBe(1);
      const pass = await house.steward.pass(eventId, "numbers.see", "end to end");
      await expect.poll(async () => (await house.house.reactions.totals(pass)).map(({ place, bravo }) => ({ place, bravo }))).toContainEqual({ place: house.boutiqueIds.milano, bravo: 1 });
    });

    await test.step("the curtain: its word within a second, nothing behind it; then the picture again", async () => {
      const pass = await house.steward.pass(eventId, "stage.direct", "end to end");
      const shown = whenShown(page, "The curtain is down");
      await house.house.stage.curtain(pass, true);
      expect((await shown) - actedAt(house, eventId, "curtain.dropped")).toBeLessThan(1000);
      expect(await page.locator("video").count()).toBe(0);
      await ofSize(() => axe(page));
      await house.house.stage.curtain(pass, false);
      await picturesMove(page);
      await expect(page.getByTestId("curtain")).toHaveCount(0);
    });

    await test.step("the line is lost: calm words, after a while somebody is asked to look; then the same place with its picture", async () => {
      const seat = await seatOf(page);
      behind.wire.cut();
      await expect(page.getByRole("heading", { name: "We lost the stage for a moment" })).toBeVisible({ timeout: 3000 });
      await expect(page.getByText("Please ask our staff to look at me.")).toHaveCount(0);
      await page.getByRole("button", { name: "Bravo" }).tap({ force: true });
      expect(await page.evaluate(() => (window as unknown as { hand: { felt: number } }).hand.felt), "nothing is felt that does not arrive").toBe(1);
      await ofSize(() => axe(page));
      await expect(page.getByText("Please ask our staff to look at me. Fault L1.")).toBeVisible({ timeout: 20_000 });
      behind.wire.mend();
      await expect(page.getByRole("heading", { name: "We lost the stage for a moment" })).toHaveCount(0, { timeout: 8000 });
      expect(await seatOf(page), "the same place").toBe(seat);
      await expect(page.getByText("Aurelle Milano").first()).toBeVisible();
      await picturesMove(page, 20_000);
    });

    await test.step("the evening is over: the cloth again, with thanks, and nothing to press", async () => {
      await event.end();
      await expect(page.getByRole("heading", { level: 1, name: "Thank you for this evening" })).toBeVisible();
      await expect(page.locator(".tablet-idle")).toBeVisible();
      expect(await page.locator("video, .keys button").count()).toBe(0);
      await ofSize(() => axe(page));
      await desk.page.close();
    });
  } finally {
    await behind.close();
  }
});

test("the staff's corner: six digits, a wrong one, inside, locked by a reload, its place taken back", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const tablet = await visit(standing);
  tablet.expects(/\/media\/seat_/);
  const { page } = tablet;
  await page.goto("/tablet");
  const studio = await visit({ staff: "marc" });
  await studio.page.goto(`/studio/events/${event.eventId}/tablets?code=${encodeURIComponent(await page.getByTestId("pairing-code").innerText())}`);
  const code = (await studio.page.getByTestId("staff-code").innerText()).replace(/\D/g, "");
  await axe(studio.page);
  await studio.page.getByLabel("Boutique").selectOption({ label: "Aurelle Milano" });
  await studio.page.getByRole("button", { name: "The words are the same, pair it" }).click();
  const corner = page.getByRole("button", { name: "Staff" });
  await expect(corner).toBeVisible();
  const box = await corner.boundingBox();
  expect(box).toEqual({ x: 1180 - 132, y: 0, width: 132, height: 72 });
  const type = async (digits: string) => {
    for (const digit of digits) await page.getByRole("dialog").getByRole("button", { name: digit, exact: true }).click();
  };
  await corner.click();
  await type(code === "000000" ? "111111" : "000000");
  await expect(page.getByText("That is not the code of this event.")).toBeVisible();
  await axe(page);
  await type(code);
  await expect(page.getByText("Number 1")).toBeVisible();
  await axe(page);
  await page.reload();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await corner.click();
  await type(code);
  await page.getByRole("button", { name: "Take its place back" }).click();
  await page.getByRole("button", { name: "Yes, take it back" }).click();
  await expect(page.getByRole("heading", { name: "This tablet has no place yet" })).toBeVisible();
});

test("a tablet is a kiosk: no menu, nothing to select, no link out, keys for any hand, and a guest leaves nothing", async ({ house, visit }) => {
  const event = await house.announce("invited");
  const tablet = await visit(standing);
  tablet.expects(/\/media\/seat_/);
  const { page } = tablet;
  await pair(page, (await visit({ staff: "marc" })).page, event.eventId);
  await expect(page.getByText(/^Milano, /)).toBeVisible();
  await event.openDoors();
  await event.goLive();
  const bravo = page.getByRole("button", { name: "Bravo" });
  await expect(bravo).toBeVisible();
  const refused = await page.evaluate(() =>
    ["contextmenu", "dragstart", "selectstart", "gesturestart"].map((name) => !document.querySelector(".tablet")?.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))),
  );
  expect(refused).toEqual([true, true, true, true]);
  expect(await page.locator('a:not([href^="#"])').count(), "only the way to the screen's own middle").toBe(0);
  await fits(page);
  expect(await page.locator(".keys button").count()).toBe(4);
  await bravo.click();
  await expect(bravo).toBeFocused();
  await page.waitForTimeout(20_500);
  expect(await page.evaluate(() => document.activeElement === document.body), "nothing of the guest is left").toBe(true);
  await event.end();
});
