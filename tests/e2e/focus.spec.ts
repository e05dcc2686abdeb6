import type { Page } from "@playwright/test";
import { expect, test } from "#tests/e2e/fixtures.ts";
import { tabThrough } from "#tests/e2e/focus.ts";
import { lineTaken, seated } from "#tests/e2e/on-air.ts";
import { pair } from "#tests/e2e/pair.ts";

test("whoever goes by keyboard sees where they are: door, room, tablet, today and desk", async ({ house, visit }) => {
  test.setTimeout(180_000);
  const event = await house.announce("invited", 20);
  const seenOn = async (page: Page, screen: string, least: number) => {
    const { stops, unseen } = await tabThrough(page);
    test.info().annotations.push({ type: "figure", description: `${screen}: ${stops.length} stops` });
    expect(unseen, `the focus is not seen (${screen})`).toEqual([]);
    expect(stops.length, `stops (${screen}): ${stops.join(", ")}`).toBeGreaterThanOrEqual(least);
  };
  const guest = await visit();
  const tablet = await visit({ viewport: { width: 1180, height: 820 } });
  const staff = await visit({ staff: "marc" });
  for (const { expects } of [guest, tablet, staff]) expects(lineTaken);

  await test.step("the door", async () => {
    await guest.page.goto(await event.link("ines"));
    await seenOn(guest.page, "door", 5);
  });
  await test.step("a ring that is taken away is missed", async () => {
    await guest.page.evaluate(() => {
      const bare = new CSSStyleSheet();
      bare.replaceSync(".btn--main:focus-visible { outline: 0 !important; box-shadow: none !important; }");
      document.adoptedStyleSheets = [bare];
    });
    const { unseen } = await tabThrough(guest.page);
    expect(unseen).toEqual([expect.stringContaining("Enter the lobby")]);
    await guest.page.reload();
  });
  await pair(tablet.page, staff.page, event.eventId);
  await event.openDoors();
  await event.goLive();

  await test.step("the room, its dialog and its list of people", async () => {
    await guest.page.locator("form.go button").first().click();
    await seated(guest.page);
    await expect(guest.page.locator(".room[data-phase=live]")).toBeVisible();
    await seenOn(guest.page, "room", 11);
    await guest.page.getByRole("button", { name: "Picture, keys and screens" }).click();
    await expect(guest.page.getByRole("dialog")).toBeVisible();
    await seenOn(guest.page, "the room's settings", 4);
  });
  await test.step("the tablet", async () => {
    await expect(tablet.page.getByRole("button", { name: "Bravo" })).toBeVisible();
    await seenOn(tablet.page, "tablet", 5);
  });
  await test.step("the studio's first page", async () => {
    await staff.page.goto("/studio");
    await seenOn(staff.page, "today", 10);
  });
  await test.step("the desk", async () => {
    await staff.page.goto(`/studio/events/${event.eventId}/desk`);
    await expect(staff.page.getByTestId("desk-line")).toHaveText("In command");
    await seenOn(staff.page, "desk", 10);
  });
  await event.end();
});
