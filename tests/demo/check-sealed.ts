import type { Browser } from "@playwright/test";
import type { Language } from "#contracts/languages.ts";
import { boutiques, clients, pieces } from "#prisma/cast.ts";
import type { CheckGuest } from "#tests/demo/check-browser.ts";
import { lookAround, openGuest } from "#tests/demo/check-browser.ts";
import { proveOutsider } from "#tests/demo/check-door.ts";
import { proveOwners, proveTablet } from "#tests/demo/check-night.ts";
import { proveRemoval } from "#tests/demo/check-removal.ts";
import { framesShown, heardLive, isSession, receivedNothingOf, seesPicture, sign, typeCode } from "#tests/demo/check-strict.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect, until } from "#tests/demo/proofs.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { stages } from "#tests/demo/stages.ts";
import { openVisitor } from "#tests/demo/visitor.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { wordOf } from "#tests/demo/words.ts";

const key = "sealed";
const pageMs = 20_000;
const { price, ...names } = pieces[key];

/** Gives a browser a device that makes passkeys and says yes to whatever it is asked, as a finger on the glass would. */
async function withDevice({ page, context }: CheckGuest): Promise<void> {
  const device = await context.newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

async function showKey({ page }: CheckGuest, lang: Language): Promise<void> {
  for (const act of ["make", "show"]) await page.getByRole("button", { name: wordOf(lang, "door", `key.${act}.go`) }).click({ timeout: pageMs });
}

/** A sealed launch in the boutiques: a key of each guest's own, encryption between the browsers, removal, and tablets that are woken. */
export async function proveSealed(proofs: Proofs, launch: Launch, browser: Browser, marc: Visitor): Promise<void> {
  const { sipario, events, crowd, lists } = launch;
  const { origin } = sipario;
  const { id: eventId, title, codeName } = events[key];
  const hasPicture = sipario.mediaWord === null;
  const elena = await openGuest(browser, { name: clients.elenaConti.name, locale: "it-IT", viewport: { width: 1280, height: 800 } });
  const camille = await openGuest(browser, { name: clients.camille.name, locale: "fr-FR", viewport: { width: 390, height: 844 } });

  for (const [guest, lang] of [[elena, "it"], [camille, "fr"]] as const)
    await proofs.prove(`sealed: ${guest.name} takes every step of the door: code, agreement, a passkey of their own`, async () => {
      await withDevice(guest);
      await typeCode(guest, launch, key, lang);
      await sign(guest, launch, key, lang);
      await showKey(guest, lang);
      await guest.page.waitForURL(`**/room/${eventId}`, { timeout: pageMs });
      await guest.page.getByText(codeName).first().waitFor({ state: "attached", timeout: pageMs });
      await until(() => guest.heard("seat.taken") > 0, pageMs, "a seat");
    });

  await proofs.prove("sealed: a copied cookie opens an empty shell, and no seat", async () => {
    const cookies = await elena.context.cookies();
    expect(cookies.some(({ name }) => isSession(name)), "there is no cookie to copy");
    const thief = await openGuest(browser, { name: "a thief", locale: "it-IT", viewport: { width: 1280, height: 800 } });
    await thief.context.addCookies(cookies);
    const answer = await thief.page.request.get(`${origin}/room/${eventId}`);
    const shell = await answer.text();
    expect(answer.status() === 200 && ![codeName, title, elena.name].some((word) => shell.includes(word)), "the shell is not empty");
    await thief.page.goto(`${origin}/room/${eventId}`);
    await thief.page.getByText(wordOf("it", "door", "key.show.title")).first().waitFor({ timeout: pageMs });
    for (const text of [...(await thief.texts()), ...thief.received()]) for (const word of [codeName, title]) expect(!text.includes(word), "the thief was told of the evening");
    const visitor = { ...openVisitor(origin, "it", "Chrome/147.0 Mac"), cookie: () => cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
    const seat = await sitDown(visitor, { eventId }).catch(() => null);
    seat?.leave();
    expect(seat === null, "a cookie alone was given a seat");
    await thief.context.close();
  });
  await proofs.prove("sealed: the outsider finds what a made-up link finds", () => proveOutsider(origin, lists[key], [title, codeName], eventId));

  const desk = await lookAround(marc, eventId);
  await proofs.prove("sealed: the crowd's own tablet was woken for the night and stands in its boutique", async () => {
    await until(() => desk.attendance().boutiques.some(({ name, tablets }) => name === boutiques.paris.name && tablets === 1), 30_000, "a tablet in Paris");
  });
  await proveTablet(proofs, launch, marc);
  await proveOwners(proofs, launch);

  if (hasPicture) await until(() => desk.isReady(stages[key].host.name), 30_000, "the host is ready").catch(() => {});
  crowd.order({ do: "goLive", key });
  await proofs.prove("sealed: it goes live, and each browser decrypts the picture, under its mark", async () => {
    await Promise.all([heardLive(elena), heardLive(camille)]);
    if (!hasPicture) return "no picture here: there is no media server";
    return [await seesPicture(elena), await seesPicture(camille)].join("; ");
  });
  await proofs.prove("sealed: veiled until the reveal, then shown to each in their language", async () => {
    const secrets = [...Object.values(names), price, title];
    const read = [await receivedNothingOf(elena, secrets), await receivedNothingOf(camille, secrets)].join("; ");
    crowd.order({ do: "reveal", key });
    for (const [{ page }, lang] of [[elena, "it"], [camille, "fr"]] as const) await page.locator(".piece h2").filter({ hasText: names[lang] }).waitFor({ state: "attached", timeout: pageMs });
    await elena.page.locator(".piece img").waitFor({ state: "attached", timeout: pageMs });
    return read;
  });

  const epochs = elena.heard("call.epoch");
  await proveRemoval(proofs, launch, { key, lang: "fr", hostName: stages[key].host.name }, desk, camille);
  if (hasPicture)
    await proofs.prove("sealed: whoever stays gets a new key and sees on; whoever was removed sees no frame more", async () => {
      await until(() => elena.heard("call.epoch") > epochs, 5_000, "a new epoch");
      expect((await framesShown(camille.page)) === 0, "frames for who was removed");
      return seesPicture(elena);
    });
  else proofs.skip("sealed: whoever stays gets a new key and sees on; whoever was removed sees no frame more", "there is no media server");
  await proofs.prove("sealed: no page asked anything of a foreign origin, or broke its own rules", async () => {
    for (const guest of [elena, camille]) {
      expect(guest.foreign().length === 0, `${guest.name} asked ${guest.foreign()[0]}`);
      expect(guest.faults().length === 0, `${guest.name}: ${guest.faults()[0]}`);
    }
  });
  desk.leave();
  for (const { context } of [elena, camille]) await context.close();
}
