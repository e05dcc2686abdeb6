import type { Page } from "@playwright/test";
import { castPassword } from "#prisma/seed.ts";
import { staff } from "#prisma/cast.ts";
import { expect, test } from "#tests/e2e/fixtures.ts";
import { codeAt } from "#tests/house/strong.ts";

/** Gives a browser a passkey device of its own, which always says yes. */
async function withDevice(page: Page): Promise<void> {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

test("a passkey and an app: set, asked for at the door, and again for what takes it", async ({ house, visit, axe }) => {
  const { page, context, expects } = await visit();
  expects(/status of 40[03]/);
  await withDevice(page);
  const eventId = (await house.announce("invited", 60)).eventId;
  await page.goto("/studio/sign-in");
  await axe(page);
  await page.getByLabel("Email address").fill(staff.elena.email);
  await page.getByLabel("Password").fill(castPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "Set one now" }).click();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Your ten recovery codes")).toBeVisible();
  await expect(page.getByText("The passkey is kept.")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Set an app" }).click();
  const secret = (await page.locator("figcaption code").innerText()).replaceAll(/\s/g, "");
  await axe(page);
  await page.getByLabel("Code of your app").fill(codeAt(secret, Date.now()));
  await page.getByRole("button", { name: "Set this app" }).click();
  await expect(page.getByText("The app is set.")).toBeVisible();

  // What takes an owner who proved themselves a moment ago.
  await page.goto(`/studio/events/${eventId}/owners`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Two owners");
  await axe(page);
  await house.room.db.session.updateMany({ data: { steppedUpAt: null } });
  await page.goto("/studio");
  await page.goto(`/studio/events/${eventId}/owners`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Please show that it is you");
  await axe(page);
  await page.getByRole("button", { name: "Use my passkey" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Two owners");

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname !== `/studio/events/${eventId}/owners`);
  await page.goto("/studio/sign-in");
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname !== "/studio");
  await page.goto("/studio/sign-in");
  await page.getByLabel("Email address").fill(staff.elena.email);
  await page.getByLabel("Password").fill(castPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "One more proof" })).toBeVisible();
  await axe(page);
  const second = page.url();
  await page.goto("/studio");
  await expect(page, "a password is only half of the way").toHaveURL(/\/studio\/sign-in$/);
  await page.goto(second);
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible();
  // Setting a first proof signed her other browsers out: this one is hers from here on.
  house.cookies.elena = (await context.cookies()).find(({ name }) => name === "sipario")?.value ?? "";
});

test("raising the level from the studio: asked first, then it holds for whoever is there", async ({ house, visit }) => {
  const { page, expects } = await visit({ staff: "marc" });
  const launch = await house.announce("invited", 60);
  await launch.openDoors();
  await page.goto(`/studio/events/${launch.eventId}`);
  expects(/403 \(Forbidden\) \(studio\)/); // a password alone may work at the raised event no longer
  await page.getByRole("button", { name: "Raise the level to Confidential" }).click();
  const asked = page.getByRole("alertdialog");
  await expect(asked).toContainText("leaves the room now");
  await asked.getByRole("button", { name: "Confidential" }).click();
  await expect.poll(async () => (await house.room.db.event.findUniqueOrThrow({ where: { id: launch.eventId } })).level).toBe("confidential");
});
