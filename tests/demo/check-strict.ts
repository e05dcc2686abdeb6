import type { Page } from "@playwright/test";
import type { Language } from "#contracts/languages.ts";
import type { ListedKey } from "#tests/demo/guest-list.ts";
import type { CheckGuest } from "#tests/demo/check-browser.ts";
import type { Launch } from "#tests/demo/launch.ts";
import { expect, until } from "#tests/demo/proofs.ts";
import { wordOf } from "#tests/demo/words.ts";

const pageMs = 20_000;
export const isSession = (name: string): boolean => name === "sipario" || name === "__Host-sipario";

/** A strict door up to its code: what it shows before names nobody and nothing; a wrong code opens nothing, the right one does. */
export async function typeCode({ page, context, name }: CheckGuest, { lists, events }: Launch, key: ListedKey, lang: Language): Promise<void> {
  const { link = "", code = "" } = lists[key].get(name) ?? {};
  const { id, title, codeName } = events[key];
  const answer = await page.goto(link, { timeout: pageMs });
  expect(answer?.status() === 200, `the door answered ${answer?.status()}`);
  const seen = await page.content();
  for (const word of [title, codeName, name, name.split(" ")[0] ?? name, id]) expect(!seen.includes(word), "the door tells of the guest or the event before the code");
  const box = page.locator("input[name=code]");
  const open = page.getByRole("button", { name: wordOf(lang, "door", "code.go"), exact: true });
  await box.fill(`${code.slice(1)}${code.startsWith("2") ? "3" : "2"}`);
  await open.click();
  await page.getByText(wordOf(lang, "door", "code.wrong")).waitFor({ timeout: pageMs });
  expect((await context.cookies()).every((one) => !isSession(one.name)), "a wrong code gave the browser a session");
  expect((await page.request.get(new URL(`/room/${id}`, link).href)).status() === 404, "a wrong code opened the room");
  await page.waitForTimeout(1_300); // a code that was tried rests for a second
  await box.fill(code);
  await open.click();
  await page.waitForURL(`**/entry/${id}*`, { timeout: pageMs });
}

/** The agreement: in the guest's language, naming the code name and nothing else; signed by typing one's name. */
export async function sign({ page, name }: CheckGuest, { events }: Launch, key: ListedKey, lang: Language): Promise<void> {
  const text = page.locator(`article[lang="${lang}"]`);
  await text.waitFor({ timeout: pageMs });
  const said = (await text.textContent()) ?? "";
  expect(said.includes(events[key].codeName), "the agreement does not name the evening");
  expect(!said.includes(events[key].title), "the agreement names the title");
  await page.getByLabel(wordOf(lang, "door", "agreement.name")).fill(name);
  const button = page.getByRole("button", { name: wordOf(lang, "door", "agreement.sign") });
  await button.scrollIntoViewIfNeeded();
  await page.locator("button:not([aria-disabled=true])").filter({ hasText: wordOf(lang, "door", "agreement.sign") }).click({ timeout: pageMs });
}

/** Frames that the stage's pictures have shown on a page so far. */
export const framesShown = (page: Page): Promise<number> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLVideoElement>("[data-testid=stage-picture] video")].reduce((sum, one) => sum + one.getVideoPlaybackQuality().totalVideoFrames, 0));

/** The stage's picture moves on a page, under the guest's own mark. Answers how many frames came in a while. */
export async function seesPicture({ page, name }: CheckGuest): Promise<string> {
  await until(async () => (await framesShown(page)) > 3, 30_000, `${name} sees the first frames`);
  const before = await framesShown(page);
  await page.waitForTimeout(3_000);
  const shown = (await framesShown(page)) - before;
  expect(shown >= 8, `only ${shown} frames in 3 s`);
  expect((await page.locator("canvas.mark").count()) > 0, "the picture carries no mark");
  return `${shown} frames in 3 s`;
}

/** Everything a browser received as text, over HTTP and over its sockets, holds none of these words. */
export async function receivedNothingOf(guest: CheckGuest, words: readonly string[]): Promise<string> {
  const texts = [...(await guest.texts()), ...guest.received(), await guest.page.content()];
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  expect(length > 20_000, "too little was received for this to prove anything");
  for (const text of texts) for (const word of words) expect(!text.includes(word), `${guest.name} received what is veiled`);
  return `${texts.length} texts, ${Math.round(length / 1000)} KB read`;
}

/** Hears when the evening is over for somebody, and when it begins. */
export const heardLive = (guest: CheckGuest): Promise<number> => until(() => guest.heard("phase.changed") > 0, 30_000, `${guest.name} hears that it is live`);
