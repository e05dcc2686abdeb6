import type { Page } from "@playwright/test";
import { newId } from "#server/infra/ids.ts";
import { expect, framesShown, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import type { E2eHouse } from "#tests/e2e/house.ts";
import { makeStrong } from "#tests/house/strong.ts";

/** A platform authenticator of the browser's own that answers whatever it is asked, as a finger on the glass would. */
async function withAuthenticator(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

/** A sealed event in the boutiques with guests, each with their link and their code. */
async function sealedWith({ house, room, steward }: E2eHouse, names: readonly string[]) {
  const eventId = newId("event");
  const seal = room.sealed.newEvent(eventId);
  await room.db.event.create({
    data: {
      ...{ id: eventId, level: "sealed", phase: "draft", mode: "inviteOnly", format: "inStore", wishes: {}, zone: "Europe/Rome", localStart: "2030-03-11T11:30" },
      startsAt: new Date(Date.now() + 600_000),
      title: seal.seal(`Event.title:${eventId}`, "Ora Segreta"),
      codeName: seal.seal(`Event.codeName:${eventId}`, "Notturno"),
    },
  });
  const pass = <A extends Parameters<typeof steward.pass>[1]>(ability: A) => steward.pass(eventId, ability, "end to end");
  const value = <T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T => {
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value;
  };
  value(await house.agreements.save(await pass("agreement.edit"), { en: "You keep to yourself what Notturno shows you.", it: "", fr: "", de: "" }));
  const guestIds: string[] = [];
  for (const [at, name] of names.entries())
    guestIds.push(value(await house.guests.add(await pass("guest.invite"), { name, email: `guest.${at}.${eventId}@sealed.example`, kind: "guest", language: "en", place: "online" })).guestId);
  value(await house.events.announce(await pass("event.open")));
  value(await house.guests.send(await pass("guest.invite"), guestIds));
  const linkOf = async (name: string) => {
    const cards = await house.mail.outbox(steward.housePass("outbox.read", "end to end"));
    const card = cards.find((one) => one.eventId === eventId && one.kind === "invitation" && one.state === "sent" && one.to === name);
    const letter = card && (await house.mail.read(await pass("letter.read"), card.id));
    return /\/door\/[A-Za-z0-9_-]{43}/.exec(letter?.text ?? "")?.[0] ?? "";
  };
  const guests: { guestId: string; name: string; code: string; link: string }[] = [];
  for (const [at, name] of names.entries()) {
    const guestId = guestIds[at] ?? "";
    await expect.poll(() => linkOf(name)).not.toBe("");
    guests.push({ guestId, name, code: value(await house.codes.give(await pass("code.give"), guestId)).code, link: await linkOf(name) });
  }
  return { eventId, guests, pass };
}

/** Goes in as a guest does: code, agreement, key made and used. */
async function goIn(page: Page, { name, code, link }: { name: string; code: string; link: string }, look: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  await withAuthenticator(page);
  await page.goto(link);
  await page.getByRole("textbox").fill(code);
  await page.getByRole("button", { name: "Open the door" }).click();
  await expect(page.getByRole("heading", { name: "Before you enter" })).toBeVisible();
  await page.getByLabel("Your full name").fill(name);
  await page.getByRole("button", { name: "I accept and sign" }).click();
  await expect(page.getByRole("heading", { name: "Your own key" })).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: "Make my key" }).click();
  await page.getByRole("button", { name: "Use my key" }).click();
}

test.describe("a sealed event", () => {
  test("code, agreement, key, lobby; and a copied cookie opens a shell", async ({ house, visit, axe }) => {
    const { eventId, guests, pass } = await sealedWith(house, ["Ines Arnaud"]);
    const { page, context, expects } = await visit();
    expects(/403 \(Forbidden\) \(room\)/); // before the doors, and again until the key is shown for this entry
    const [ines] = guests;
    if (ines) await goIn(page, ines, axe);
    await expect(page.getByRole("heading", { name: "Your key works" })).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: "Continue to your seat" }).click();
    await expect(page.getByText("Notturno")).toBeVisible();

    await house.house.events.openDoors(await pass("event.open"));
    await page.reload();
    await page.getByRole("button", { name: "Use my key" }).click();
    await expect(page.getByText("We begin in")).toBeVisible();
    await page.reload();
    await expect(page.getByText("We begin in")).toBeVisible();

    const thief = await visit();
    await thief.context.addCookies(await context.cookies());
    const answer = await thief.page.request.get(`/room/${eventId}`);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).not.toContain("Notturno");
    thief.expects(/403/);
    await thief.page.goto(`/room/${eventId}`);
    await expect(thief.page.getByRole("heading", { name: "Your key, please" })).toBeVisible();
  });

  test("the picture opens in the browsers of the guests alone; whoever is removed sees nothing more, the others go on", async ({ house, visit }) => {
    const missing = noPicture(house);
    test.skip(missing !== null, `NO PICTURE, so encryption is not proved here: ${missing}`);
    test.setTimeout(120_000);
    const { eventId, guests, pass } = await sealedWith(house, ["Ines Arnaud", "Otto Berg"]);
    await house.house.events.openDoors(await pass("event.open"));
    const visitor = await house.house.sessions.visitorOf(house.cookies.beatrice);
    const { token } = await makeStrong({ staff: house.house.staff, sessions: house.house.sessions, clock: house.room.clock }, visitor);
    house.cookies.beatrice = token;
    const host = await visit({ staff: "beatrice" });
    const [first, second] = [await visit(), await visit()];
    for (const one of [host, first, second]) one.expects(/403|\/media\/seat_|data ?channel/i);
    for (const [at, { page }] of [first, second].entries()) {
      const guest = guests[at];
      if (guest) await goIn(page, guest);
      await expect(page.getByText("We begin in")).toBeVisible();
    }
    await host.page.goto(`/studio/events/${eventId}/desk`);
    await host.page.getByRole("button", { name: "Start my camera" }).click();
    await host.page.getByRole("button", { name: "I am ready" }).click();
    await expect(host.page.getByText("Ready, held")).toBeVisible();
    await house.house.events.goLive(await pass("event.open"));
    await picturesMove(first.page);
    await picturesMove(second.page);

    await house.house.guests.remove(await pass("guest.remove"), guests[1]?.guestId ?? "");
    await expect.poll(() => framesShown(second.page)).toBe(0);
    await first.page.waitForTimeout(800); // the key has changed by now, and the old one is of no use
    await picturesMove(first.page);
    await expect(host.page.getByText("You are on air")).toBeVisible();
  });
});
