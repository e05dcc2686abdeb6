import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "#tests/e2e/fixtures.ts";

const standing = { viewport: { width: 1180, height: 820 } };

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

test("a tablet in its boutique is whole for who cannot see it: every part of its screen is a landmark", async ({ house, visit }) => {
  const event = await house.announce("invited");
  const tablet = await visit(standing);
  tablet.expects(/\/media\/seat_/);
  await tablet.page.goto("/tablet");
  const studio = await visit({ staff: "marc" });
  await studio.page.goto(`/studio/events/${event.eventId}/tablets?code=${encodeURIComponent(await tablet.page.getByTestId("pairing-code").innerText())}`);
  await studio.page.getByLabel("Boutique").selectOption({ label: "Aurelle Milano" });
  await studio.page.getByRole("button", { name: "The words are the same, pair it" }).click();
  await expect(tablet.page.getByText("Aurelle Milano")).toBeVisible();
  await event.openDoors();
  await event.goLive();
  await expect(tablet.page.getByRole("region", { name: "Answer the stage" }).getByRole("button", { name: "Bravo" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: tablet.page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`)).toEqual([]);
  await event.end();
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
  await page.goto("/tablet");
  const studio = await visit({ staff: "marc" });
  await studio.page.goto(`/studio/events/${event.eventId}/tablets?code=${encodeURIComponent(await page.getByTestId("pairing-code").innerText())}`);
  await studio.page.getByLabel("Boutique").selectOption({ label: "Aurelle Milano" });
  await studio.page.getByRole("button", { name: "The words are the same, pair it" }).click();
  await expect(page.getByText("Aurelle Milano")).toBeVisible();
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
  for (const key of await page.locator(".keys button").all()) {
    const box = await key.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(88);
    expect(box?.y ?? 0, "in the lower third").toBeGreaterThan((820 * 2) / 3);
  }
  await bravo.click();
  await expect(bravo).toBeFocused();
  await page.waitForTimeout(20_500);
  expect(await page.evaluate(() => document.activeElement === document.body), "nothing of the guest is left").toBe(true);
  await event.end();
});
