import { actedAt, expect, framesIn, framesShown, noPicture, picturesMove, test, whenShown } from "#tests/e2e/fixtures.ts";

/** What the media client says of a line that was taken from it, or of a media server that was ended to keep a promise. */
const lineTaken = /\/media\/seat_|WebSocket is already in CLOSING|data ?channel/i;

test("the launch: door, lobby, held, live, a speaker on and off, a tablet, a guest removed, the thanks", async ({ house, visit, axe }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE, so the launch is not proved here: ${missing}`);
  test.setTimeout(180_000);
  const event = await house.announce("invited", 5);
  const { eventId } = event;

  const desk = await visit({ staff: "marc" });
  const client = await visit();
  const speaker = await visit();
  const tablet = await visit({ viewport: { width: 1180, height: 820 } });
  for (const { expects } of [desk, client, speaker, tablet]) expects(lineTaken);

  await test.step("the producer opens the doors at the desk", async () => {
    await desk.page.goto(`/studio/events/${eventId}/desk`);
    await expect(desk.page.getByTestId("desk-line")).toHaveText("In command");
    await desk.page.getByRole("button", { name: "Open the doors" }).click();
    await expect(desk.page.getByRole("button", { name: "Go live" })).toBeVisible();
    await axe(desk.page);
  });

  await test.step("the client goes from the door into the lobby and waits there, seated in the call", async () => {
    await client.page.goto(await event.link("ines"));
    await expect(client.page.getByRole("heading", { level: 1 })).toContainText("Inès Arnaud");
    await client.page.getByRole("button", { name: "Enter the lobby" }).click();
    await expect(client.page).toHaveURL(`${house.origin}/room/${eventId}`);
    await expect(client.page.getByText("We begin in")).toBeVisible();
    await expect(desk.page.getByText("in the lobby", { exact: true })).toBeVisible();
    await axe(client.page);
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

  await test.step("the producer's camera stands by, held: the client's screen gets no frame", async () => {
    await desk.page.getByRole("button", { name: "Start my camera" }).click();
    await desk.page.getByRole("button", { name: "I am ready" }).click();
    await expect(desk.page.getByText("Ready, held")).toBeVisible();
    expect(await framesIn(client.page, 1500)).toBe(0);
    expect(await client.page.locator("[data-testid=stage-picture]").getAttribute("data-flowing")).toBe("false");
  });

  await test.step("live: the picture moves at the client and at the tablet, with sound", async () => {
    await desk.page.getByRole("button", { name: "Go live" }).click();
    await expect(desk.page.getByText("You are on air")).toBeVisible();
    await picturesMove(client.page);
    await expect(client.page.getByTestId("stage-picture")).toHaveAttribute("data-flowing", "true");
    const sound = await client.page.evaluate(() =>
      [...document.querySelectorAll<HTMLAudioElement>("[data-testid=stage-picture] audio")].map((one) => {
        const tracks = one.srcObject instanceof MediaStream ? one.srcObject.getAudioTracks() : [];
        return { isPlaying: !one.paused && !one.muted, isLive: tracks.some((track) => track.readyState === "live") };
      }),
    );
    expect(sound).toContainEqual({ isPlaying: true, isLive: true });
    await picturesMove(tablet.page);
    await axe(client.page);
    await axe(tablet.page);
  });

  await test.step("the client reacts and writes; desk, room and tablet feel it", async () => {
    await client.page.getByRole("button", { name: "A rose" }).first().click();
    await tablet.page.getByRole("button", { name: "Bravo" }).click();
    await client.page.getByRole("textbox", { name: "Write to the room" }).fill("What a beginning");
    await client.page.keyboard.press("Enter");
    await expect(client.page.getByRole("log").getByText("What a beginning")).toHaveCount(1);
    await expect(desk.page.getByText("What a beginning").first()).toBeVisible();
    const pass = await house.steward.pass(eventId, "numbers.see", "end to end");
    await expect.poll(async () => (await house.house.reactions.totals(pass)).map(({ place, bravo, rose }) => ({ place, bravo, rose }))).toEqual(
      expect.arrayContaining([{ place: "online", bravo: 0, rose: 1 }, { place: house.boutiqueIds.milano, bravo: 1, rose: 0 }]),
    );
    await axe(desk.page);
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

  await test.step("the evening ends: thanks for everyone, and no seat is left", async () => {
    await desk.page.getByRole("button", { name: "End the evening" }).click();
    await desk.page.getByRole("alertdialog").getByRole("button", { name: "End the evening" }).click();
    await expect(client.page.getByRole("heading", { level: 1 })).toContainText("Thank you");
    await expect(speaker.page.getByRole("heading", { level: 1 })).toContainText("Thank you");
    await axe(client.page);
    await axe(speaker.page);
    await axe(desk.page);
    expect(await framesShown(client.page)).toBe(0);
  });
});
