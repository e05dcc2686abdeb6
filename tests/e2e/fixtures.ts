import { readFileSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { test as base, expect } from "@playwright/test";
import type { StaffKey } from "#prisma/cast.ts";
import { findBrowser } from "#tests/e2e/browser.ts";
import type { E2eHouse } from "#tests/e2e/house.ts";
import { openCast, openOwnHouse } from "#tests/e2e/house.ts";

/** Not the house's: a page left while its data was on the way, a word sent in the very moment its line went, and our own looking into a letter's frame, where nothing may run. */
const ofTheTest = [/AbortError: BodyStreamBuffer was aborted/, /WebSocket is already in CLOSING or CLOSED state/, /Blocked script execution in 'about:srcdoc'/];

interface Visiting extends Pick<BrowserContextOptions, "locale" | "viewport" | "timezoneId" | "javaScriptEnabled" | "deviceScaleFactor" | "hasTouch" | "isMobile"> {
  /** A member of the cast's staff whose session this browser holds. */
  staff?: StaffKey;
  /** The address of the house, where it is not the one of the cast. */
  origin?: string;
}
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Console lines that are part of what the test does, such as a page that is refused. */
  expects(line: RegExp): void;
}

interface Worker {
  house: E2eHouse;
}
interface Each {
  /** A browser of its own: its own cookies, its own camera. What it complains of fails the test. */
  visit(how?: Visiting): Promise<Visit>;
  /** Fails for any fault of accessibility, however small; every fault is named. */
  axe(page: Page): Promise<void>;
}

export const test = base.extend<Each, Worker>({
  browser: [
    async ({ playwright }, use) => {
      const browser = await playwright.chromium.launch(await findBrowser());
      await use(browser);
      await browser.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  house: [
    async ({}, use) => {
      const house = await openOwnHouse({ video: true });
      await use(await openCast(house));
      await house.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  visit: async ({ browser, house }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    const visit = async ({ staff, origin: at = house.origin, ...more }: Visiting = {}): Promise<Visit> => {
      const context = await browser.newContext({ baseURL: at, locale: "en-GB", timezoneId: "Europe/Rome", viewport: { width: 1440, height: 900 }, ...more });
      contexts.push(context);
      if (staff) await context.addCookies([{ name: "sipario", value: house.cookies[staff], url: at, httpOnly: true, sameSite: "Lax" }]);
      const expected: RegExp[] = [...ofTheTest];
      const complain = (line: string) => void (expected.some((one) => one.test(line)) || complaints.push(line));
      await context.addInitScript(() => {
        addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => console.error(`CSP: ${violatedDirective} ${blockedURI}`));
      });
      const page = await context.newPage();
      page.on("console", (message) => void (message.type() === "error" && complain(`${message.text().replaceAll(/\?\S+/g, "?…")} (${new URL(page.url()).pathname.split("/")[1]})`)));
      page.on("pageerror", (fault) => complain(`page error: ${fault.message}`));
      page.on("request", (request) => {
        const { protocol, host } = new URL(request.url());
        if (/^(http|ws)/.test(protocol) && host !== new URL(at).host) complain(`asked elsewhere: ${host}`);
      });
      return { page, context, expects: (line) => void expected.push(line) };
    };
    await use(visit);
    for (const context of contexts) await context.close();
    expect(complaints, "what the browsers complained of").toEqual([]);
  },
  axe: async ({}, use, info) => {
    await use(async (page) => {
      await settle(page);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.map(({ id, impact, nodes }) => `${impact}: ${id} at ${nodes.map((node) => node.target.join(" ")).join("; ")}`);
      info.annotations.push({ type: "axe", description: `${new URL(page.url()).pathname.split("/")[1] || "/"}: ${found.length} violations` });
      expect(found, "faults of accessibility").toEqual([]);
    });
  },
});
export { expect };

/** A page at rest: the hand has just moved, so that nothing steps back meanwhile, and what was moving has come to its end, but for bars that run for seconds. A colour half way through a fade is nobody's contrast. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.mouse.move(4, 4);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().endTime) < 2000).map((one) => one.finished)));
}

/** Why picture tests cannot run here; null when they can. */
export const noPicture = (house: E2eHouse): string | null => house.mediaWord;

/** Frames that reached the screen in the stage's pictures so far. */
export const framesShown = (page: Page): Promise<number> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLVideoElement>("[data-testid=stage-picture] video")].reduce((sum, one) => sum + one.getVideoPlaybackQuality().totalVideoFrames, 0));

/** Waits until the picture really moves: thirty frames more than there were. */
export async function picturesMove(page: Page, ms = 10_000): Promise<void> {
  const before = await framesShown(page);
  await expect.poll(() => framesShown(page), { timeout: ms }).toBeGreaterThan(before + 30);
}

/** How many frames come in a while. */
export async function framesIn(page: Page, ms: number): Promise<number> {
  const before = await framesShown(page);
  await page.waitForTimeout(ms);
  return (await framesShown(page)) - before;
}

/** When a text came to stand on a page, by the page itself: milliseconds of the machine's clock. Call it before the act. */
export async function whenShown(page: Page, text: string): Promise<number> {
  // Not one promise across the wait: the browser may collect it. The page notes the moment, and is asked for it.
  const noted = await page.evaluateHandle((text) => {
    const moment = { at: 0 };
    const timer = setInterval(() => {
      if (!document.body.innerText.includes(text)) return;
      moment.at = Date.now();
      clearInterval(timer);
    }, 5);
    return moment;
  }, text);
  const at = () => noted.evaluate((moment) => moment.at);
  await expect.poll(at, { intervals: [20], timeout: 15_000 }).toBeGreaterThan(0);
  return at();
}

/** When the house took something away, or dropped a curtain: the moment it noted the act, before anything else. */
export function actedAt(house: E2eHouse, eventId: string, name: string): number {
  const lines = ["taken.jsonl", "curtains.jsonl"].flatMap((file) => readFileSync(path.join(house.dataDir, file), "utf8").split("\n").filter(Boolean));
  const acts = lines.map((line) => JSON.parse(line) as { act?: string; chain?: string; eventId?: string; at?: string });
  const act = acts.findLast((one) => one.act === name && (one.chain ?? one.eventId) === eventId);
  if (!act?.at) throw new Error(`the house noted no ${name}`);
  return Date.parse(act.at);
}
