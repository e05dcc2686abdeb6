import type { Page } from "@playwright/test";
import { secondOwner, staff as people } from "#prisma/cast.ts";
import { castPassword, localTimeIn, must } from "#prisma/seed.ts";
import { expect, test } from "#tests/e2e/fixtures.ts";
import { openOwnHouse, until } from "#tests/e2e/house.ts";
import { pair } from "#tests/e2e/pair.ts";
import { inspect } from "#tests/gallery/inspect.ts";
import { makeStrong } from "#tests/house/strong.ts";

const owner = { name: "Ottavia Serra", email: "ottavia@aurelle.example", password: "a long and quiet evening" };

test("the first owner comes by a one-time link, signs out and in, and asks a colleague in by role", async ({ visit, axe }) => {
  const house = await openOwnHouse({ video: false });
  try {
    const link = (await house.house.staff.firstInviteLink()) ?? "";
    const { page, expects } = await visit({ origin: house.origin });
    expects(/status of 40[04]/);
    await page.goto(link);
    await axe(page);
    await page.getByLabel("Your name").fill(owner.name);
    await page.getByLabel("Email address").fill(owner.email);
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByText("Please choose at least twelve characters.")).toBeVisible();
    await expect(page.getByLabel("Your name"), "what was written stays").toHaveValue(owner.name);
    await page.getByLabel("Password").fill(owner.password);
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Add a passkey" })).toBeVisible();
    await expect(page.getByText("Step 1 of 3")).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: "Later" }).click();
    await page.goto("/studio/me");
    await expect(page.getByText("You have no second proof yet")).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: "Events" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible();
    await axe(page);
    expect((await page.context().request.get(`${house.origin}${link}`)).status(), "the link is used up").toBe(404);

    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/studio\/sign-in$|\/$/);
    await page.goto("/studio");
    await expect(page).toHaveURL(/\/studio\/sign-in$/);
    await axe(page);
    await signIn(page, owner.email, "not the password at all");
    await expect(page.getByText("Address and password do not match. Please try again.")).toBeVisible();
    await expect(page.getByLabel("Email address")).toHaveValue(owner.email);
    await signIn(page, owner.email, owner.password);
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();

    await page.getByRole("link", { name: "People" }).click();
    await axe(page);
    await page.getByLabel("Name", { exact: true }).fill("Marc Aubin");
    await page.getByLabel("Email address").fill("marc@aurelle.example");
    await page.getByLabel("Producer").check();
    await page.getByRole("button", { name: "Make the link" }).click();
    const made = page.getByLabel("One-time link for Marc Aubin");
    await expect(made).toHaveValue(/\/studio\/join\/[A-Za-z0-9_-]{43}$/);
    await axe(page);

    const colleague = await visit({ origin: house.origin });
    colleague.expects(/status of 404/);
    await colleague.page.goto(await made.inputValue());
    await colleague.page.getByLabel("Password").fill(castPassword);
    await colleague.page.getByRole("button", { name: "Join" }).click();
    await colleague.page.getByRole("link", { name: "Later" }).click();
    await colleague.page.getByRole("link", { name: "Events" }).click();
    await expect(colleague.page.getByRole("link", { name: "Plan an event" })).toBeVisible();
    await expect(colleague.page.getByRole("link", { name: "People" }), "not a producer's").toHaveCount(0);
    expect((await colleague.page.goto("/studio/people"))?.status()).toBe(404);
  } finally {
    await house.close();
  }
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("an event from plan to letter: contradictions and the hour that comes twice, a pasted list with a faulty line, the letters", async ({ house, visit, axe }) => {
  const { page, expects } = await visit({ staff: "marc" });
  expects(/status of 400/);
  await page.goto("/studio");
  await page.getByRole("link", { name: "Plan an event" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/A new event/);
  await axe(page);
  await page.getByLabel("Title", { exact: true }).fill("An Evening in Como");
  await page.getByLabel("Code name").fill("Lario");
  await page.getByLabel("Time zone").selectOption("Europe/Rome");

  await test.step("the hour that does not exist, and the one that comes twice", async () => {
    await page.getByLabel("Begins, local time").fill("2027-03-28T02:30");
    await expect(page.getByText("This time does not exist there")).toBeVisible();
    await page.getByLabel("Begins, local time").fill("2027-10-31T02:30");
    await expect(page.getByRole("group", { name: "Which of the two" })).toBeVisible();
    await axe(page);
  });
  await page.getByLabel("Begins, local time").fill(localTimeIn("Europe/Rome", 30));
  await page.getByRole("button", { name: "Make the draft" }).click();
  await expect(page).toHaveURL(/\/studio\/events\/ev_[\w-]+/);
  await test.step("contradictions are refused by name, with the nearest thing possible", async () => {
    await page.getByText("Show it elsewhere at the same time", { exact: true }).click();
    await expect(page.getByText("Showing it elsewhere, refused")).toBeVisible();
    await expect(page.getByText("Only an open event may leave this house while it runs.")).toBeVisible();
    await expect(page.getByText("Saved, but for what is marked")).toBeVisible();
    await axe(page);
    await page.getByText("Show it elsewhere at the same time", { exact: true }).click();
    await expect(page.getByText("Showing it elsewhere, refused")).toBeHidden();
  });
  await page.getByText("Aurelle Milano, Milano").click();
  await expect(page.locator(".saving__line").getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
  const eventId = /ev_[\w-]+/.exec(page.url())?.[0] ?? "";
  await axe(page);

  await test.step("guests by hand and by pasted lines, one of them faulty", async () => {
    await page.getByRole("link", { name: "Guests", exact: true }).click();
    await axe(page);
    const add = page.getByRole("form", { name: "Add one guest" });
    await add.getByLabel("Name").fill("Carla Monti");
    await add.getByLabel("Email address").fill("carla.monti@mail.example");
    await add.getByRole("button", { name: "Add to the list" }).click();
    await expect(page.getByRole("rowheader", { name: /Carla Monti/ })).toBeVisible();
    await page.getByLabel("One guest a line").fill("Paolo Riva <paolo.riva@mail.example>\nnobody at all\nLia Conte; lia.conte@mail.example; it");
    await page.getByRole("button", { name: "Read the list" }).click();
    await expect(page.getByText("Line 2")).toBeVisible();
    await axe(page);
    await page.getByRole("button", { name: "Add 2 guests" }).click();
    await expect(page.getByRole("rowheader")).toHaveCount(3);
  });

  await test.step("announced, the letters go out and stand in the outbox; the link in one opens the door", async () => {
    await page.getByRole("link", { name: "Plan", exact: true }).click();
    await page.getByRole("button", { name: "Announce" }).click();
    await expect(page.getByText("Announced").first()).toBeVisible();
    await page.getByRole("link", { name: "Guests", exact: true }).click();
    await page.getByLabel("Choose all 3 found").check();
    await page.getByRole("button", { name: "Send 3 invitations" }).click();
    await expect(page.getByText("3 letters are on their way.")).toBeVisible({ timeout: 12_000 });
    await until(async () => (await house.house.mail.outbox(house.steward.housePass("outbox.read", "end to end"))).filter((one) => one.eventId === eventId && one.state === "sent").length === 3);
    await page.getByRole("link", { name: "Letters" }).click();
    await axe(page);
    await page.getByRole("link", { name: "Read the letter to Lia Conte" }).click();
    await axe(page);
    const text = await page.getByText(/\/door\/[A-Za-z0-9_-]{43}/).last().innerText();
    const link = /https?:\/\/\S+\/door\/[A-Za-z0-9_-]{43}/.exec(text)?.[0] ?? "";
    const guest = await visit({ locale: "it-IT" });
    await guest.page.goto(link);
    await expect(guest.page.getByRole("heading", { level: 1 })).toContainText("Lia");
  });
});

test("each role finds its own places in the studio, and every one of them is sound", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const sealed = await house.announce("sealed");
  const pass = <A extends "agreement.edit" | "event.open">(ability: A) => house.steward.pass(sealed.eventId, ability, "end to end");
  await house.house.agreements.save(await pass("agreement.edit"), { en: "You keep to yourself what you see.", it: "", fr: "", de: "" });
  await house.house.events.announce(await pass("event.open"));
  // An owner of this test's own, who proved themselves a moment ago, whatever the cast did before.
  const { staff: colleagues, sessions } = house.house;
  const { link } = must(await colleagues.invite(house.steward.housePass("staff.invite", "end to end"), { ...secondOwner, roles: [...secondOwner.roles], eventIds: [] }));
  const joined = must(await colleagues.join(link.split("/").at(-1) ?? "", { ...secondOwner, password: castPassword }, "Chrome, Mac"));
  const { token } = await makeStrong({ staff: colleagues, sessions, clock: house.room.clock }, await sessions.visitorOf(joined.sessionToken));
  const vittoria = await visit();
  await vittoria.context.addCookies([{ name: "sipario", value: token, url: house.origin, httpOnly: true, sameSite: "Lax" }]);
  const own = ["", "/password", "/app"].map((one) => `/studio/me${one}`);
  const ofEvent = ["", "/guests", "/tablets", "/desk", "/after"].map((one) => `/studio/events/${event.eventId}${one}`);
  for (const address of ["/studio", "/studio/people", "/studio/boutiques", "/studio/outbox", ...own, "/studio/maison", "/studio/record", ...ofEvent, `/studio/events/${sealed.eventId}/keys`]) {
    expect((await vittoria.page.goto(address))?.status(), address).toBe(200);
    await expect(vittoria.page).toHaveURL(house.origin + address);
    await expect(vittoria.page.getByRole("heading", { level: 1 })).toBeVisible();
    await axe(vittoria.page);
    const { axe: faults, small } = await inspect(vittoria.page, "studio", false);
    expect({ faults, small }, `${address}: of any impact, and nothing under 32 pixels`).toEqual({ faults: [], small: [] });
  }
  const anna = await visit({ staff: "anna", locale: "de-DE" });
  anna.expects(/status of 404/);
  expect((await anna.page.goto(`/studio/events/${event.eventId}/after`))?.status()).toBe(200);
  await axe(anna.page);
  for (const address of ["guests", "tablets", "desk"]) expect((await anna.page.goto(`/studio/events/${event.eventId}/${address}`))?.status(), address).toBe(404);
});

test("without script nothing typed is lost: a guest who is on the list already, and a pasted list that is read first", async ({ house, visit }) => {
  const event = await house.announce("invited");
  const { page, expects } = await visit({ staff: "marc", javaScriptEnabled: false });
  expects(/status of 40[09]/);
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await page.getByRole("link", { name: "Add one guest" }).click();
  const add = page.getByRole("form", { name: "Add one guest" });
  await add.getByLabel("Name").fill("Carla Monti");
  await add.getByLabel("Email address").fill("ines.arnaud@mail.example");
  await add.getByRole("button", { name: "Add to the list" }).click();
  await expect(page.getByText("This address is on the list already.")).toBeVisible();
  await expect(add.getByLabel("Name"), "what was written stays").toHaveValue("Carla Monti");
  await expect(add.getByLabel("Email address")).toHaveValue("ines.arnaud@mail.example");
  await add.getByLabel("Email address").fill("carla.monti@mail.example");
  await add.getByRole("button", { name: "Add to the list" }).click();
  await expect(page).toHaveURL(/\/guests\?said=guestAdded$/);
  await expect(page.getByRole("rowheader", { name: /Carla Monti/ })).toBeVisible();

  const lines = "Paolo Riva <paolo.riva@mail.example>\nnobody at all";
  await page.getByRole("link", { name: "Paste a list" }).click();
  await page.getByLabel("One guest a line").fill(lines);
  await page.getByRole("button", { name: "Read the list" }).click();
  await expect(page.getByText("Line 2")).toBeVisible();
  await expect(page.getByLabel("One guest a line"), "what was written stays").toHaveValue(lines);
  await page.getByRole("button", { name: "Add 1 guest", exact: true }).click();
  await expect(page.getByText("1 guest added. Nobody has been written to.")).toBeVisible();
  await expect(page.getByLabel("One guest a line"), "the line that was refused is there to be mended").toHaveValue(lines);
  await page.goto(`/studio/events/${event.eventId}/guests`);
  await expect(page.getByRole("rowheader", { name: /Paolo Riva/ })).toBeVisible();
});

test("an event is called off: asked about with what it does, told to who went in, and shown afterwards", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  await event.openDoors();
  const [ines, link] = [await visit(), await event.link("sofia")];
  ines.expects(/\/media\/seat_/);
  await ines.page.goto(await event.link("ines"));
  await ines.page.getByRole("button", { name: "Enter" }).click();
  await expect(ines.page.getByText("We begin in")).toBeVisible();
  const { page } = await visit({ staff: "marc" });
  await page.goto(`/studio/events/${event.eventId}`);
  const callOff = page.getByRole("button", { name: /^Call off “/ });
  const asked = page.getByRole("alertdialog");
  // A press before the page is alive asks nothing, and does nothing.
  await expect(async () => {
    await callOff.click();
    await expect(asked).toContainText("Everybody leaves the room now", { timeout: 1000 });
  }).toPass();
  await axe(page);
  await asked.getByRole("button", { name: "Let it stand" }).click();
  await expect(ines.page.getByText("We begin in"), "asked is not done").toBeVisible();
  await callOff.click();
  await asked.getByRole("button", { name: "Call off" }).click();
  await expect(page.getByText("This event is called off")).toBeVisible();
  await expect(callOff).toHaveCount(0);
  await expect(page.locator("main:focus"), "the focus has a place").toHaveCount(1);
  await axe(page);
  await expect(ines.page.getByRole("heading", { level: 1, name: "This event will not take place" })).toBeVisible();
  const sofia = await visit();
  sofia.expects(/status of 404/);
  expect((await sofia.page.goto(link))?.status(), "who had not come in finds nothing").toBe(404);
  await page.getByRole("link", { name: "Events", exact: true }).click();
  await page.getByRole("link", { name: /^Archive/ }).click();
  await expect(page.getByRole("row", { name: /Called off/ }).first()).toBeVisible();
});

