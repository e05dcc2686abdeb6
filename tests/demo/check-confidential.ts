import type { Browser } from "@playwright/test";
import { clients, pieces } from "#prisma/cast.ts";
import { lookAround, openGuest } from "#tests/demo/check-browser.ts";
import type { CheckGuest } from "#tests/demo/check-browser.ts";
import { proveOutsider } from "#tests/demo/check-door.ts";
import { proveRemoval } from "#tests/demo/check-removal.ts";
import { framesShown, heardLive, receivedNothingOf, seesPicture, sign, typeCode } from "#tests/demo/check-strict.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect, until } from "#tests/demo/proofs.ts";
import { setApp } from "#tests/demo/second-proof.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { stages } from "#tests/demo/stages.ts";
import { openVisitor } from "#tests/demo/visitor.ts";
import type { Visitor } from "#tests/demo/visitor.ts";

const key = "confidential";
const why = "the check asks what is veiled";
const { price, ...names } = pieces[key];

/** A confidential launch: code, agreement, veil, marks, reveal, removal; and those who must not know of it. `other`: a guest of another evening. */
export async function proveConfidential(proofs: Proofs, launch: Launch, browser: Browser, marc: Visitor, other: CheckGuest): Promise<void> {
  const { sipario, events, crowd, lists } = launch;
  const { id: eventId, title, codeName } = events[key];
  const hasPicture = sipario.mediaWord === null;
  const secrets = [...Object.values(names), price, title];
  const haruka = await openGuest(browser, { name: clients.haruka.name, locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const adrien = await openGuest(browser, { name: clients.adrien.name, locale: "de-DE", viewport: { width: 390, height: 844 } });

  for (const [guest, lang] of [[haruka, "en"], [adrien, "de"]] as const) {
    await proofs.prove(`confidential: ${guest.name} is refused with a wrong code, and goes on with the right one`, () => typeCode(guest, launch, key, lang));
    await proofs.prove(`confidential: ${guest.name} signs the agreement and waits in the lobby`, async () => {
      await sign(guest, launch, key, lang);
      await guest.page.waitForURL(`**/room/${eventId}`, { timeout: 20_000 });
      await guest.page.getByText(codeName).first().waitFor({ state: "attached", timeout: 20_000 });
      await until(() => guest.heard("seat.taken") > 0, 20_000, "a seat");
    });
  }
  await proofs.prove("confidential: neither the outsider, nor a guest of another evening, nor a producer without a second proof comes in", async () => {
    await proveOutsider(sipario.origin, lists[key], [title, codeName], eventId);
    const cookie = (await other.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const asOther = { ...openVisitor(sipario.origin, "en", "Chrome/147.0 Mac"), cookie: () => cookie };
    const seat = await sitDown(asOther, { eventId }).catch(() => null);
    seat?.leave();
    expect(seat === null, "a guest of another evening was given a seat");
    expect((await other.page.request.get(`${sipario.origin}/room/${eventId}`)).status() === 404, "a guest of another evening found the room");
    const desk = await marc.get(`/studio/events/${eventId}/desk`);
    const text = await desk.text();
    expect(desk.status !== 200 && ![title, codeName].some((word) => text.includes(word)), `the desk answered a password alone with ${desk.status}`);
  });

  await setApp(marc);
  const desk = await lookAround(marc, eventId);
  if (hasPicture) await until(() => desk.isReady(stages[key].host.name), 30_000, "the host is ready").catch(() => {});
  crowd.order({ do: "goLive", key });
  await proofs.prove("confidential: it goes live for those who wait, with its picture under their marks", async () => {
    await Promise.all([heardLive(haruka), heardLive(adrien)]);
    if (!hasPicture) return "no picture here: there is no media server";
    return [await seesPicture(haruka), await seesPicture(adrien)].join("; ");
  });
  if (hasPicture)
    await proofs.prove("confidential: a picture of the screen names the seat it was seen from", async () => {
      const pass = await sipario.steward.pass(eventId, "leak.trace", why);
      for (let tries = 3; ; tries -= 1) {
        const traced = await sipario.house.mark.trace(pass, await haruka.page.getByTestId("stage-picture").screenshot());
        if (traced.isCertain && traced.who?.kind === "guest") {
          expect(traced.who.name === haruka.name, "it names somebody else");
          return `strength ${JSON.stringify(traced.strength)}`;
        }
        expect(tries > 1, "it is not certain whose it is");
        await haruka.page.waitForTimeout(1_500);
      }
    });
  else proofs.skip("confidential: a picture of the screen names the seat it was seen from", "there is no media server");

  const pictureId = (await sipario.house.product.forEdit(await sipario.steward.pass(eventId, "product.edit", why))).pictureId ?? "";
  const picture = `${sipario.origin}/room/${eventId}/file/${pictureId}`;
  await proofs.prove("confidential: before the reveal nothing that browsers received names the piece, its price or the title", async () => {
    for (const { page, name } of [haruka, adrien]) {
      await page.locator(".piece[data-veiled]").waitFor({ state: "attached", timeout: 20_000 });
      expect((await page.request.get(picture)).status() === 404, `${name} was given the picture`);
    }
    return [await receivedNothingOf(haruka, secrets), await receivedNothingOf(adrien, secrets)].join("; ");
  });
  await proofs.prove("confidential: the reveal shows name, price and picture in the same second, to each in their language", async () => {
    const pressedAt = performance.now();
    crowd.order({ do: "reveal", key });
    await Promise.all(([[haruka, "en"], [adrien, "de"]] as const).map(([{ page }, lang]) => page.locator(".piece h2").filter({ hasText: names[lang] }).waitFor({ state: "attached", timeout: 10_000 })));
    const shownMs = Math.round(performance.now() - pressedAt);
    for (const { page } of [haruka, adrien]) expect((await page.locator(".piece").textContent())?.includes(price) === true, "the price is not there");
    expect(shownMs < 3_000, `it took ${shownMs} ms`);
    return `${shownMs} ms after the director was told`;
  });
  await proofs.prove("confidential: each browser's picture of the piece is its own, and is kept nowhere", async () => {
    const [one, two] = await Promise.all([haruka, adrien].map(({ page }) => page.request.get(picture)));
    expect(one?.status() === 200 && two?.status() === 200, `the picture answered ${one?.status()} and ${two?.status()}`);
    expect((one?.headers()["cache-control"] ?? "").includes("no-store"), "the picture may be kept");
    const [bytes, others] = await Promise.all([one?.body(), two?.body()]);
    expect(bytes !== undefined && others !== undefined && !bytes.equals(others), "both were given the same bytes");
    return `${Math.round((bytes?.length ?? 0) / 1000)} KB each`;
  });

  await proveRemoval(proofs, launch, { key, lang: "de", hostName: stages[key].host.name }, desk, adrien);
  await proofs.prove("confidential: whoever stays sees on, and no page broke its own rules", async () => {
    const before = await framesShown(haruka.page);
    if (hasPicture) await until(async () => (await framesShown(haruka.page)) > before, 5_000, "frames for who stays");
    for (const guest of [haruka, adrien]) {
      expect(guest.foreign().length === 0, `${guest.name} asked ${guest.foreign()[0]}`);
      expect(guest.faults().length === 0, `${guest.name}: ${guest.faults()[0]}`);
    }
  });
  desk.leave();
  for (const { context } of [haruka, adrien]) await context.close();
}
