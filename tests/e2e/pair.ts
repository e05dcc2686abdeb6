import type { Page } from "@playwright/test";
import { expect } from "#tests/e2e/fixtures.ts";

/** Opens a tablet on a page, and gives it its place in Milano from the studio on another. */
export async function pair(page: Page, studio: Page, eventId: string): Promise<void> {
  await page.goto("/tablet");
  await studio.goto(`/studio/events/${eventId}/tablets?code=${encodeURIComponent(await page.getByTestId("pairing-code").innerText())}`);
  await studio.getByLabel("Boutique").selectOption({ label: "Aurelle Milano" });
  await studio.getByRole("button", { name: "The words are the same, pair it" }).click();
  await expect(page.getByText("Aurelle Milano")).toBeVisible();
}