test("signed out everywhere else: asked with the count, done at once; an owner does the same for a colleague", async ({ house, visit, axe }) => {
  const { sessions, staff } = house.house;
  const again = async (email: string, browser: string) => {
    const signed = await staff.signIn({ email, password: castPassword }, null, browser, browser);
    if (!signed.ok || signed.value.sessionToken === null) throw new Error("not signed in");
    return signed.value.sessionToken;
  };
  const { page } = await visit({ staff: "luca" });
  await page.goto("/studio/me");
  await expect(page.getByRole("button", { name: "Sign out everywhere else" })).toHaveCount(0);
  const others = [await again(people.luca.email, "Firefox on Linux"), await again(people.luca.email, "Safari on iPad")];
  const desk = await visit();
  await desk.context.addCookies([{ name: "sipario", value: others[0] ?? "", url: house.origin, httpOnly: true, sameSite: "Lax" }]);
  desk.expects(/status of 40[134]|WebSocket/);
  const event = await house.announce("invited");
  await desk.page.goto(`/studio/events/${event.eventId}/desk`);
  await expect.poll(() => house.house.seating.seats({ eventId: event.eventId }).length).toBe(1);
  await page.reload();
  await page.getByRole("button", { name: "Sign out everywhere else: 2 browsers" }).click();
  const asked = page.getByRole("alertdialog");
  await expect(asked.getByRole("heading", { name: "Sign out everywhere else: 2 browsers" })).toBeVisible();
  await axe(page);
  expect(house.house.seating.seats({ eventId: event.eventId }).length, "asked is not done").toBe(1);
  await asked.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("2 browsers are signed out.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign out everywhere else" })).toHaveCount(0);
  expect(house.house.seating.seats({ eventId: event.eventId }), "the open desk's socket is closed").toEqual([]);
  for (const token of others) expect((await sessions.visitorOf(token)).staff).toBeNull();

  const elena = await visit({ staff: "elena" });
  await elena.page.goto("/studio/people");
  await elena.page.getByRole("button", { name: `Sign out ${people.luca.name}: 1 browser` }).click();
  await elena.page.getByRole("alertdialog").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(elena.page.getByText("1 browser is signed out.")).toBeVisible();
  await page.goto("/studio");
  await expect(page).toHaveURL(/\/studio\/sign-in/);
  house.cookies.luca = await again(people.luca.email, "Firefox on Linux");
});

