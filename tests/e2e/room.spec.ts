import type { BrowserContextOptions, BrowserType, Page } from "@playwright/test";
import { openBehindWire } from "#tests/e2e/cuttable.ts";
import { expect, framesIn, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import type { E2eHouse } from "#tests/e2e/house.ts";
import { until } from "#tests/e2e/house.ts";
import { lineTaken, onAir, seated, seatOf, sounding } from "#tests/e2e/on-air.ts";

const message = (page: Page, body: string) => page.getByRole("log").locator(".msg", { hasText: body });

/** A browser that lets no sound out before a press, behind a wire that can be cut. */
async function strictBrowser(house: E2eHouse, chromium: BrowserType) {
  const { wire, browser, close } = await openBehindWire(house.origin, chromium, (args) => [...args.filter((one) => !one.startsWith("--autoplay-policy")), "--autoplay-policy=user-gesture-required"]);
  return {
    wire,
    /** Enters, and loads the room anew: the press at the door was the old page's, and nobody has pressed anything on this one. */
    async enter(link: string, isSeated: () => Promise<boolean>, how: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ baseURL: house.origin, locale: "en-GB", timezoneId: "Europe/Rome", viewport: { width: 1440, height: 900 }, ...how });
      // The headless shell lets every sound out whatever its policy says: this is the rule of the others, a press on this very page first.
      await context.addInitScript(() => {
        let isPressed = false;
        const press = ({ isTrusted }: Event) => {
          if (isTrusted) isPressed = true;
        };
        addEventListener("pointerdown", press, true);
        const { play } = HTMLAudioElement.prototype;
        HTMLAudioElement.prototype.play = function () {
          return isPressed || this.muted ? play.call(this) : Promise.reject(new DOMException("a press first", "NotAllowedError"));
        };
        Object.defineProperty(HTMLAudioElement.prototype, "autoplay", { set() {}, get: () => false });
      });
      const page = await context.newPage();
      await page.goto(link);
      await page.locator("form.go button[type=submit]").first().click({ noWaitAfter: true });
      await until(isSeated);
      await seated(page);
      await page.reload();
      return page;
    },
    close,
  };
}
type Strict = Awaited<ReturnType<typeof strictBrowser>>;

/** Cuts a guest's line and mends it: in calm words meanwhile, and then the same seat, the same half sentence, picture and sound. */
async function comesBack(page: Page, wire: Strict["wire"], seconds: number, words: RegExp, seatsHeld: () => number) {
  const seat = await seatOf(page);
  const lost = page.getByRole("heading", { name: "We lost you for a moment" });
  await page.getByRole("textbox", { name: "Write to the room" }).fill("half a sentence");
  wire.cut();
  await expect(lost).toBeVisible({ timeout: 3000 });
  await page.waitForTimeout(seconds * 1000);
  await expect(page.locator(".lost p")).toHaveText(words);
  wire.mend();
  await expect(lost).toHaveCount(0, { timeout: 8000 });
  expect(await seatOf(page), "the same seat").toBe(seat);
  expect(seatsHeld(), "and no other").toBe(1);
  await picturesMove(page, 20_000);
  await expect.poll(() => sounding(page)).toBe(1);
  await expect(page.getByRole("textbox", { name: "Write to the room" })).toHaveValue("half a sentence");
}

