import type { Page } from "@playwright/test";
import { expect, test } from "#tests/e2e/fixtures.ts";

const write = async (page: Page, body: string) => {
  await page.getByRole("textbox", { name: "Write to the room" }).fill(body);
  await page.keyboard.press("Enter");
};
/** In its seat: it hears from now on, and is heard. */
const seated = (page: Page) => page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith("seat ")));
const message = (page: Page, body: string) => page.getByRole("log").locator(".msg", { hasText: body });

test("an own message is never shown twice, and stays one's own after a reload and in another tab", async ({ house, visit }) => {
  const event = await house.announce("invited");
  await event.openDoors();
  await event.goLive();
  const ines = await visit();
  await ines.page.goto(await event.link("ines"));
  await ines.page.getByRole("button", { name: "Enter" }).click();
  const camille = await visit();
  for (const { expects } of [ines, camille]) expects(/\/media\/seat_/);
  await camille.page.goto(await event.link("camille"));
  await camille.page.getByRole("button", { name: "Enter" }).click();
  for (const { page } of [camille, ines]) await seated(page);

  // The page counts by itself, at every change: the moment between the news and the answer is a short one.
  const most = await ines.page.evaluateHandle(() => {
    const counted = { most: 0 };
    const log = document.querySelector("[role=log]");
    const count = () => {
      counted.most = Math.max(counted.most, [...(log?.querySelectorAll(".msg") ?? [])].filter((one) => one.textContent?.includes("Che meraviglia")).length);
    };
    if (log) new MutationObserver(count).observe(log, { childList: true, subtree: true, characterData: true });
    return counted;
  });
  await write(ines.page, "Che meraviglia");
  await expect(message(ines.page, "Che meraviglia")).toContainText("You");
  await expect(message(camille.page, "Che meraviglia")).toContainText("Inès");
  await expect(message(ines.page, "Che meraviglia").getByText("On its way")).toHaveCount(0);
  expect(await most.evaluate(({ most }) => most), "copies at once").toBe(1);

  const tab = await ines.context.newPage();
  await tab.goto(ines.page.url());
  await expect(message(tab, "Che meraviglia")).toContainText("You");
  await seated(tab);
  await write(ines.page, "E che luce");
  await expect(message(tab, "E che luce"), "written in the other tab").toContainText("You");
  await ines.page.reload();
  await expect(message(ines.page, "Che meraviglia")).toContainText("You");
  await expect(message(ines.page, "E che luce")).toContainText("You");
  await event.end();
});

test("what one desk does about somebody, the other desk sees at once: muted, let speak, removed", async ({ house, visit }) => {
  const event = await house.announce("invited");
  await event.openDoors();
  await event.goLive();
  const guest = await visit();
  guest.expects(/status of 40[34]|\/media\/seat_/);
  await guest.page.goto(await event.link("haruka"));
  await guest.page.getByRole("button", { name: "Enter" }).click();
  await seated(guest.page);
  await write(guest.page, "Good evening");
  const [marc, luca] = [await visit({ staff: "marc" }), await visit({ staff: "luca" })];
  for (const { page, expects } of [marc, luca]) {
    expects(/\/media\/seat_/);
    await page.goto(`/studio/events/${event.eventId}/desk`);
    await expect(page.getByTestId("desk-line")).toHaveText("In command");
  }
  const seen = luca.page.locator("[data-line]", { hasText: "Good evening" });
  await marc.page.getByRole("button", { name: "Haruka Sato" }).click();
  await marc.page.getByRole("button", { name: /^Mute/ }).click();
  await expect(seen).toContainText("Muted");
  await marc.page.getByRole("button", { name: /^Let speak/ }).click();
  await expect(seen).not.toContainText("Muted");
  await marc.page.getByRole("button", { name: "Remove Haruka Sato" }).click();
  await marc.page.getByRole("alertdialog").getByRole("button", { name: "Remove Haruka Sato" }).click();
  await expect(seen).toContainText("Removed");
  await expect(seen).not.toContainText("Muted");
  await event.end();
});
