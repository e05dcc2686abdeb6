import { expect, test } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";

const why = "end to end";
const many = Array.from({ length: 400 }, (_, n) => `Guest ${String(n).padStart(3, "0")} <guest${n}.list@mail.example>`).join("\n");

test("four hundred guests: only rows in sight are drawn; found, ordered, chosen by mouse and by keys, put right and put back", async ({ house, visit, axe }) => {
  const event = await house.announce("invited", 60);
  await house.house.guests.paste(await house.steward.pass(event.eventId, "guest.invite", why), many, "online", false);
  const { page } = await visit({ staff: "marc" });
  await page.goto(`/studio/events/${event.eventId}/guests`);
  const rows = page.locator("tbody tr[data-index]");
  await expect(page.getByText("408 guests", { exact: true })).toBeVisible();
  await expect.poll(() => rows.count(), "what is out of sight is not drawn").toBeLessThan(60);
  await axe(page);

  await test.step("found by every word, accents aside", async () => {
    await page.getByRole("searchbox", { name: "Find a guest" }).fill("arnaud ines");
    await expect(rows).toHaveCount(1);
    await expect(page.getByRole("rowheader", { name: /Inès Arnaud/ })).toBeVisible();
    await page.getByRole("link", { name: "Show everybody" }).click();
    await page.getByRole("combobox", { name: "As" }).selectOption("speaker");
    await expect(rows).toHaveCount(1);
    await page.getByRole("link", { name: "Show everybody" }).click();
    await expect(page.getByText("408 guests", { exact: true })).toBeVisible();
  });
  await test.step("ordered by a column, and turned round", async () => {
    await page.getByRole("link", { name: "Guest", exact: true }).click();
    await expect(page.getByRole("columnheader", { name: "Guest" })).toHaveAttribute("aria-sort", "ascending");
    await expect(rows.first()).toContainText("Adrien Keller");
    await page.getByRole("link", { name: "Guest", exact: true }).click();
    await expect(page.getByRole("columnheader", { name: "Guest" })).toHaveAttribute("aria-sort", "descending");
    await expect(rows.first()).toContainText("Viktor Hale");
  });
  await test.step("chosen: a range by Shift, on with the arrows, all by Control A, nobody by Escape", async () => {
    const boxes = page.locator("tbody input[type=checkbox]");
    await boxes.nth(1).click();
    await boxes.nth(4).click({ modifiers: ["Shift"] });
    await expect(page.getByText("4 guests chosen")).toBeVisible();
    await page.keyboard.press("Shift+ArrowDown");
    await expect(page.getByText("5 guests chosen")).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect(page.getByText("6 guests chosen")).toBeVisible();
    await axe(page);
    for (let n = 0; n < 40; n += 1) await page.keyboard.press("ArrowDown");
    await expect(page.locator(":focus")).toHaveAttribute("data-at", "46");
    await page.keyboard.press("Control+a");
    await expect(page.getByText("408 guests chosen")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByText("guests chosen")).toHaveCount(0);
  });
  await test.step("put right, and put back", async () => {
    await page.getByRole("searchbox", { name: "Find a guest" }).fill("guest 007");
    await page.getByRole("link", { name: "Change Guest 007" }).click();
    const form = page.getByRole("form", { name: "Change Guest 007" });
    await expect(form.getByLabel("Guest")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(form).toHaveCount(0);
    await page.getByRole("link", { name: "Change Guest 007" }).click();
    await form.getByLabel("Guest").fill("James Bond");
    await form.getByLabel("Language").selectOption("it");
    await axe(page);
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("searchbox", { name: "Find a guest" }).fill("bond");
    await expect(page.getByRole("rowheader", { name: /James Bond/ })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("searchbox", { name: "Find a guest" }).fill("guest7.list");
    await expect(page.getByRole("rowheader", { name: /Guest 007/ })).toBeVisible();
  });
});

test("many at once: letters wait five seconds and can be kept back; then they go, are counted, and can be taken back", async ({ house, visit, axe }) => {
  const event = await house.announce("invited", 60);
  await house.house.guests.paste(await house.steward.pass(event.eventId, "guest.invite", why), many.split("\n").slice(0, 60).join("\n"), "online", false);
  const { page } = await visit({ staff: "marc" });
  await page.emulateMedia({ reducedMotion: "reduce" }); // whoever looks for faults waits for what moves: the five seconds would be over
  const { db } = house.room;
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await page.getByRole("link", { name: /^Not sent 60/ }).click();
  await page.getByLabel("Choose all 60 found").check();
  await page.getByRole("button", { name: "Send 60 invitations" }).click();
  await expect(page.getByText("60 letters leave in five seconds.")).toBeVisible();
  await axe(page);
  const before = await db.letter.count({ where: { eventId: event.eventId } });
  await page.getByRole("button", { name: "Do not send" }).click();
  await page.waitForTimeout(5500);
  expect(await db.letter.count({ where: { eventId: event.eventId } }), "kept back is kept back").toBe(before);
  await page.getByLabel("Choose all 60 found").check();
  await page.getByRole("button", { name: "Send 60 invitations" }).click();
  await expect(page.getByText("60 letters are on their way.")).toBeVisible({ timeout: 15_000 });
  await until(async () => (await db.letter.count({ where: { eventId: event.eventId, state: "waiting" } })) === 0, 20_000);
  await page.getByRole("region", { name: "What is chosen" }).getByRole("button", { name: "Close" }).click();
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await page.getByRole("searchbox", { name: "Find a guest" }).fill("guest 00");
  await page.getByLabel("Choose all 10 found").check();
  await page.getByRole("button", { name: "Withdraw 10" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw 10" }).click();
  await expect(page.getByText("10 invitations are taken back.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Taken back 10/ })).toBeVisible();
});

test("without script the list comes in pages, can be searched, and letters can be sent", async ({ house, visit }) => {
  const event = await house.announce("invited", 60);
  await house.house.guests.paste(await house.steward.pass(event.eventId, "guest.invite", why), many.split("\n").slice(0, 70).join("\n"), "online", false);
  const { page } = await visit({ staff: "marc", javaScriptEnabled: false });
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await expect(page.getByRole("rowheader")).toHaveCount(60);
  await page.getByRole("link", { name: "Further guests" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(18);
  await page.getByRole("searchbox", { name: "Find a guest" }).fill("guest 069");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await page.getByLabel("Choose Guest 069").check();
  await page.getByRole("button", { name: "Send invitations" }).click();
  await expect(page.getByText("1 letter is on its way.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Find a guest" }).fill("guest 069");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "Change Guest 069" }).click();
  await page.getByRole("textbox", { name: "Guest" }).fill("Last One");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Changed.")).toBeVisible();
});

/** What a spreadsheet of Western Europe writes: Windows-1252, a head in French, a cell of two lines, a formula, an empty row, a faulty one. */
const saved = ["Nom complet;Courriel;Langue;Notes", "Inès D’Été;ines.ete@mail.example;français;\"arrive\ntard\"", ";;;", "=1+1;formule@mail.example;;", "Nobody at all;none;;"];
const asSaved = (lines: readonly string[]) => Buffer.from(lines.join("\r\n").replaceAll("’", "\u0092"), "latin1");

test("a list comes as a file: chosen or dropped it is read first, with its faults by row, and then added; a workbook is refused in words", async ({ house, visit, axe }) => {
  const event = await house.announce("invited", 60);
  const { page } = await visit({ staff: "marc" });
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await page.getByRole("link", { name: "Paste a list" }).click();
  const chosen = page.getByLabel("A list as a file", { exact: true }).and(page.locator("input"));
  await chosen.setInputFiles({ name: "guests.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0]) });
  await expect(page.getByRole("alert")).toContainText("choose “Save as”, then CSV");
  await axe(page);
  const lines = page.getByLabel("One guest a line");
  await expect(lines).toHaveValue("");

  await chosen.setInputFiles({ name: "guests.csv", mimeType: "text/csv", buffer: asSaved(saved) });
  await expect(page.getByText("Line 5")).toBeVisible();
  await expect(lines).toHaveValue(/Inès D’Été;ines\.ete@mail\.example;français;"arrive tard"/);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await axe(page);
  await page.getByRole("button", { name: "Add 2 guests" }).click();
  await expect(page.getByRole("rowheader", { name: /Inès D’Été/ })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: /^=1\+1/ }), "a formula is a text").toBeVisible();

  const dropped = await page.evaluateHandle(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(["name\temail\nDora Drop\tdora@mail.example\n"], "more.tsv"));
    return carried;
  });
  const place = page.getByRole("form", { name: "A list as a file" });
  await place.dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(place).toHaveAttribute("data-over", "true");
  await place.dispatchEvent("drop", { dataTransfer: dropped });
  await page.getByRole("button", { name: "Add 1 guest", exact: true }).click();
  await expect(page.getByRole("rowheader", { name: /Dora Drop/ })).toBeVisible();
});

test("without script a file is sent, read by the house, and shown before it is added", async ({ house, visit }) => {
  const event = await house.announce("invited", 60);
  const { page, expects } = await visit({ staff: "marc", javaScriptEnabled: false });
  expects(/status of 400/);
  await page.goto(`/studio/events/${event.eventId}/guests/paste`);
  const chosen = page.getByLabel("A list as a file", { exact: true }).and(page.locator("input"));
  await chosen.setInputFiles({ name: "guests.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0]) });
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByText("choose “Save as”, then CSV")).toBeVisible();
  await chosen.setInputFiles({ name: "guests.csv", mimeType: "text/csv", buffer: asSaved(saved) });
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByText("Line 5")).toBeVisible();
  await page.getByRole("button", { name: "Add 2 guests" }).click();
  await expect(page.getByText("2 guests added. Nobody has been written to.")).toBeVisible();
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await expect(page.getByRole("rowheader", { name: /Inès D’Été/ })).toBeVisible();
});