test("sound that the browser holds back comes by one key; a cut line comes back to the same seat, with the right words", async ({ house, visit, playwright }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(180_000);
  const event = await house.announce("invited", 5);
  await onAir(visit, event);
  const [strict, away] = [await strictBrowser(house, playwright.chromium), await strictBrowser(house, playwright.chromium)];
  const seatsHeld = (who: "ines" | "haruka") => () => house.house.seating.seats({ eventId: event.eventId, guestId: event.guestIds.get(who) ?? "" }).length;
  try {
    const page = await strict.enter(await event.link("ines"), async () => (await event.say("ines")).length > 0);
    const other = await away.enter(await event.link("haruka"), async () => (await event.say("haruka")).length > 0);
    await event.goLive();
    for (const one of [page, other]) await picturesMove(one);

    // It goes by beside everything below, on a line of its own.
    const minute = test.step("the network is away for a minute", async () => {
      await other.getByRole("button", { name: "Sound on", exact: true }).click();
      await expect.poll(() => sounding(other)).toBe(1);
      await comesBack(other, away.wire, 60, /Coming back, try [12]\d\. Your seat is kept/, seatsHeld("haruka"));
    });
    minute.catch(() => {}); // awaited at the end, unless another step fails before

    await test.step("autoplay blocked: the picture moves, one key gives the sound, and it goes away", async () => {
      const key = page.getByRole("button", { name: "Sound on", exact: true });
      await expect(key).toHaveCount(1);
      await expect(page.getByRole("button", { name: "Turn sound on" })).toBeVisible();
      expect(await sounding(page)).toBe(0);
      await key.click();
      await expect.poll(() => sounding(page)).toBe(1);
      await expect(key).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Turn sound off" })).toBeVisible();
    });

    await test.step("what the device stops is said, and the same key helps", async () => {
      await page.evaluate(() => document.querySelector<HTMLAudioElement>("[data-testid=stage-picture] audio")?.pause());
      await expect(page.getByText("Your device has paused the sound.")).toBeVisible();
      await page.getByRole("button", { name: "Sound on", exact: true }).click();
      await expect.poll(() => sounding(page)).toBe(1);
      await expect(page.getByText("Your device has paused the sound.")).toHaveCount(0);
    });

    for (const [seconds, words] of [[1, /Coming back/], [10, /Coming back, try [2-9]/]] as const)
      await test.step(`the network is away for ${seconds} s`, () => comesBack(page, strict.wire, seconds, words, seatsHeld("ines")));

    await test.step("sound that was turned off stays off, whatever the media client lets out", async () => {
      await page.getByRole("button", { name: "Turn sound off" }).click();
      await expect.poll(() => sounding(page)).toBe(0);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll<HTMLAudioElement>("[data-testid=stage-picture] audio")) one.muted = false;
      });
      await expect.poll(() => sounding(page)).toBe(0);
      await page.getByRole("button", { name: "Turn sound on" }).click();
      await expect.poll(() => sounding(page)).toBe(1);
    });

    await test.step("a tab that was asleep is back at once when it is looked at", async () => {
      const sleep = (state: "hidden" | "visible") =>
        page.evaluate((state) => {
          Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
          document.dispatchEvent(new Event("visibilitychange"));
        }, state);
      const seat = await seatOf(page);
      await sleep("hidden");
      strict.wire.cut();
      await page.waitForTimeout(9000); // the tries are four seconds apart by now
      strict.wire.mend();
      const woken = Date.now();
      await sleep("visible");
      await expect(page.getByRole("heading", { name: "We lost you for a moment" })).toHaveCount(0, { timeout: 3000 });
      test.info().annotations.push({ type: "figure", description: `back ${Date.now() - woken} ms after waking` });
      expect(await seatOf(page)).toBe(seat);
      await picturesMove(page, 20_000);
    });
    await minute;
  } finally {
    for (const one of [strict, away]) await one.close();
    await event.end();
  }
});

