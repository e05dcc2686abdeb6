import { expect, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;
const lineTaken = /\/media\/seat_|data ?channel/i;

for (const [name, viewport] of Object.entries(sizes))
  test(`the green room on a ${name}: refused, opened, framed, ready, on air on every sign, off, withdrawn`, async ({ house, visit, axe }) => {
    const missing = noPicture(house);
    test.skip(missing !== null, `NO PICTURE: ${missing}`);
    const event = await house.announce("invited", 5);
    await event.openDoors();
    const [speaker, client] = [await visit({ viewport }), await visit()];
    for (const { expects } of [speaker, client]) expects(lineTaken);
    const { page } = speaker;
    await page.addInitScript(() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      let refused = 0;
      navigator.mediaDevices.getUserMedia = (wish) => (refused++ < 1 ? Promise.reject(new DOMException("no", "NotAllowedError")) : real(wish));
    });
    await page.goto(await event.link("kaori"));
    await page.getByRole("button", { name: "Enter the green room" }).click();
    await page.getByRole("button", { name: "Open camera and microphone" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "left of the address" })).toBeVisible();
    await axe(page);
    await page.getByRole("button", { name: "Try again" }).click();
    const ready = page.getByRole("button", { name: "I am ready" });
    await expect(ready).toBeVisible();
    const title = await page.title();

    await page.getByRole("button", { name: "Framing lines" }).click();
    await expect(page.getByTestId("guide")).toBeVisible();
    await ready.click();
    await expect(page.getByRole("status").filter({ hasText: "Stand by" })).toBeVisible();
    await expect(page.getByTestId("on-air")).toHaveCount(0);
    expect(await page.title()).toBe(title);

    await client.page.goto(await event.link("ines"));
    await client.page.getByRole("button", { name: "Enter" }).click();
    await event.goLive();
    const [seat] = await event.say("kaori");
    const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
    await until(async () => (await house.house.stage.bringOn(pass, seat?.id ?? "")).ok);
    await expect(page.getByTestId("on-air")).toBeVisible();
    await expect(page).toHaveTitle(/^● On air/);
    expect(await page.locator('link[rel="icon"]').getAttribute("href")).toMatch(/^data:/);
    await picturesMove(client.page);
    await page.waitForTimeout(2500);
    await expect(page.getByText("Nobody sees or hears you"), "nothing says that the line is cut while it is not").toHaveCount(0);
    await axe(page);

    await page.getByRole("button", { name: "Leave the stage" }).click();
    await expect(page.getByTestId("on-air")).toHaveCount(0);
    await expect(page).toHaveTitle(title);
    expect(await page.locator('link[rel="icon"]').getAttribute("href")).toBe("/favicon.svg");
    await expect(ready).toBeVisible();
    await event.end();
  });
