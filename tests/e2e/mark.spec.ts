import type { Page } from "@playwright/test";
import sharp from "sharp";
import { clients } from "#prisma/cast.ts";
import { expect, framesIn, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";

/** What the media client says of a line that was taken from it. */
const lineTaken = /\/media\/seat_|data ?channel|unpublished track|could not (find|createOffer)/i;

/** Does something to the page and waits until its pictures are blank: milliseconds, by the page's own clock. */
const untilBlank = (page: Page, act: string): Promise<number> =>
  page.evaluate(async (source) => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>("[data-testid=stage-picture] video")];
    const begun = performance.now();
    new Function(source)();
    for (;;) {
      const shown = videos.filter((one) => one.isConnected && one.srcObject !== null);
      if (shown.length === 0) return performance.now() - begun;
      if (performance.now() - begun > 5000) return Number.POSITIVE_INFINITY;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, act);

const styled = (rule: string) => `const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(rule)}); document.adoptedStyleSheets = [sheet];`;
const tamperings = {
  "made transparent": { act: styled(".mark { opacity: 0 !important }"), how: "hidden" },
  "blended away": { act: styled(".mark { mix-blend-mode: color !important }"), how: "hidden" },
  "made small": { act: styled(".mark { width: 10px !important; height: 10px !important }"), how: "moved" },
  "taken out": { act: "document.querySelector('.mark').remove()", how: "gone" },
  "wiped": { act: "const one = document.querySelector('.mark'); one.getContext('2d').clearRect(0, 0, one.width, one.height)", how: "changed" },
  "laid under the picture": { act: styled(".picture__one { z-index: 9 !important }"), how: "covered" },
  "left behind by a second screen of the same picture": {
    act: "const one = document.querySelector('[data-testid=stage-picture] video'); const other = document.createElement('video'); other.srcObject = one.srcObject; document.body.append(other)",
    how: "elsewhere",
  },
} as const;

test("the mark: a screenshot names its seat, tampering stops the picture, a browser that cannot draw it only hears", async ({ house, visit }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE, so the mark is not proved here: ${missing}`);
  test.setTimeout(240_000);
  const event = await house.announce("invited", 5);
  const { eventId } = event;
  await house.room.db.$executeRaw`UPDATE "Event" SET wishes = jsonb_set(wishes::jsonb, '{mark}', 'true'::jsonb) WHERE id = ${eventId}`;
  const trace = async (bytes: Uint8Array) => house.house.mark.trace(await house.steward.pass(eventId, "leak.trace", "end to end"), bytes);
  const tampered = async () =>
    (await house.room.db.entry.findMany({ where: { chain: eventId, name: "mark.tampered" }, orderBy: { seq: "asc" } })).map(({ facts }) => (facts as { how: string }).how);

  const desk = await visit({ staff: "marc" });
  const client = await visit();
  const phone = await visit({ viewport: { width: 390, height: 844 } });
  for (const { expects } of [desk, client, phone]) expects(lineTaken);
  await desk.page.goto(`/studio/events/${eventId}/desk`);
  await desk.page.getByRole("button", { name: "Open the doors" }).click();
  for (const [{ page }, who] of [[client, "ines"], [phone, "camille"]] as const) {
    await page.goto(await event.link(who));
    await page.getByRole("button", { name: "Enter the lobby" }).click();
    await expect(page.getByText("We begin in")).toBeVisible();
  }
  await desk.page.getByRole("button", { name: "Start my camera" }).click();
  await desk.page.getByRole("button", { name: "I am ready" }).click();
  await expect(desk.page.getByText("Ready, held")).toBeVisible();
  await desk.page.getByRole("button", { name: "Go live" }).click();
  await picturesMove(client.page, 15_000);

  await test.step("a screenshot of the playing picture names the seat, whole, half as large, as JPEG 50, and with the page around it", async () => {
    await expect(client.page.locator("canvas.mark")).toBeVisible();
    const whole = await client.page.getByTestId("stage-picture").screenshot();
    const { width = 0 } = await sharp(whole).metadata();
    const ines = { isCertain: true, who: { kind: "guest", name: clients.ines.name } };
    expect(await trace(whole)).toMatchObject(ines);
    expect(await trace(await sharp(whole).resize(Math.round(width / 2)).toBuffer())).toMatchObject(ines);
    expect(await trace(await sharp(whole).jpeg({ quality: 50 }).toBuffer())).toMatchObject(ines);
    expect(await trace(await client.page.screenshot())).toMatchObject(ines);
  });

  await test.step("so does one of a phone; the desk's own monitor carries marks, too", async () => {
    await picturesMove(phone.page);
    expect(await trace(await phone.page.getByTestId("stage-picture").screenshot())).toMatchObject({ isCertain: true, who: { name: clients.camille.name } });
    await expect(desk.page.locator("canvas.mark")).toBeVisible();
  });

  await test.step("what the page does by itself is no tampering: another size, a full screen, half a minute", async () => {
    await client.page.setViewportSize({ width: 900, height: 700 });
    await picturesMove(client.page);
    await client.page.setViewportSize({ width: 1440, height: 900 });
    await client.page.getByRole("button", { name: "Full screen" }).click();
    await picturesMove(client.page);
    await client.page.keyboard.press("Escape");
    await picturesMove(client.page);
    expect(await tampered()).toEqual([]);
  });

  for (const [name, { act, how }] of Object.entries(tamperings))
    await test.step(`tampering: the marks are ${name}`, async () => {
      const before = await tampered();
      const ms = await untilBlank(client.page, act);
      expect(ms, "milliseconds until the picture was blank").toBeLessThan(1000);
      test.info().annotations.push({ type: "figure", description: `${name}: blank after ${Math.round(ms)} ms` });
      await expect(client.page.getByTestId("mark-word")).toHaveText(/The picture has been stopped/);
      await expect.poll(tampered).toEqual([...before, how]);
      expect(await framesIn(client.page, 400)).toBe(0);
      const [seat] = await event.say("ines");
      expect(house.house.video.identityOf(seat?.id ?? ""), "the house took the seat's place in the call").toBeNull();
      await client.page.getByRole("button", { name: "Load the page again" }).click();
      await picturesMove(client.page, 15_000);
    });

  await test.step("a browser that cannot draw the marks hears, and sees no frame", async () => {
    const blind = await visit();
    blind.expects(lineTaken);
    await blind.context.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await blind.page.goto(await event.link("adrien"));
    await blind.page.getByRole("button", { name: /Enter/ }).click();
    await expect(blind.page.getByTestId("mark-word")).toHaveAttribute("data-why", "soundOnly");
    expect(await framesIn(blind.page, 2000)).toBe(0);
    await expect.poll(() => blind.page.evaluate(() => [...document.querySelectorAll("audio")].some((one) => !one.paused && one.srcObject !== null))).toBe(true);
  });
});
