import type { Page } from "@playwright/test";
import type { Visit } from "#tests/e2e/fixtures.ts";
import { expect } from "#tests/e2e/fixtures.ts";
import type { E2eHouse } from "#tests/e2e/house.ts";

type Announced = Pick<Awaited<ReturnType<E2eHouse["announce"]>>, "eventId" | "openDoors">;

/** What the browser and the media client say of a line that was cut, or that was taken from them. */
export const lineTaken = /\/media\/seat_|\/live\/|WebSocket|data ?channel|ERR_CONNECTION|ERR_EMPTY|ERR_INTERNET|Failed to (load|fetch)/i;

/** Opens an announced event's doors and makes its producer's camera ready at the desk: the picture comes with `goLive`. */
export async function onAir(visit: (how: { staff: "marc" }) => Promise<Pick<Visit, "page" | "expects">>, event: Announced) {
  await event.openDoors();
  const desk = await visit({ staff: "marc" });
  desk.expects(lineTaken);
  await desk.page.goto(`/studio/events/${event.eventId}/desk`);
  await desk.page.getByRole("button", { name: "Start my camera" }).click();
  await desk.page.getByRole("button", { name: "I am ready" }).click();
  await expect(desk.page.getByText("Ready, held")).toBeVisible();
  return desk;
}

/** The seat that a page holds at its event, in the room or as a tablet; null while it has none. */
export const seatOf = (page: Page): Promise<string | null> => page.evaluate(() => Object.entries(sessionStorage).find(([key]) => key.startsWith("seat "))?.[1] ?? null);
/** Waits until a page is in its seat: it hears from then on, and is heard. */
export const seated = (page: Page): Promise<void> => expect.poll(() => seatOf(page)).not.toBeNull();
/** Sounds that really come out of a page. */
export const sounding = (page: Page): Promise<number> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLAudioElement>("[data-testid=stage-picture] audio")].filter((one) => !one.paused && !one.muted && one.srcObject !== null).length);