test("a boutique is changed and taken off the list, and both are undone; a third time it waits to be put back", async ({ visit, axe }) => {
  const { page, expects } = await visit({ staff: "marc" });
  expects(/status of 409/);
  await page.goto("/studio/boutiques");
  const add = page.getByRole("region", { name: "Add a boutique" });
  await add.getByLabel("Name").fill("Prova Nuova");
  await add.getByLabel("City").fill("Torino");
  await add.getByRole("button", { name: "Add a boutique" }).click();
  const row = page.getByRole("row", { name: /Prova/ });
  const justDone = page.getByRole("region", { name: "Just done" });
  await row.getByText("Change Prova Nuova").click();
  await row.getByLabel("Name").fill("Prova Vecchia");
  await row.getByRole("button", { name: "Save Prova Nuova" }).click();
  await expect(justDone).toContainText("Changed, until now Prova Nuova, Torino.");
  await expect(page.getByRole("rowheader", { name: "Prova Vecchia" })).toBeVisible();
  await axe(page);
  await justDone.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("rowheader", { name: "Prova Nuova" })).toBeVisible();
  await expect(justDone).toHaveCount(0);

  await page.reload();
  await row.getByText("Change Prova Nuova").click();
  await row.getByRole("button", { name: "Take off the list: Prova Nuova" }).click();
  await expect(justDone).toContainText("Prova Nuova, Torino is off the list.");
  await expect(page.getByRole("rowheader", { name: "Prova Nuova" })).toHaveCount(0);
  await justDone.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("rowheader", { name: "Prova Nuova" })).toBeVisible();

  await row.getByText("Change Prova Nuova").click();
  await row.getByRole("button", { name: "Take off the list: Prova Nuova" }).click();
  await justDone.getByRole("button", { name: "Close" }).click();
  await page.getByText("1 off the list").click();
  await axe(page);
  await page.getByRole("button", { name: "Put back Prova Nuova" }).click();
  await expect(page.getByRole("rowheader", { name: "Prova Nuova" })).toBeVisible();
});

