import type { Locator, Page } from "@playwright/test";
import { staff } from "#prisma/cast.ts";
import { castPassword, localTimeIn } from "#prisma/seed.ts";
import { expect, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import { handsOn } from "#tests/e2e/hands.ts";
import { until } from "#tests/e2e/house.ts";

const lineTaken = /\/media\/seat_|data ?channel/i;

/** From here on a mouse that is touched fails the test. */
async function withoutMouse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ["mousedown", "pointerdown", "touchstart"])
      addEventListener(name, () => console.error("a mouse was used"), true);
  });
}
const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name, exact: typeof name === "string" });
/** Writes a moment ("2026-05-01T21:00") into its field as the fingers do, whichever order this browser asks for. */
async function typeMoment(page: Page, field: Locator, moment: string): Promise<void> {
  const [, year = "", month = "", day = "", hour = "", minute = ""] = /(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(moment) ?? [];
  const half = Number(hour) < 12 ? "AM" : "PM";
  const twelve = String(Number(hour) % 12 || 12).padStart(2, "0");
  for (const parts of [[day, month, year, hour, minute], [month, day, year, twelve, minute, half]]) {
    for (let n = 0; n < 8; n += 1) await page.keyboard.press("ArrowLeft");
    for (const part of parts) {
      await page.keyboard.type(part);
      if (part === year) await page.keyboard.press("ArrowRight");
    }
    if ((await field.inputValue()) === moment) return;
  }
  await expect(field).toHaveValue(moment);
}
/** A page that the house drew is not yet one that hears. */
const alive = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(() =>
        Object.keys(document.querySelector("main h1, main h2, main button") ?? {}).some((key) =>
          key.startsWith("__reactFiber"),
        ),
      ),
    )
    .toBe(true);

