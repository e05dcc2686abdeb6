import type { Page } from "@playwright/test";
import { findBrowser } from "#tests/e2e/browser.ts";
import { openCuttable } from "#tests/e2e/cuttable.ts";
import { expect, framesIn, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";
import { relayPackets } from "#tests/e2e/relay.ts";

declare global {
  interface Window {
    /** What said “on air” on a speaker's screen, whenever that changed, by the machine's clock. */
    said: { at: number; signs: string[] }[];
  }
}

/** Notes from now on every sign by which a speaker's screen says that they are on air. */
const noteSigns = (page: Page) =>
  page.evaluate(() => {
    window.said = [];
    const signs = () => {
      const has = (name: string, is: boolean | null | undefined) => (is ? [name] : []);
      return [
        ...has("edge", document.querySelector("[data-testid=on-air]") !== null),
        ...has("title", document.title.startsWith("●")),
        ...has("icon", document.querySelector('link[rel="icon"]')?.getAttribute("href")?.startsWith("data:")),
        ...has("lamp", document.querySelector(".cue")?.getAttribute("data-lamp") === "air"),
        ...has("room", document.querySelector(".greenroom")?.hasAttribute("data-air")),
        ...has("picture", document.querySelector(".cam")?.hasAttribute("data-air")),
        ...has("stage", document.querySelector(".shown [data-testid=stage-picture]")?.getAttribute("data-flowing") === "true"),
        ...has("words", /You are on air|Everyone sees/.test(document.body.innerText)),
      ];
    };
    setInterval(() => {
      const now = signs();
      const last = window.said.at(-1);
      if (!last || last.signs.join() !== now.join()) window.said.push({ at: Date.now(), signs: now });
    }, 15);
  });
const saidBy = (page: Page) => page.evaluate(() => window.said);
const signsNow = async (page: Page) => (await saidBy(page)).at(-1)?.signs ?? [];
const all = ["edge", "title", "icon", "lamp", "room", "picture", "stage", "words"];

test("off air within a second: taken off by the house, or cut off by a line that is gone; and the truth again when it is back", async ({ house, visit, playwright }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(180_000);
  const event = await house.announce("invited", 5);
  await event.openDoors();
  const client = await visit();
  client.expects(/\/media\/seat_|data ?channel/i);
  await client.page.goto(await event.link("ines"));
  await client.page.getByRole("button", { name: "Enter" }).click();

  const { port, host } = new URL(house.origin);
  const wire = await openCuttable(Number(port));
  const found = await findBrowser();
  const browser = await playwright.chromium.launch({ ...found, args: [...found.args, `--host-resolver-rules=MAP ${host} 127.0.0.1:${wire.port}`] });
  try {
    const context = await browser.newContext({ baseURL: house.origin, locale: "en-GB", timezoneId: "Europe/Rome", viewport: { width: 1440, height: 900 } });
    const packets = await relayPackets(context);
    const page = await context.newPage();
    /** The whole line: what goes to the house, and the packets of picture and sound. */
    const line = (isThere: boolean) => {
      for (const one of [wire, packets]) isThere ? one.mend() : one.cut();
    };
    const ready = page.getByRole("button", { name: "I am ready" });
    const bringOn = async () => {
      await ready.click();
      await expect(page.getByRole("button", { name: "Not ready yet" })).toBeVisible();
      const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
      await until(async () => (await house.house.stage.bringOn(pass, (await event.say("kaori"))[0]?.id ?? "")).ok);
      await expect.poll(() => signsNow(page), "every sign is lit").toEqual(all);
      await picturesMove(client.page);
    };
    const takeOff = async () => {
      const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
      const at = Date.now();
      expect((await house.house.stage.takeOff(pass, (await event.say("kaori"))[0]?.id ?? "")).ok).toBe(true);
      return at;
    };
    /** How long after a moment the last sign was gone, and stays so for a while. */
    const offAfter = async (at: number) => {
      await expect.poll(() => signsNow(page)).toEqual([]);
      const last = (await saidBy(page)).at(-1);
      return (last?.at ?? Number.POSITIVE_INFINITY) - at;
    };
    const flowing = client.page.getByTestId("stage-picture").and(client.page.locator("[data-flowing=true]"));

    await page.goto(await event.link("kaori"));
    await page.getByRole("button", { name: "Enter the green room" }).click();
    await page.getByRole("button", { name: "Open camera and microphone" }).click();
    await event.goLive();
    await noteSigns(page);
    await bringOn();

    await test.step("taken off by the house", async () => {
      const after = await offAfter(await takeOff());
      test.info().annotations.push({ type: "figure", description: `off the speaker's screen ${after} ms after the house took them off` });
      expect(after).toBeLessThan(1000);
      await expect(flowing).toHaveCount(0);
      await expect(page.getByRole("status").filter({ hasText: "Stand by" }).or(page.getByRole("status").filter({ hasText: "Not yet" })).first()).toBeVisible();
    });
    await test.step("cut off: the speaker's screen says so within a second, the guest's does not show a frozen picture as the stage", async () => {
      if (await page.getByRole("button", { name: "Not ready yet" }).isVisible()) await page.getByRole("button", { name: "Not ready yet" }).click();
      await bringOn();
      const cutAt = Date.now();
      line(false);
      const after = await offAfter(cutAt);
      test.info().annotations.push({ type: "figure", description: `off the speaker's screen ${after} ms after the line was cut` });
      expect(after).toBeLessThan(1000);
      await expect(page.getByText("Nobody sees or hears you").first()).toBeVisible();
      await expect(flowing).toHaveCount(0, { timeout: 4000 });
      expect(await framesIn(client.page, 500)).toBe(0);
      await expect(client.page.getByText("The picture is catching up").or(client.page.getByText("The stage is dark")).first()).toBeVisible();
    });
    await test.step("taken off meanwhile, the screen never says on air again when the line is back", async () => {
      await takeOff();
      await page.waitForTimeout(1000);
      const mendedAt = Date.now();
      line(true);
      await expect(page.getByText("Coming back, your place is kept.")).toHaveCount(0, { timeout: 15_000 });
      await expect(page.getByText("Nobody outside this room sees or hears you")).toBeVisible();
      await page.waitForTimeout(4000);
      expect((await saidBy(page)).filter(({ at, signs }) => at > mendedAt && signs.length > 0)).toEqual([]);
    });
    await test.step("cut and back while the house kept them on: on air again by every sign, and seen again", async () => {
      if (await page.getByRole("button", { name: "Not ready yet" }).isVisible()) await page.getByRole("button", { name: "Not ready yet" }).click();
      await bringOn();
      line(false);
      await expect.poll(() => signsNow(page)).toEqual([]);
      line(true);
      await expect.poll(() => signsNow(page), { timeout: 30_000 }).toEqual(all);
      await picturesMove(client.page, 20_000);
    });
  } finally {
    await browser.close();
    await wire.close();
    await event.end();
  }
});
