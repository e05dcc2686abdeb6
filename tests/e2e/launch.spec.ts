import type { Locator } from "@playwright/test";
import { actedAt, expect, framesShown, noPicture, picturesMove, test, whenShown } from "#tests/e2e/fixtures.ts";

/** What the media client says of a line that was taken from it, or of a media server that was ended to keep a promise. */
const lineTaken = /\/media\/seat_|data ?channel/i;

/** The same journey on every size it is made for; the smaller ones by touch. */
const sizes = {
  desk: { who: "ines", name: "Inès Arnaud", how: {} },
  phone: { who: "haruka", name: "Haruka Sato", how: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  tablet: { who: "adrien", name: "Adrien Keller", how: { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true } },
} as const;
const press = (key: Locator, how: { hasTouch?: boolean }) => (how.hasTouch ? key.tap() : key.click());

test("the launch, with guests on a desk, a phone and a tablet: door, lobby, held, live, curtain, a speaker on and off, a boutique, a guest removed, the thanks", async ({ house, visit, axe }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE, so the launch is not proved here: ${missing}`);
  test.setTimeout(240_000);
  const event = await house.announce("invited", 5);
  const { eventId } = event;

  const desk = await visit({ staff: "marc" });
  const speaker = await visit();
  const tablet = await visit({ viewport: { width: 1180, height: 820 } });
  const guests = await Promise.all(Object.entries(sizes).map(async ([size, { who, name, how }]) => ({ size, who, name, how, ...(await visit(how)) })));
  for (const { expects } of [desk, speaker, tablet, ...guests]) expects(lineTaken);
  const [client, ...others] = guests;
  if (!client) throw new Error("no guest");

  await test.step("the producer opens the doors at the desk", async () => {
    await desk.page.goto(`/studio/events/${eventId}/desk`);
    await expect(desk.page.getByTestId("desk-line")).toHaveText("In command");
    await desk.page.getByRole("button", { name: "Open the doors" }).click();
    await expect(desk.page.getByRole("button", { name: "Go live" })).toBeVisible();
    await axe(desk.page);
  });

  for (const { size, who, name, how, page } of guests)
    await test.step(`on a ${size}, from the door into the lobby: waiting there, seated in the call`, async () => {
      await page.goto(await event.link(who));
      await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
      await axe(page);
      await press(page.getByRole("button", { name: "Enter the lobby" }), how);
      await expect(page).toHaveURL(`${house.origin}/room/${eventId}`);
      await expect(page.getByText("We begin in")).toBeVisible();
      await expect(desk.page.getByText("in the lobby", { exact: true })).toBeVisible();
      await axe(page);
    });

  await test.step("a tablet shows a code; the studio gives it a place in Milano", async () => {
    await tablet.page.goto("/tablet");
    const code = tablet.page.getByTestId("pairing-code");
    await expect(code).toHaveText(/^[2-9A-Z]{4} [2-9A-Z]{4}$/);
    await axe(tablet.page);
    const studio = await visit({ staff: "marc" });
    await studio.page.goto(`/studio/events/${eventId}/tablets`);
    await studio.page.getByLabel("Code on the tablet").fill(await code.innerText());
    const said = await tablet.page.getByText(/Both screens show the words/).innerText();
    await studio.page.getByRole("button", { name: "Look at the tablet" }).click();
    const [, first = "", second = ""] = /words (.+) and (.+?)\.?$/.exec(said) ?? [];
    await expect(studio.page.getByText(`${first} ${second}`), "the same two words on both screens").toBeVisible();
    await axe(studio.page);
    await studio.page.getByLabel("Boutique").selectOption({ label: "Aurelle Milano" });
    await studio.page.getByRole("button", { name: "The words are the same, pair it" }).click();
    await expect(tablet.page.getByText("Aurelle Milano")).toBeVisible();
    await axe(tablet.page);
    await studio.context.close();
  });

  await test.step("the producer's camera stands by, held: no guest's screen gets a frame", async () => {
    await desk.page.getByRole("button", { name: "Start my camera" }).click();
    await desk.page.getByRole("button", { name: "I am ready" }).click();
    await expect(desk.page.getByText("Ready, held")).toBeVisible();
    await desk.page.waitForTimeout(1500);
    for (const { size, page } of guests) {
      expect(await framesShown(page), size).toBe(0);
      expect(await page.locator("[data-testid=stage-picture]").getAttribute("data-flowing"), size).toBe("false");
    }
  });

  await test.step("live: the picture moves at every guest and at the tablet, with sound", async () => {
    await desk.page.getByRole("button", { name: "Go live" }).click();
    await expect(desk.page.getByText("You are on air")).toBeVisible();
    for (const { page, size } of guests) {
      await picturesMove(page);
      await expect(page.getByTestId("stage-picture"), size).toHaveAttribute("data-flowing", "true");
      const sound = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLAudioElement>("[data-testid=stage-picture] audio")].map((one) => {
          const tracks = one.srcObject instanceof MediaStream ? one.srcObject.getAudioTracks() : [];
          return { isPlaying: !one.paused && !one.muted, isLive: tracks.some((track) => track.readyState === "live") };
        }),
      );
      expect(sound, size).toContainEqual({ isPlaying: true, isLive: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${size}: nothing to scroll sideways`).toBeLessThanOrEqual(0);
      await axe(page);
    }
    await picturesMove(tablet.page);
    await axe(tablet.page);
  });

  for (const { size, how, page } of guests)
    await test.step(`on a ${size}: a rose and a word, once each; the desk reads it`, async () => {
      await press(page.getByRole("button", { name: "A rose" }).first(), how);
      await expect(page.locator(".react[data-felt]")).toHaveText("A rose");
      const field = page.getByRole("textbox", { name: "Write to the room" });
      await press(field, how);
      await field.fill(`What a beginning, on a ${size}`);
      await press(page.getByRole("button", { name: "Send" }), how);
      await expect(page.getByRole("log").getByText(`What a beginning, on a ${size}`)).toHaveCount(1);
      await expect(desk.page.getByText(`What a beginning, on a ${size}`).first()).toBeVisible();
    });

  await test.step("the boutique answers, too: every reaction is counted once, at its place", async () => {
    await tablet.page.getByRole("button", { name: "Bravo" }).click();
    const pass = await house.steward.pass(eventId, "numbers.see", "end to end");
    await expect.poll(async () => (await house.house.reactions.totals(pass)).map(({ place, bravo, rose }) => ({ place, bravo, rose }))).toEqual(
      expect.arrayContaining([{ place: "online", bravo: 0, rose: guests.length }, { place: house.boutiqueIds.milano, bravo: 1, rose: 0 }]),
    );
    await axe(desk.page);
  });

  await test.step("the curtain: within a second nobody sees anything, and the same picture comes back", async () => {
    const screens = [...guests, tablet];
    const shown = screens.map(({ page }) => whenShown(page, "The curtain is down"));
    await desk.page.getByRole("button", { name: "Drop the curtain" }).click();
    const moments = await Promise.all(shown);
    const fellAt = actedAt(house, eventId, "curtain.dropped");
    for (const moment of moments) expect(moment - fellAt, "ms from the drop to the word").toBeLessThan(1000);
    for (const { page } of screens) {
      expect(await page.locator("[data-testid=stage-picture] video").count()).toBe(0);
      await axe(page);
    }
    await desk.page.getByRole("button", { name: "Raise the curtain" }).click({ delay: 1300 });
    for (const { page } of screens) {
      await picturesMove(page);
      await expect(page.getByTestId("curtain")).toHaveCount(0);
    }
  });

  await test.step("phone and tablet are put away for a while", async () => {
    for (const { page } of others) await page.goto("/");
  });

  await test.step("a speaker: green room, ready, on, a reload returns to the same place, off", async () => {
    await speaker.page.goto(await event.link("kaori"));
    await speaker.page.getByRole("button", { name: "Enter the green room" }).click();
    await expect(speaker.page).toHaveURL(`${house.origin}/greenroom/${eventId}`);
    await speaker.page.getByRole("button", { name: "Open camera and microphone" }).click();
    await speaker.page.getByRole("button", { name: "I am ready" }).click();
    await axe(speaker.page);
    const bringOn = desk.page.getByRole("button", { name: "Bring on Kaori Ishida" });
    await bringOn.click();
    await expect(speaker.page.getByText("You are on air").first()).toBeVisible();
    await expect(client.page.locator("[data-testid=stage-picture] figcaption", { hasText: "Kaori" })).toBeVisible();
    await picturesMove(client.page);
    await axe(speaker.page);
    await speaker.page.reload();
    await expect(speaker.page.getByText("You are on air").first(), "the same place with the same rights").toBeVisible();
    await desk.page.getByRole("button", { name: "Take off Kaori Ishida" }).click();
    await expect(speaker.page.getByText("You are on air")).toHaveCount(0);
    await expect(client.page.locator("[data-testid=stage-picture] figcaption", { hasText: "Kaori" })).toBeHidden();
  });

  await test.step("the tablet is taken back: at once it has no place", async () => {
    const studio = await visit({ staff: "marc" });
    await studio.page.goto(`/studio/events/${eventId}/tablets`);
    await axe(studio.page);
    const shown = whenShown(tablet.page, "This tablet has no place yet");
    await studio.page.getByRole("button", { name: /Take back tablet 1/ }).click();
    await expect(tablet.page.getByText("This tablet has no place yet")).toBeVisible();
    expect((await shown) - actedAt(house, eventId, "device.revoked")).toBeLessThan(1000);
    expect(await framesShown(tablet.page)).toBe(0);
  });

  await test.step("a guest is removed at the desk: page, socket and picture end within a second", async () => {
    const guest = await visit();
    guest.expects(lineTaken);
    await guest.page.goto(await event.link("sofia"));
    await guest.page.getByRole("button", { name: "Enter" }).click();
    await picturesMove(guest.page);
    await guest.page.getByRole("textbox", { name: "Write to the room" }).fill("I should not be here");
    await guest.page.keyboard.press("Enter");
    await desk.page.getByRole("button", { name: "Sofia Brandt" }).click();
    await desk.page.getByRole("button", { name: "Remove Sofia Brandt" }).click();
    await axe(desk.page);
    const shown = whenShown(guest.page, "This event is closed to you");
    await desk.page.getByRole("alertdialog").getByRole("button", { name: "Remove Sofia Brandt" }).click();
    await expect(guest.page.getByRole("heading", { name: "This event is closed to you" })).toBeVisible();
    expect((await shown) - actedAt(house, eventId, "guest.removed")).toBeLessThan(1000);
    expect(await framesShown(guest.page)).toBe(0);
    expect(house.house.seating.seats({ eventId, guestId: event.guestIds.get("sofia") ?? "" })).toEqual([]);
    await expect(desk.page.getByText(/Sofia Brandt is removed\. Everything of theirs closed within/)).toBeVisible();
  });

  for (const { size, page } of others)
    await test.step(`on a ${size}, back by the back key: the same evening, with its picture`, async () => {
      await page.goBack();
      await picturesMove(page, 20_000);
    });

  await test.step("the evening ends: thanks for everyone, and no seat is left", async () => {
    await desk.page.getByRole("button", { name: "End the evening" }).click();
    await desk.page.getByRole("alertdialog").getByRole("button", { name: "End the evening" }).click();
    for (const { page } of [...guests, speaker]) {
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Thank you");
      await axe(page);
      expect(await framesShown(page)).toBe(0);
    }
    await axe(desk.page);
  });
});