test("a producer's evening by the keyboard alone: in, an event, a guest, the letter, doors, camera, live, curtain, the end", async ({
  house,
  visit,
}) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(180_000);
  const { page, expects } = await visit();
  expects(lineTaken);
  await withoutMouse(page);
  const { go, press, write, hold, within } = handsOn(page);
  const main = page.locator("#main");

  await test.step("signs in", async () => {
    await page.goto("/studio/sign-in");
    await alive(page);
    await write(page.getByLabel("Email address"), staff.marc.email);
    await write(page.getByLabel("Password"), castPassword);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    await within(main, "a new page has the focus");
  });
  await test.step("skips to the page by its first stop, and goes to planning by name", async () => {
    await page.reload();
    await alive(page);
    await page.keyboard.press("Tab");
    await expect(link(page, "Go to the content")).toBeFocused();
    await page.keyboard.press("Enter");
    await press(link(page, "Plan an event").first());
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/A new event/);
    await within(main, "a new page has the focus");
  });
  await test.step("plans", async () => {
    await write(page.getByLabel("Title", { exact: true }), "An Evening by Hand");
    await write(page.getByLabel("Code name"), "Mano");
    await go(page.getByLabel("Begins, local time"));
    await typeMoment(page, page.getByLabel("Begins, local time"), localTimeIn("Europe/Rome", 30));
    await press(button(page, "Make the draft"));
    await expect(page).toHaveURL(/\/studio\/events\/ev_[\w-]+/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("An Evening by Hand");
    await within(main, "a new page has the focus");
  });
  const eventId = /ev_[\w-]+/.exec(page.url())?.[0] ?? "";
  await test.step("a field saves itself, and is undone from the key's place", async () => {
    await write(page.getByLabel("Hosted by"), "Beatrice Lanza");
    const kept = async () => (await house.house.events.plan(await house.steward.pass(eventId, "event.edit", "end to end"))).plan.hostedBy;
    await until(async () => (await kept()) === "Beatrice Lanza");
    await press(button(page, /^Undo/), "Enter", { back: true });
    await expect(page.getByLabel("Hosted by")).toHaveValue("");
    await until(async () => (await kept()) === undefined);
  });
  await test.step("announces; the key that is gone leaves the focus in its place", async () => {
    await expect(page.locator(".saving__line").getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
    await press(button(page, "Announce"), "Enter", { back: true });
    await expect(page.getByText("Announced").first()).toBeVisible();
    await within(main, "the focus stays on the page");
  });
  await test.step("adds a guest", async () => {
    await press(link(page, "Guests"), "Enter", { back: true });
    await expect(page.getByRole("heading", { level: 1, name: /Guests/ })).toBeVisible();
    await write(page.getByRole("form", { name: "Add one guest" }).getByLabel("Name"), "Carla Monti");
    await write(
      page.getByRole("form", { name: "Add one guest" }).getByLabel("Email address"),
      "carla.monti@mail.example",
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("rowheader", { name: /Carla Monti/ })).toBeVisible();
    await within(page.getByRole("form", { name: "Add one guest" }), "the next guest can be written at once");
  });
  await test.step("opens and closes a panel: the focus goes into it, and comes back", async () => {
    await page.reload();
    await alive(page);
    await press(link(page, "Add one guest"));
    await expect(page.getByRole("form", { name: "Add one guest" }).getByLabel("Name")).toBeFocused();
    await press(link(page, "Close"), "Enter", { back: true });
    await expect(page.getByRole("form", { name: "Add one guest" })).toHaveCount(0);
    await within(main, "the focus stays on the page");
  });
  await test.step("chooses, sends the letter, and closes what was said", async () => {
    await press(page.getByLabel("Choose Carla Monti"), "Space");
    await press(button(page, "Send 1 invitation"));
    await expect(button(page, "Do not send")).toBeFocused();
    const said = page.getByRole("region", { name: "What is chosen" });
    await expect(said.getByText("1 letter is on its way.")).toBeVisible({ timeout: 15_000 });
    await within(said, "the focus stays where it is said");
    await press(said.getByRole("button", { name: "Close" }));
    await expect(said).toHaveCount(0);
    await within(main, "the focus stays on the page");
    await until(async () =>
      (await house.house.mail.outbox(house.steward.housePass("outbox.read", "end to end"))).some(
        (one) => one.eventId === eventId && one.state === "sent",
      ),
    );
  });
  await test.step("goes to the desk by its name", async () => {
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(palette).toHaveCount(0);
    await within(main, "the focus is back where it was");
    await press(link(page, "Desk"), "Enter", { back: true });
    await expect(page.getByTestId("desk-line")).toHaveText("In command");
    await within(main, "a new page has the focus");
  });
  await test.step("opens the doors: never by Enter, by the space bar; the focus stays there, on nothing that does more", async () => {
    const doors = button(page, "Open the doors");
    await go(doors, { back: false });
    await page.waitForTimeout(1600); // the key rests at first
    await page.keyboard.press("Enter");
    await expect(doors).toBeFocused();
    await page.keyboard.press("Space");
    await expect(button(page, "Go live")).toBeVisible();
    await within(page.locator(".next"), "the focus stays with the next act");
    await expect(button(page, "Go live")).not.toBeFocused();
  });
  await test.step("camera, ready, live", async () => {
    await press(button(page, "Start my camera"));
    const ready = button(page, "I am ready");
    await expect(ready).toBeVisible();
    await go(ready);
    await expect(ready).not.toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Ready, held")).toBeVisible();
    await expect(button(page, "No longer ready")).toBeFocused();
    await go(button(page, "Go live"), { back: true });
    await expect(button(page, "Go live"), "it rests after the act before").not.toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Space");
    await expect(page.getByText("You are on air").first()).toBeVisible();
    await within(page.locator(".next"), "the focus stays with the next act");
    await picturesMove(page);
  });
  await test.step("the curtain falls by its key and rises by the one that is held; both leave the focus there", async () => {
    await press(page.locator("button.drop"), "Space");
    const raise = button(page, /^Raise/);
    await expect(raise).toBeVisible();
    await within(page.locator(".raise"), "the focus is where it rises");
    await expect(raise).not.toBeFocused();
    await hold(raise, 1200);
    await expect(page.locator("button.drop")).toBeVisible();
    await within(page.locator(".guard"), "the focus is where it falls");
    await expect(page.locator("button.drop")).not.toBeFocused();
  });
  await test.step("and falls from anywhere, also out of a dialog, which then has the focus still", async () => {
    await press(button(page, "Keys of the desk"));
    const list = page.getByRole("dialog");
    await within(list, "a dialog has the focus");
    await page.keyboard.press("Shift+Escape");
    await expect(page.locator(".raise")).toBeVisible();
    await within(list, "the dialog keeps it");
    await page.keyboard.press("Escape");
    await expect(button(page, "Keys of the desk")).toBeFocused();
    await hold(button(page, /^Raise/), 1200);
    await expect(page.locator("button.drop")).toBeVisible();
  });
  await test.step("ends the evening, asked about; no is no", async () => {
    const end = button(page, "End the evening").first();
    await press(end, "Space");
    const asked = page.getByRole("alertdialog");
    await within(asked, "the question has the focus");
    await page.keyboard.press("Escape");
    await expect(asked).toHaveCount(0);
    await expect(end).toBeFocused();
    await page.keyboard.press("Space");
    await press(asked.getByRole("button", { name: "End the evening" }));
    await expect(page.getByRole("heading", { name: "The evening has ended" })).toBeVisible();
    await within(page.locator(".next"), "the focus stays with what is next");
    await press(link(page, "The evening in figures"));
    await expect(page).toHaveURL(/\/after$/);
    await within(main, "a new page has the focus");
  });
});

