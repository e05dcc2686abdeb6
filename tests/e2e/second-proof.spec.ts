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
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
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
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
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

test("the first minute: from the one-time link to a passkey, codes that are kept, a second proof; and what was typed is kept over a step up", async ({ house, visit, axe }) => {
  const { page, expects } = await visit();
  expects(/status of 40[039]/);
  await withDevice(page);
  const made = await house.house.staff.invite(house.steward.housePass("staff.invite", "end to end"), { name: "Nina Rossi", email: "nina@aurelle.example", roles: ["owner"], eventIds: [] });
  if (!made.ok) throw new Error(made.reason);
  const begun = Date.now();
  await page.goto(new URL(made.value.link, house.origin).pathname);
  await page.getByLabel("Password").fill(castPassword);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByText("Step 1 of 3")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Step 2 of 3")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: /^[A-Za-z0-9-]{8,}$/ })).toHaveCount(10);
  await axe(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  expect(Date.now() - begun, "a passkey within the first minute").toBeLessThan(60_000);
  await expect(page.getByText("Step 3 of 3")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Set an app" }).click();
  const secret = (await page.locator("figcaption code").innerText()).replaceAll(/\s/g, "");
  await page.getByLabel("Code of your app").fill(codeAt(secret, Date.now()));
  await page.getByRole("button", { name: "Set this app" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "All is set" })).toBeVisible();
  await axe(page);

  await test.step("what was typed waits behind a step up", async () => {
    const eventId = (await house.announce("invited", 60)).eventId;
    await page.goto(`/studio/events/${eventId}/owners`);
    const reason = page.getByRole("textbox").first();
    await reason.fill("Because the piece travels to three cities.");
    await house.room.db.session.updateMany({ data: { steppedUpAt: null } });
    await page.locator("main form").filter({ has: page.getByRole("textbox") }).getByRole("button").first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Please show that it is you" })).toBeVisible();
    await expect(page.getByText("Next come acts that take two owners.")).toBeVisible();
    await page.getByRole("button", { name: "Use my passkey" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Two owners");
    await expect(page.getByRole("textbox").first()).toHaveValue("Because the piece travels to three cities.");
  });
});

test("going anywhere by its name: only what is one's own stands there, and the keys are listed", async ({ house, visit, axe }) => {
  const { eventId } = await house.announce("invited", 60);
  const { page } = await visit({ staff: "marc" });
  await page.goto(`/studio/events/${eventId}/guests`);
  await expect(page.getByRole("button", { name: "Go to" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const find = page.getByPlaceholder("An event, a page, something to do");
  await expect(find).toBeFocused();
  await axe(page);
  await expect(page.getByRole("option", { name: "People" }), "not a producer's").toHaveCount(0);
  await find.fill("add one gu");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("form", { name: "Add one guest" })).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys of the studio" })).toBeVisible();
  await axe(page);
  await page.keyboard.press("Escape");
  const hers = (await house.announce("open", 60)).eventId;
  const partner = { name: "Iris Lund", email: "iris.lund@partner.example" };
  const made = await house.house.staff.invite(house.steward.housePass("staff.invite", "end to end"), { ...partner, roles: ["producer"], eventIds: [hers] });
  if (!made.ok) throw new Error(made.reason);
  const joined = await house.house.staff.join(made.value.link.split("/").at(-1) ?? "", { ...partner, password: castPassword }, "Chrome, Mac");
  if (!joined.ok) throw new Error(joined.reason);
  const iris = await visit();
  await iris.context.addCookies([{ name: "sipario", value: joined.value.sessionToken, url: house.origin, httpOnly: true, sameSite: "Lax" }]);
  await iris.page.goto("/studio");
  await expect(iris.page.getByRole("button", { name: "Go to" })).toBeVisible();
  await iris.page.keyboard.press("Control+k");
  await expect(iris.page.getByPlaceholder("An event, a page, something to do")).toBeFocused();
  const answer = await iris.page.context().request.get(`${house.origin}/studio/palette.data`);
  const told = await answer.text();
  expect(told).toContain(hers);
  expect(told, "an event that is not hers has no place here").not.toContain(eventId);
});
