import type { Page } from "@playwright/test";
import { newId } from "#server/infra/ids.ts";
import { expect, test } from "#tests/e2e/fixtures.ts";
import type { E2eHouse } from "#tests/e2e/house.ts";

/** A platform authenticator of the browser's own that answers whatever it is asked, as a finger on the glass would. */
async function withAuthenticator(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

/** A sealed event in the boutiques with one guest, their link and their code. */
async function sealedWithGuest({ house, room, steward }: E2eHouse) {
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
  const { guestId } = value(await house.guests.add(await pass("guest.invite"), { name: "Ines Arnaud", email: "ines@sealed.example", kind: "guest", language: "en", place: "online" }));
  value(await house.events.announce(await pass("event.open")));
  value(await house.guests.send(await pass("guest.invite"), [guestId]));
  const { code } = value(await house.codes.give(await pass("code.give"), guestId));
  const linkOf = async () => {
    const cards = await house.mail.outbox(steward.housePass("outbox.read", "end to end"));
    const card = cards.find((one) => one.eventId === eventId && one.kind === "invitation" && one.state === "sent");
    const letter = card && (await house.mail.read(await pass("letter.read"), card.id));
    return /\/door\/[A-Za-z0-9_-]{43}/.exec(letter?.text ?? "")?.[0] ?? "";
  };
  await expect.poll(linkOf).not.toBe("");
  return { eventId, guestId, code, link: await linkOf(), pass };
}

test.describe("a sealed event", () => {
  test("code, agreement, key, lobby; and a copied cookie opens a shell", async ({ house, visit, axe }) => {
    const { eventId, code, link, pass } = await sealedWithGuest(house);
    const { page, context } = await visit();
    await withAuthenticator(page);
    await page.goto(link);
    await page.getByRole("textbox").fill(code);
    await page.getByRole("button", { name: "Open the door" }).click();
    await page.getByRole("textbox").fill("Ines Arnaud");
    await page.getByRole("button", { name: "I accept and sign" }).click();

    await expect(page.getByRole("heading", { name: "Your own key" })).toBeVisible();
    await axe(page);
    await page.getByRole("button", { name: "Make my key" }).click();
    await page.getByRole("button", { name: "Use my key" }).click();
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
});
