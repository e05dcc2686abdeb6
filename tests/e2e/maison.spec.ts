import { expect, test } from "#tests/e2e/fixtures.ts";

const italiana = "node_modules/@fontsource/italiana/files/italiana-latin-400-normal.woff2";

test("a font of the maison's own: tried, told what it lacks, kept once it may be used, worn by guests, taken off again", async ({ house, visit, axe }) => {
  const event = await house.announce("open");
  const { page, expects } = await visit({ staff: "elena" });
  expects(/status of 409/);
  await page.goto("/studio/maison");
  const own = page.getByRole("region", { name: "A typeface of your own" });
  const choose = own.getByLabel("Choose a font");
  await expect(page.locator("summary", { hasText: "As the text of an SVG" })).toBeVisible();

  await test.step("what is no font is refused in words, before anything is kept", async () => {
    await expect(async () => {
      await choose.setInputFiles({ name: "Didone.woff2", mimeType: "font/woff2", buffer: Buffer.from("<!doctype html><p>no font") });
      await expect(own.getByText("This is no WOFF2 file.")).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(own.getByRole("button", { name: "Keep and wear it" })).toBeDisabled();
  });

  await test.step("tried on, it shows in the preview and tells what it lacks", async () => {
    await choose.setInputFiles(italiana);
    await expect(own.getByText("French:")).toContainText("Ÿ œ");
    await expect(own.getByText("Complete: English, Italian and German.")).toBeVisible();
    await expect(page.locator(".dressed__grand")).toHaveCSS("font-family", /^"Maison Tried"/);
    await axe(page);
  });

  await test.step("kept, a guest's page is set in it", async () => {
    await own.getByLabel("We may use this font on our pages").check();
    await own.getByRole("button", { name: "Keep and wear it" }).click();
    await expect(page.getByText("The font is kept, and worn.")).toBeVisible();
    await expect(page.getByRole("radio", { name: /Your own/ })).toBeChecked();
    await axe(page);
    const guest = await visit({ locale: "de-DE", viewport: { width: 390, height: 844 } });
    const came = guest.page.waitForResponse(/\/dress\/[\w-]{43}\.woff2$/);
    await guest.page.goto("/");
    expect((await came).status()).toBe(200);
    await expect(guest.page.getByRole("heading").first()).toHaveCSS("font-family", /^"Maison Own", "Maison Before"/);
    expect(await guest.page.evaluate(() => document.fonts.ready.then((fonts) => [...fonts].some(({ family, status }) => /Maison Own/.test(family) && status === "loaded")))).toBe(true);
    await axe(guest.page);
  });

  await test.step("a letter carries the wordmark in itself, by day and by night", async () => {
    await page.goto(`/studio/events/${event.eventId}/letter`);
    const letter = page.frameLocator("iframe.letter");
    const shown = letter.getByRole("img", { name: "Aurelle" });
    await expect(shown).toHaveCount(1);
    await expect(shown).toHaveJSProperty("naturalWidth", 440);
    await expect(shown).toHaveClass(/mark-day/);
    await page.getByRole("radio", { name: "Dark" }).check();
    await expect(shown).toHaveClass(/mark-night/);
    await expect(shown).toHaveJSProperty("naturalWidth", 440);
  });

  await test.step("taken off, the house's face stands again", async () => {
    await page.goto("/studio/maison");
    await expect(async () => {
      await own.getByRole("button", { name: "Take your own font off" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible({ timeout: 1000 });
    }).toPass();
    await page.getByRole("alertdialog").getByRole("button", { name: "Take off again" }).click();
    await expect(page.getByText("The house’s face stands again.")).toBeVisible();
    await expect(page.getByRole("radio", { name: /Your own/ })).toHaveCount(0);
    expect(await house.house.maison.read()).toMatchObject({ displayFace: null, ownFace: null });
  });
});
