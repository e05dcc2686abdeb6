import type { Page } from "@playwright/test";
import { expect, noPicture, picturesMove, test } from "#tests/e2e/fixtures.ts";
import { lineTaken, onAir, seated } from "#tests/e2e/on-air.ts";

/** A desk of 1440 × 900 whose browser shows everything at twice its size. */
const enlarged = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };

/** What is lost on a page: words that are cut, keys that cannot be brought under the pointer, a page that scrolls sideways. */
const lostOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth - clientWidth} px wider than its screen`);
    const within = document.querySelector("dialog[open]") ?? document.body;
    const isSeen = (one: Element) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest(".vh, .skip, [inert]");
    const name = (one: Element) => `${one.tagName.toLowerCase()}.${one.className} “${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}”`;

    const words = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const holder = text.parentElement;
      if (!text.textContent?.trim() || !holder || !isSeen(holder) || getComputedStyle(holder).clipPath !== "none") continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      for (let around: Element | null = holder; around && around !== document.documentElement; around = around.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(around);
        if (/auto|scroll/.test(overflowX + overflowY)) break; // it can be scrolled to
        const edge = around.getBoundingClientRect();
        const isCutAside = /hidden|clip/.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1);
        const isCutAcross = /hidden|clip/.test(overflowY) && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1);
        if (isCutAside || isCutAcross) found.push(`cut: “${text.textContent.trim().slice(0, 40)}” in ${around.tagName.toLowerCase()}.${around.className}`);
        if (position === "fixed") break;
      }
    }

    for (const one of within.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
      if (!isSeen(one)) continue;
      one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const drawn = one.getBoundingClientRect().width < 4 ? (one.closest("label") ?? one) : one;
      const { left, right, top, bottom } = drawn.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isHit = hit !== null && (drawn.contains(hit) || hit.closest("label")?.control === one);
      if (!isHit || left < -1 || right > innerWidth + 1) found.push(`cannot be reached: ${name(one)}${hit ? ` under ${name(hit)}` : ""}`);
    }
    scrollTo(0, 0);
    return found;
  });

test("at twice the size nothing is lost: door, waiting, lobby, room, its dialog, curtain and thanks, in English and in German", async ({ house, visit, axe }) => {
  const missing = noPicture(house);
  test.skip(missing !== null, `NO PICTURE: ${missing}`);
  test.setTimeout(150_000);
  const event = await house.announce("invited", 5);
  const languages = { ines: "en-GB", adrien: "de-DE" } as const;
  const enter = async (who: keyof typeof languages) => ({ who, locale: languages[who], ...(await visit({ ...enlarged, locale: languages[who] })) });
  const guests = [await enter("ines"), await enter("adrien")] as const;
  const whole = async (screen: string) => {
    for (const { page, locale } of guests) {
      expect(await lostOn(page), `${screen}, ${locale}`).toEqual([]);
      await axe(page);
    }
  };
  for (const { who, page, expects } of guests) {
    expects(lineTaken);
    await page.goto(await event.link(who));
  }
  await whole("door");
  await test.step("what is cut or out of reach is found", async () => {
    const [{ page }] = guests;
    await page.evaluate(() => {
      const tight = new CSSStyleSheet();
      tight.replaceSync(".door__body { height: 60px; overflow: hidden; } .go { translate: -40rem 0; }");
      document.adoptedStyleSheets = [tight];
    });
    expect(await lostOn(page)).toEqual(expect.arrayContaining([expect.stringMatching(/^cut: /), expect.stringMatching(/^cannot be reached: .*Enter the lobby/)]));
    await page.reload();
  });
  for (const { page } of guests) {
    await page.locator("form.go button").first().click();
    await expect(page).toHaveURL(/\/room\//);
  }
  await whole("waiting");
  await onAir(visit, event);
  for (const { page } of guests) {
    await page.reload();
    await seated(page);
  }
  await whole("lobby");
  await event.goLive();
  for (const { page } of guests) await picturesMove(page);
  await whole("room");
  for (const { page } of guests) {
    await page.locator(".bar__tools button").nth(-2).click();
    await expect(page.locator("dialog[open]")).toBeVisible();
  }
  await whole("settings");
  for (const { page } of guests) await page.keyboard.press("Escape");
  const pass = await house.steward.pass(event.eventId, "stage.direct", "end to end");
  await house.house.stage.curtain(pass, true);
  for (const { page } of guests) await expect(page.getByRole("alertdialog")).toBeVisible();
  await whole("curtain");
  await house.house.stage.curtain(pass, false);
  await event.end();
  for (const { page } of guests) await expect(page.locator(".door h1")).toBeVisible();
  await whole("thanks");
});
