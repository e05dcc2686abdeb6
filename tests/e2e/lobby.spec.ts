import type { Page } from "@playwright/test";
import { Wishes } from "#contracts/event.ts";
import type { E2eHouse } from "#tests/e2e/house.ts";
import { linkFor, must } from "#prisma/seed.ts";
import { expect, test } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";

/** An announced event that lets its guests bring somebody, with the maison's words to them. */
async function welcoming(house: E2eHouse) {
  const event = await house.announce("invited", 40);
  const { room } = house;
  const seal = room.sealed.event(event.eventId);
  const welcome = seal.seal(`Event.welcome:${event.eventId}`, JSON.stringify({ hostedBy: "Beatrice Lanza", welcome: "A short word first, then the piece." }));
  await room.db.event.update({ where: { id: event.eventId }, data: { wishes: Wishes.parse({ companions: true }), welcome } });
  return event;
}
const enter = async (page: Page, link: string, word = "Enter") => {
  await page.goto(link);
  await page.locator("form.go button").click();
  await expect(page, word).toHaveURL(/\/room\//);
};

test("who waits reads who hosts, hears a tone, sees the line, takes the date along and brings somebody", async ({ house, visit, axe }) => {
  const event = await welcoming(house);
  const { page, expects } = await visit({ timezoneId: "Asia/Singapore", viewport: { width: 390, height: 844 } });
  expects(/status of 409/);
  await enter(page, await event.link("ines"));
  await expect(page.getByText("Your time, Singapore")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your host: Beatrice Lanza" })).toBeVisible();
  await expect(page.getByText("Your line is good.")).toBeVisible();
  await page.getByRole("button", { name: "Play the tone" }).click();
  await expect(page.getByRole("meter")).toBeVisible();
  await expect.poll(async () => Number(await page.getByRole("meter").getAttribute("aria-valuenow")), { intervals: [30] }).toBeGreaterThan(10);
  await page.getByRole("button", { name: "I hear it" }).click();
  await page.reload();
  await expect(page.getByText("Your sound works here.")).toBeVisible();
  await axe(page);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Add to my calendar" }).click();
  expect((await download).suggestedFilename()).toBe("invitation.ics");

  await page.getByLabel("Name of your companion").fill("Paul Arnaud");
  await page.getByLabel("Their e-mail address").fill("ines.arnaud@mail.example");
  await page.getByRole("button", { name: "Invite my companion" }).click();
  await expect(page.getByText("This is your own address.")).toBeVisible();
  await expect(page.getByLabel("Name of your companion")).toHaveValue("Paul Arnaud");
  await axe(page);
  await page.getByLabel("Their e-mail address").fill("paul@example.com");
  await page.getByRole("button", { name: "Invite my companion" }).click();
  await expect(page.getByText("You are bringing Paul Arnaud.")).toBeVisible();
  await axe(page);
  const list = await house.house.guests.list(await house.steward.pass(event.eventId, "guest.list", "end to end"));
  expect(list.find(({ name }) => name === "Paul Arnaud")).toMatchObject({ broughtBy: { name: "Inès Arnaud" } });

  await event.openDoors();
  await page.reload();
  await page.getByRole("button", { name: "Before we begin" }).click();
  const dialog = page.getByRole("dialog", { name: "Before we begin" });
  await expect(dialog.getByText("You are bringing Paul Arnaud.")).toBeVisible();
  await axe(page);
  await dialog.getByRole("button", { name: "I come alone after all" }).click();
  await expect(dialog.getByLabel("Name of your companion")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Before we begin" })).toBeFocused();
  await event.end();
});

test("without script a companion is named on a page of its own, in German too", async ({ house, visit }) => {
  const event = await welcoming(house);
  const { page, expects } = await visit({ javaScriptEnabled: false, locale: "de-DE", viewport: { width: 390, height: 844 } });
  expects(/status of 400/);
  await enter(page, await event.link("haruka"));
  await page.goto(`/entry/${event.eventId}/companion`);
  await page.getByLabel("Name Ihrer Begleitung").fill("Ken Mori");
  await page.getByLabel("E-Mail-Adresse Ihrer Begleitung").fill("ken@example.com");
  await page.getByRole("button", { name: "Begleitung einladen" }).click();
  await expect(page).toHaveURL(/\/room\//);
  await page.goto(`/entry/${event.eventId}/companion`);
  await expect(page.getByText("Sie bringen Ken Mori mit.")).toBeVisible();
  await event.end();
});

test("a lost link: the not-found page leads to it, the answer is the same for everybody, and the letter brings in", async ({ house, visit, axe }) => {
  const event = await house.announce("invited", 40);
  // Somebody who is awaited at this event alone: of many, only the nearest are written again.
  const lost = { name: "Lorenza Perduta", email: "lorenza.perduta@mail.example" };
  const pass = await house.steward.pass(event.eventId, "guest.invite", "end to end");
  const { guestId } = must(await house.house.guests.add(pass, { ...lost, language: "en", kind: "guest", place: "online" }));
  await house.house.guests.send(pass, [guestId]);
  const newest = () => linkFor(house, event.eventId, lost.name);
  const link = await until(newest);
  const { page, expects } = await visit({ viewport: { width: 390, height: 844 } });
  expects(/status of 40[04]/);
  await page.goto("/door/lost");
  await page.getByRole("link", { name: "I have lost my link" }).click();
  await axe(page);
  for (const email of ["nobody@example.com", lost.email]) {
    await page.goto("/lost");
    await page.getByLabel("Your e-mail address").fill(email);
    await page.getByRole("button", { name: "Send me my link" }).click();
    await expect(page.getByText("If this address was invited, a letter is on its way")).toBeVisible();
  }
  await axe(page);
  const again = await until(async () => {
    const found = await newest();
    return found !== link && found;
  });
  await enter(page, again);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Not yet");
  await event.end();
});