test("two tabs: both see, one sounds; back and forward keep the place; sound only, and full screen, and back", async ({ house, visit }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(120_000);
  const event = await house.announce("invited", 5);
  await onAir(visit, event);
  const one = await visit();
  one.expects(lineTaken);
  await one.page.goto(await event.link("ines"));
  await one.page.getByRole("button", { name: "Enter the lobby" }).click();
  await seated(one.page);
  await event.goLive();
  await picturesMove(one.page);
  await expect.poll(() => sounding(one.page)).toBe(1);

  await test.step("the newer tab sounds; when it goes, the older one does again", async () => {
    const other = await one.context.newPage();
    await other.goto(one.page.url());
    await picturesMove(other);
    await expect.poll(() => sounding(other)).toBe(1);
    await expect.poll(() => sounding(one.page)).toBe(0);
    await expect(one.page.getByText("The sound plays in your other tab.")).toBeVisible();
    await picturesMove(one.page);
    await other.close({ runBeforeUnload: true });
    await expect.poll(() => sounding(one.page)).toBe(1);
  });

  await test.step("sound only: no frame is asked for, the voice goes on, and it is remembered", async () => {
    await one.page.getByRole("button", { name: "Picture, keys and screens" }).click();
    await one.page.getByRole("radio", { name: "Sound only" }).check();
    await one.page.keyboard.press("Escape");
    await expect(one.page.getByRole("heading", { name: "You are listening" })).toBeVisible();
    expect(await framesIn(one.page, 1500)).toBe(0);
    expect(await sounding(one.page)).toBe(1);
    await one.page.reload();
    await expect(one.page.getByRole("heading", { name: "You are listening" })).toBeVisible();
    await one.page.getByRole("button", { name: "Show the picture" }).click();
    await picturesMove(one.page);
  });

  await test.step("full screen keeps the keys; what stands around the picture steps back, and comes with a movement", async () => {
    await one.page.getByRole("button", { name: "Full screen" }).click();
    await expect(one.page.locator(".room[data-full]")).toBeVisible();
    await one.page.mouse.click(700, 300);
    await expect(one.page.locator(".room[data-calm]")).toBeVisible({ timeout: 8000 });
    await one.page.mouse.move(500, 400, { steps: 3 });
    await expect(one.page.locator(".room[data-calm]")).toHaveCount(0);
    await one.page.getByRole("button", { name: "Bravo" }).click();
    await one.page.getByRole("button", { name: "Leave full screen" }).click();
    await expect(one.page.locator(".room[data-full]")).toHaveCount(0);
    await one.page.getByRole("textbox", { name: "Write to the room" }).focus();
    await one.page.waitForTimeout(5000);
    await expect(one.page.locator(".room[data-calm]"), "a control has the focus").toHaveCount(0);
  });

  await test.step("the curtain takes the focus and gives it back, with what was being written", async () => {
    await one.page.getByRole("textbox", { name: "Write to the room" }).fill("half a sentence");
    const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
    await house.house.stage.curtain(pass, true);
    await expect(one.page.getByRole("alertdialog", { name: "The curtain is down" })).toBeFocused();
    expect(await one.page.locator("video").count()).toBe(0);
    await one.page.keyboard.press("Escape");
    await one.page.keyboard.press("Escape");
    await expect(one.page.getByRole("alertdialog", { name: "The curtain is down" })).toBeVisible();
    await house.house.stage.curtain(pass, false);
    await expect(one.page.getByRole("textbox", { name: "Write to the room" })).toBeFocused();
    await expect(one.page.getByRole("textbox", { name: "Write to the room" })).toHaveValue("half a sentence");
    await picturesMove(one.page);
  });

  await test.step("back leads out, forward leads to the same evening", async () => {
    await one.page.goBack();
    await one.page.goForward();
    await picturesMove(one.page, 20_000);
  });
  await event.end();
});