test("a speaker's evening by the keyboard alone: link, green room, devices, ready, on air, withdrawn", async ({
  house,
  visit,
}) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(120_000);
  const event = await house.announce("invited", 5);
  await event.openDoors();
  const { page, expects } = await visit();
  expects(lineTaken);
  await withoutMouse(page);
  const { go, press, within } = handsOn(page);
  const main = page.locator("#main");

  await page.goto(await event.link("kaori"));
  await alive(page);
  await press(button(page, "Enter the green room"));
  await expect(page).toHaveURL(/\/greenroom\//);
  await expect(button(page, "Open camera and microphone")).toBeVisible();
  await within(main, "a new page has the focus");
  await press(button(page, "Open camera and microphone"));
  const ready = button(page, "I am ready");
  await expect(ready).toBeVisible();
  await within(main, "the key is gone, the focus is with the picture");
  await expect(ready, "a further Enter says nothing to the house").not.toBeFocused();

  await test.step("devices: into the choice, chosen by arrows, and back", async () => {
    const change = button(page, "Change devices");
    await press(change);
    const choice = page.getByRole("dialog");
    await within(choice, "the choice has the focus");
    const camera = choice.getByLabel("Camera");
    await go(camera);
    const before = await camera.inputValue();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => camera.inputValue()).not.toBe("");
    expect(before).not.toBe("");
    await page.keyboard.press("Escape");
    await expect(choice).toHaveCount(0);
    await expect(change).toBeFocused();
  });
  await expect(ready).not.toHaveAttribute("aria-disabled", "true");
  await press(ready, "Enter", { back: true });
  const not = button(page, "Not ready yet");
  await expect(not).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Stand by" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(ready).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(not).toBeFocused();

  await event.goLive();
  const [seat] = await event.say("kaori");
  const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
  await until(async () => (await house.house.stage.bringOn(pass, seat?.id ?? "")).ok);
  await expect(page.getByTestId("on-air")).toBeVisible();
  await expect(button(page, "Leave the stage"), "the same key, with its new word").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("on-air")).toHaveCount(0);
  await expect(ready).toBeFocused();
  await event.remove("kaori");
  await expect(page.getByRole("heading", { level: 1, name: "Your place has ended" })).toBeVisible();
  await within(main, "what is said has the focus");
});
