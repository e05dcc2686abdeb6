import type { BrowserContext } from "@playwright/test";
import { chromium } from "@playwright/test";
import type { Host } from "#tests/bench/call-house.ts";
import { findBrowser } from "#tests/e2e/browser.ts";

/** A host in a browser of their own, at the desk: its camera's picture in two sizes, as the house's own page publishes it. */
export async function openCamera(): Promise<Host> {
  const browser = await chromium.launch(await findBrowser());
  let context: BrowserContext | undefined;
  const leave = async () => {
    await context?.close();
    context = undefined;
  };
  return {
    leave,
    close: () => browser.close(),
    async stand({ origin, cookie, eventId }) {
      await leave();
      context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
      await context.addCookies([{ name: "sipario", value: cookie, url: origin }]);
      const page = await context.newPage();
      await page.goto(`${origin}/studio/events/${eventId}/desk`);
      await page.getByRole("button", { name: "Start my camera" }).click();
      await page.getByRole("button", { name: "I am ready" }).click();
      await page.getByText("Ready, held").waitFor();
    },
  };
}
