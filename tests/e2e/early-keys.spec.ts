import type { Page } from "@playwright/test";
import { expect, test } from "#tests/e2e/fixtures.ts";

/** Keys that go somewhere, or are a page's own single keys; none that would send a form. */
const keys = ["Tab", "m", "ArrowDown", "/", "Tab", "?", "Escape", "j"] as const;

/** Whether React holds the innermost screen: from then on the page is alive. */
const isAlive = (page: Page) =>
  page
    .evaluate(() =>
      Object.keys(document.querySelector("main h1, main h2, main p, main button") ?? {}).some((key) =>
        key.startsWith("__reactFiber"),
      ),
    )
    .catch(() => false);

/** Opens a page on a slow machine behind a thin line, and presses key after key from its first paint until it is alive and a while longer. */
async function pressFromTheFirstPaint(page: Page, address: string): Promise<number> {
  const slow = await page.context().newCDPSession(page);
  await slow.send("Network.enable");
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await slow.send("Network.emulateNetworkConditions", { offline: false, latency: 120, downloadThroughput: 250_000, uploadThroughput: 250_000 });
  await page.goto(address, { waitUntil: "commit" });
  // Nobody waits for the page to answer a key before pressing the next one.
  const pressed: Promise<void>[] = [];
  const timer = setInterval(() => pressed.push(page.keyboard.press(keys[pressed.length % keys.length] ?? "Tab")), 40);
  try {
    await expect.poll(() => isAlive(page), { intervals: [50], timeout: 30_000 }).toBe(true);
    const before = pressed.length;
    await page.waitForTimeout(1500);
    return before;
  } finally {
    clearInterval(timer);
    await Promise.all(pressed);
    await slow.detach();
  }
}

test("keys pressed from the first paint on break no page: door, early, lobby, room, green room, studio", async ({ house, visit }) => {
  test.setTimeout(180_000);
  const event = await house.announce("invited");
  const [guest, speaker, staff] = [await visit(), await visit(), await visit({ staff: "marc" })];
  for (const { expects } of [guest, speaker, staff]) expects(/\/media\/seat_|data ?channel/i);
  const early = async (who: typeof guest, what: string, address: string) =>
    test.step(what, async () => {
      const broken: string[] = [];
      const hear = (fault: Error) => void broken.push(fault.message);
      who.page.on("pageerror", hear);
      const pressed = await pressFromTheFirstPaint(who.page, address);
      expect(broken, what).toEqual([]);
      expect(pressed, `${what}: keys pressed before it was alive`).toBeGreaterThan(2);
      who.page.off("pageerror", hear);
    });
  const link = await event.link("ines");
  await early(guest, "the door", link);
  await guest.page.goto(link);
  await guest.page.locator("form.go button[type=submit]").first().click();
  await expect(guest.page.locator(".lobby")).toBeVisible();
  await early(guest, "too early", `/room/${event.eventId}`);
  await event.openDoors();
  await guest.page.goto(`/room/${event.eventId}`);
  await expect(guest.page.getByText("We begin in")).toBeVisible();
  await early(guest, "the lobby", `/room/${event.eventId}`);
  await speaker.page.goto(await event.link("kaori"));
  await speaker.page.getByRole("button", { name: "Enter the green room" }).click();
  await expect(speaker.page.getByRole("button", { name: "Open camera and microphone" })).toBeVisible();
  await early(speaker, "the green room", `/greenroom/${event.eventId}`);
  await event.goLive();
  await early(guest, "the room", `/room/${event.eventId}`);
  for (const [what, address] of [["the plan", ""], ["the guests", "/guests"], ["the desk", "/desk"]] as const) await early(staff, what, `/studio/events/${event.eventId}${address}`);
  await event.end();
});