test("a clock ten minutes wrong counts down to the same second; German fits 320 pixels", async ({ house, visit }) => {
  const event = await house.announce("invited", 9);
  await event.openDoors();
  const { startsAt } = await house.house.events.read(await house.steward.pass(event.eventId, "event.know", "end to end"));
  const enter = async (who: "ines" | "haruka", wrongMs: number) => {
    const { page, expects } = await visit({ viewport: { width: 320, height: 568 }, locale: "de-DE" });
    expects(lineTaken);
    await page.clock.install({ time: Date.now() + wrongMs });
    await page.goto(await event.link(who));
    await page.locator("form.go button[type=submit]").first().click();
    await seated(page);
    return page;
  };
  for (const [who, wrongMs] of [["ines", 600_000], ["haruka", -600_000]] as const) {
    const page = await enter(who, wrongMs);
    const wrongBy = async () => {
      const [minutes = 0, seconds = 0] = (await page.locator(".room [role=timer] span").innerText()).split(":").map(Number);
      return Math.abs(minutes * 60 + seconds - (Date.parse(String(startsAt)) - Date.now()) / 1000);
    };
    await expect.poll(wrongBy, { message: `seconds, with a clock wrong by ${wrongMs} ms` }).toBeLessThan(2.5);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width(), "nothing to scroll sideways").toBeLessThanOrEqual(320);
    if (who === "ines") continue;
    await event.goLive();
    await expect(page.locator(".room[data-phase=live]")).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(320);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".room button, .room input")].filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 48).map((one) => one.className),
    );
    expect(small, "keys smaller than a finger").toEqual([]);
  }
  await event.end();
});

test("a browser that knows no live picture says so in its place, and one may stay: conversation and reactions are open", async ({ house, visit, axe }) => {
  const event = await house.announce("invited", 5);
  const { page: desk } = await onAir(visit, event);
  await event.goLive();
  const { page } = await visit();
  await page.addInitScript(() => {
    for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) Reflect.deleteProperty(window, name);
  });
  await page.goto(await event.link("ines"));
  await page.locator("form.go button[type=submit]").first().click();
  const word = page.getByText("This browser shows no live picture");
  await expect(word).toBeVisible();
  // In front of whatever covers a stage: it is what one reads there.
  expect(await word.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2)?.closest(".picture__word") !== null;
  })).toBe(true);
  await expect(page.getByText("The stage is being set")).toHaveCount(0);
  await axe(page);
  await page.getByRole("textbox", { name: "Write to the room" }).fill("I hear you by your words");
  await page.keyboard.press("Enter");
  await expect(desk.getByText("I hear you by your words")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Bravo/ })).toBeEnabled();
  await event.end();
});

test("by keyboard alone: door, room, reaction, conversation, guests, out", async ({ house, visit, axe }) => {
  const event = await house.announce("invited", 5);
  await event.openDoors();
  await event.goLive();
  const { page, expects } = await visit();
  expects(lineTaken);
  const tabTo = async (name: string) => {
    for (let tries = 0; tries < 40; tries++) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const one = document.activeElement;
        const isSeen = one !== null && getComputedStyle(one).outlineStyle !== "none";
        return { name: one?.getAttribute("aria-label") ?? one?.textContent?.trim() ?? "", isSeen };
      });
      if (!here.name.startsWith(name)) continue;
      expect(here.isSeen, `${name} shows that it has the focus`).toBe(true);
      return;
    }
    throw new Error(`the keyboard never came to ${name}`);
  };
  await page.goto(await event.link("ines"));
  await tabTo("Enter");
  await page.keyboard.press("Enter");
  await seated(page);
  await axe(page);
  await tabTo("Bravo");
  await page.keyboard.press("Enter");
  await expect(page.locator(".react[data-felt]")).toHaveText("Bravo");
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Write to the room" })).toBeFocused();
  await page.keyboard.type("Good evening");
  await page.keyboard.press("Enter");
  await expect(message(page, "Good evening")).toContainText("You");
  await page.getByRole("tab", { name: "Conversation" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "In the room" })).toBeFocused();
  await expect(page.getByRole("tabpanel").getByText("Inès")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Picture, keys and screens" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "React with the keys 1 to 4" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  await expect(page.locator(".react[data-felt]")).toHaveText("A rose");
  await page.getByRole("button", { name: "Leave the room" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "You have left the room" })).toBeVisible();
  await event.end();
});
