import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { crewSpeaker, speakers, staff } from "#prisma/cast.ts";
import type { CheckGuest, Desk } from "#tests/demo/check-browser.ts";
import { framesOf, openGuest } from "#tests/demo/check-browser.ts";
import type { Launch } from "#tests/demo/launch.ts";
import { wordOf } from "#tests/demo/words.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect, until } from "#tests/demo/proofs.ts";

/** On air and off again, as a guest's browser shows it: the speaker's frames advance, then stand, while the host's go on. */
async function onAndOff(desk: Desk, name: string, page: Page): Promise<string> {
  await until(() => desk.isReady(name), 30_000, `${name} ready`);
  const seatId = desk.backstage(name)?.seatId ?? "";
  const pressedAt = performance.now();
  const brought = await desk.seat.command("stage.bringOn", { seatId });
  expect(brought.ok, `bringing on was answered ${JSON.stringify(brought)}`);
  await until(() => desk.onAir(name) !== undefined, 5_000, "on air");
  const identity = desk.onAir(name)?.identity ?? "";
  await until(async () => (await framesOf(page, identity)) > 0, 15_000, "the speaker's first frame");
  const firstMs = Math.round(performance.now() - pressedAt);
  const before = await framesOf(page, identity);
  await sleep(2000);
  const shown = (await framesOf(page, identity)) - before;
  expect(shown >= 6, `only ${shown} frames of the speaker in 2 s`);

  const took = await desk.seat.command("stage.takeOff", { seatId });
  expect(took.ok, `taking off was answered ${JSON.stringify(took)}`);
  expect(desk.onAir(name) === undefined, "the stage still names them");
  await sleep(500);
  const after = await framesOf(page, identity);
  const host = desk.onAir(staff.beatrice.name)?.identity ?? "";
  const hostBefore = await framesOf(page, host);
  await sleep(2000);
  const late = (await framesOf(page, identity)) - after;
  expect(late <= 0, `${late} frames after they went off`);
  expect((await framesOf(page, host)) > hostBefore, "the host's picture stands still");
  return `first frame after ${firstMs} ms, ${shown} frames in 2 s on air, 0 after`;
}

/** The simulated speaker. */
export const proveSpeaker = (proofs: Proofs, desk: Desk, { page }: CheckGuest): Promise<boolean> =>
  proofs.prove("a speaker comes on and goes off, and the host's picture goes on", () => onAndOff(desk, crewSpeaker.name, page));

/** The influencer in a real browser with a camera: link, green room, ready, on air, off. */
export async function proveInfluencer(proofs: Proofs, { lists: { invited: guests }, events }: Launch, desk: Desk, { page }: CheckGuest, browser: Browser): Promise<void> {
  const { name } = speakers.kaori;
  const kaori = await openGuest(browser, { name, locale: "en-GB", viewport: { width: 1180, height: 820 } });
  await proofs.prove("an influencer goes from the door through the green room on air and off", async () => {
    await kaori.page.goto(guests.get(name)?.link ?? "");
    await kaori.page.locator(".go button[type=submit]").first().click();
    await kaori.page.waitForURL(`**/greenroom/${events.invited.id}`, { timeout: 20_000 });
    await press(kaori.page, wordOf("en", "greenroom", "cam.start"));
    await until(() => desk.backstage(name)?.hasCamera === true, 20_000, "a camera in the green room");
    await press(kaori.page, wordOf("en", "greenroom", "ready.say"));
    await until(() => desk.isReady(name), 10_000, "the press of ready");
    return onAndOff(desk, name, page);
  });
  await kaori.context.close();
}

/** Presses a key by its word, once it may be pressed. */
async function press(page: Page, word: string): Promise<void> {
  await page.locator("button:not([aria-disabled=true])").filter({ hasText: word }).first().click({ timeout: 20_000 });
}
