import type { Browser, Page } from "@playwright/test";
import type { Act } from "#tests/gallery/states.ts";
import type { World } from "#tests/gallery/world.ts";

/** What a screen reader has of a page: its accessibility tree, as lines. */
const heard = (page: Page): Promise<string> => page.locator("body").ariaSnapshot();

/** What live regions said since they were listened to. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const liveAround = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest("[role=status], [role=alert], [role=log], [aria-live]");
    const wordsIn = (node: Node) => {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT, (text) => (text.parentElement?.closest("[aria-hidden=true]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
      const words: string[] = [];
      while (walker.nextNode()) words.push(walker.currentNode.textContent ?? "");
      return words.join(" ").replaceAll(/\s+/g, " ").trim();
    };
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const live = liveAround(target);
        if (!live || live.getAttribute("aria-live") === "off") continue;
        const text = wordsIn(live);
        if (text && said.at(-1) !== text) said.push(text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0));
}

/** A guest who does not see goes from the door to the thanks by keyboard alone; what they hear at each step is written down. */
export async function openListener(browser: Browser, world: World) {
  const context = await browser.newContext({ baseURL: world.origin, locale: "en-GB", timezoneId: "Europe/Rome", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const parts: string[] = [];
  const note = async (title: string, more: readonly string[] = []) => {
    const spoken = more.length > 0 ? `\nSaid meanwhile:\n\n${more.map((one) => `> ${one.replaceAll(/\s+/g, " ")}`).join("\n")}\n` : "";
    parts.push(`## ${title}\n${spoken}\n\`\`\`yaml\n${await heard(page)}\n\`\`\`\n`);
  };
  /** Presses Tab until the focus stands on something of this name; answers how often. */
  async function tabTo(name: RegExp): Promise<number> {
    for (let pressed = 1; pressed < 60; pressed++) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
      if (name.test(here.trim())) return pressed;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  }
  return {
    async hear(act: Act): Promise<void> {
      if (act === "doors") {
        await page.goto(world.guests.listening.link);
        await note("The door");
        const tabs = await tabTo(/^Enter/);
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/room\//);
        await page.waitForTimeout(1500);
        await note(`The lobby, ${tabs} presses of Tab and Enter later`);
      }
      if (act === "live") {
        await page.getByRole("button", { name: /^Bravo/ }).waitFor({ timeout: 20_000 });
        const said = await listen(page);
        await note("The room");
        const tabs = await tabTo(/^Bravo/);
        await page.keyboard.press("Enter");
        await page.keyboard.press("/");
        await page.keyboard.type("Good evening from the keyboard");
        await page.keyboard.press("Enter");
        await page.waitForTimeout(11_000);
        await note(`The room after a reaction (${tabs} presses of Tab) and a line of one’s own`, await said());
      }
      if (act === "curtain") {
        await page.waitForTimeout(1000);
        await note("Under the curtain");
      }
      if (act === "after") {
        await page.waitForTimeout(2500);
        await note("The thanks");
      }
    },
    /** What was heard, as a document. */
    async close(): Promise<string> {
      await context.close();
      return `# What a screen reader has of an evening\n\nThe accessibility tree of a guest’s pages in Chromium, from the door to the thanks, by keyboard alone. Written by \`npm run gallery\`; not by hand.\n\n${parts.join("\n")}`;
    },
  };
}