test("a tablet taken back is gone at once and for good; what undoes it is to pair it anew", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const [tablet, studio] = [await visit({ viewport: { width: 1180, height: 820 } }), await visit({ staff: "marc" })];
  tablet.expects(/\/media\/seat_|status of 40[34]/);
  await pair(tablet.page, studio.page, event.eventId);
  const { page } = studio;
  await page.goto(`/studio/events/${event.eventId}/tablets`);
  await page.getByRole("button", { name: "Take back tablet 1, Aurelle Milano" }).click();
  await expect(tablet.page.getByTestId("pairing-code"), "the tablet asks for a place anew").toBeVisible();
  const justDone = page.getByRole("region", { name: "Just done" });
  await expect(justDone).toContainText("Tablet 1, Aurelle Milano is taken back. Its key never opens again.");
  await axe(page);
  await justDone.getByRole("link", { name: "Pair it again" }).click();
  const form = page.getByRole("form", { name: "Pair it again: tablet 1, Aurelle Milano" });
  await expect(form.getByLabel("Code on the tablet")).toBeFocused();
  await form.getByLabel("Code on the tablet").fill(await tablet.page.getByTestId("pairing-code").innerText());
  await form.getByRole("button", { name: "Look at the tablet" }).click();
  await expect(page.getByLabel("Boutique")).toHaveValue(house.boutiqueIds.milano);
  await axe(page);
  await page.getByRole("button", { name: "The words are the same, pair it" }).click();
  await expect(page.getByRole("row", { name: /^Tablet 2 Aurelle Milano/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Tablet 1 Aurelle Milano/ })).toContainText("Taken back");
  await expect(tablet.page.getByText("Aurelle Milano")).toBeVisible();
});
