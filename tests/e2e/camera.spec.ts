import { expect, framesIn, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";

test("a speaker on air changes the camera: what is on air goes on, with the new one, and back", async ({ house, visit }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  const event = await house.announce("invited", 5);
  await event.openDoors();
  const [client, speaker] = [await visit(), await visit()];
  for (const { expects } of [client, speaker]) expects(/\/media\/seat_|data ?channel/i);
  await client.page.goto(await event.link("ines"));
  await client.page.getByRole("button", { name: "Enter" }).click();
  await speaker.page.goto(await event.link("kaori"));
  await speaker.page.getByRole("button", { name: "Enter the green room" }).click();
  await speaker.page.getByRole("button", { name: "Open camera and microphone" }).click();
  await speaker.page.getByRole("button", { name: "I am ready" }).click();
  await expect(speaker.page.getByRole("button", { name: "Not ready yet" })).toBeVisible();
  await event.goLive();
  const [seat] = await event.say("kaori");
  const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
  await until(async () => (await house.house.stage.bringOn(pass, seat?.id ?? "")).ok);
  await picturesMove(client.page);

  await speaker.page.getByRole("button", { name: "Change devices" }).click();
  const camera = speaker.page.getByRole("dialog").getByLabel("Camera");
  const first = await camera.inputValue();
  for (const label of ["fake_device_2", "fake_device_0"]) {
    await camera.selectOption({ label });
    await expect.poll(() => camera.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label)).toBe(label);
    await speaker.page.waitForTimeout(1000);
    expect(await framesIn(client.page, 2000), label).toBeGreaterThan(20);
  }
  expect(await camera.inputValue()).toBe(first);
  await expect(speaker.page.getByText("You are on air").first()).toBeVisible();
  await event.end();
});
