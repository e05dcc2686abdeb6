import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { chromium } from "@playwright/test";
import { root } from "#server/infra/embedded/root.ts";
import { findBrowser } from "#tests/e2e/browser.ts";
import type { Shot } from "#tests/gallery/index-page.ts";
import { faultsOf, indexPage } from "#tests/gallery/index-page.ts";
import { openListener } from "#tests/gallery/listener.ts";
import { inspect } from "#tests/gallery/inspect.ts";
import type { For, State } from "#tests/gallery/states.ts";
import { acts, states } from "#tests/gallery/states.ts";
import type { World } from "#tests/gallery/world.ts";
import { openWorld } from "#tests/gallery/world.ts";

const sizes = {
  guest: [{ name: "phone", width: 390, height: 844 }, { name: "desk", width: 1440, height: 900 }],
  speaker: [{ name: "phone", width: 390, height: 844 }, { name: "desk", width: 1440, height: 900 }],
  tablet: [{ name: "tablet", width: 1180, height: 820 }, { name: "wall", width: 1920, height: 1080 }],
  studio: [{ name: "studio", width: 1440, height: 900 }, { name: "small", width: 1180, height: 820 }],
  desk: [{ name: "studio", width: 1440, height: 900 }, { name: "small", width: 1180, height: 820 }],
} as const satisfies Record<For, readonly { name: string; width: number; height: number }[]>;
/** The first of the house's languages, and the one with the longest words. */
const languages = { en: "en-GB", de: "de-DE" } as const;
type Lang = keyof typeof languages;
const languageNames = ["en", "de"] as const satisfies readonly Lang[];

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** The browser in which somebody is looked at: one for each person and language, so that tablets stay paired and keys where they are. */
function openBrowsers(browser: Browser, world: World) {
  const contexts = new Map<string, Promise<BrowserContext>>();
  return {
    of({ as, for: who }: State, lang: Lang): Promise<BrowserContext> {
      const key = `${as ?? who} ${lang}`;
      const open = async () => {
        const context = await browser.newContext({ baseURL: world.origin, locale: languages[lang], timezoneId: "Europe/Rome", permissions: ["camera", "microphone"], reducedMotion: "reduce", hasTouch: who === "tablet" });
        if (as) await context.addCookies([{ name: "sipario", value: world.cookieOf(as), url: world.origin, httpOnly: true, sameSite: "Lax" }]);
        return context;
      };
      const found = contexts.get(key) ?? open();
      contexts.set(key, found);
      // A stranger is new each time; whoever has a name stays who they are.
      if (!as && who !== "tablet") contexts.delete(key);
      return found;
    },
  };
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: 4000 }).catch(() => {}); // a tablet asks for ever
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(250);
}

async function shoot(world: World, browsers: ReturnType<typeof openBrowsers>, state: State, lang: Lang, folder: string): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const { name: size, ...viewport } of sizes[state.for]) {
    const shot: Shot = { id: state.id, size, lang, file: "", axe: [], small: [], overflow: [], moves: [], fault: null };
    const context = await browsers.of(state, lang);
    const page = await context.newPage();
    try {
      await page.setViewportSize(viewport);
      await world.stepUp();
      await state.open(world, page);
      await settled(page);
      shot.file = `${state.id}.${size}.${lang}.png`;
      await page.screenshot({ path: path.join(folder, shot.file), fullPage: state.for === "studio" });
      Object.assign(shot, await inspect(page, state.for, size === "phone" || state.for === "tablet"));
      await state.leave?.(world, page);
    } catch (fault) {
      shot.fault = fault instanceof Error ? (fault.message.split("\n")[0] ?? "failed") : String(fault);
      await page.screenshot({ path: path.join(folder, `fault.${state.id}.${size}.${lang}.png`) }).catch(() => {}); // for whoever mends it
    }
    await page.close();
    shots.push(shot);
  }
  return shots;
}

/** What earlier runs for some states only have left in the folder, without the states that are looked at now. */
function keptIn(folder: string, wanted: readonly State[]): Shot[] {
  const file = path.join(folder, "shots.json");
  if (!existsSync(file)) return [];
  const kept: Shot[] = JSON.parse(readFileSync(file, "utf8"));
  return kept.filter(({ id }) => !wanted.some((one) => one.id === id) && states.some((one) => one.id === id));
}

/** Writes the page of what was looked at so far, now and before, in the order of the states. */
function keep(folder: string, wanted: readonly State[], shots: readonly Shot[]): void {
  const done = wanted.filter(({ id }) => shots.some((shot) => shot.id === id));
  const rank = new Map<string, number>(states.map(({ id }, at) => [id, at]));
  const all = [...keptIn(folder, done), ...shots].sort((one, two) => (rank.get(one.id) ?? 0) - (rank.get(two.id) ?? 0));
  writeFileSync(path.join(folder, "shots.json"), JSON.stringify(all));
  writeFileSync(path.join(folder, "index.html"), indexPage(all, new Date()));
}

/** Drives the demo through every screen and state, writes a picture of each and a page with all of them. Answers the exit code. */
async function run(words: readonly string[]): Promise<number> {
  const only = words.filter((word) => !word.startsWith("--"));
  const folder = path.join(root, "gallery");
  if (only.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const wanted = states.filter(({ id }) => only.length === 0 || only.some((word) => id.startsWith(word)));
  const isHeard = only.length === 0 || only.includes("listener");
  const lastAct = isHeard ? acts.length - 1 : Math.max(...wanted.map(({ act }) => acts.indexOf(act)));
  const begun = performance.now();
  const world = await openWorld();
  const browser = await chromium.launch(await findBrowser());
  const shots: Shot[] = [];
  try {
    const browsers = openBrowsers(browser, world);
    const listener = isHeard ? await openListener(browser, world) : null;
    for (const act of acts.slice(0, lastAct + 1)) {
      await world.turn(act);
      await listener?.hear(act);
      for (const state of wanted.filter((one) => one.act === act)) {
        const inLanguage = (lang: Lang) => shoot(world, browsers, state, lang, folder);
        // Who has a seat, a tablet or the desk has it in one browser at a time; a page that is only read is read in both.
        const isRead = (state.for === "studio" || act === "before") && !state.isAlone;
        const both = isRead ? await Promise.all(languageNames.map(inLanguage)) : [await inLanguage("en"), await inLanguage("de")];
        for (const shot of both.flat()) {
          shots.push(shot);
          for (const one of faultsOf(shot)) say(`${shot.id} ${shot.size} ${shot.lang}: ${one}`);
        }
        keep(folder, wanted, shots);
      }
    }
    if (listener) writeFileSync(path.join(folder, "screen-reader.md"), await listener.close());
  } finally {
    await browser.close();
    await world.close();
  }
  const count = (of: (shot: Shot) => number) => shots.reduce((sum, shot) => sum + of(shot), 0);
  const figures = {
    states: wanted.length,
    pictures: shots.filter(({ file }) => file).length,
    failedStates: count(({ fault }) => (fault ? 1 : 0)),
    axeViolations: count(({ axe }) => axe.length),
    smallTargets: count(({ small }) => small.length),
    overflows: count(({ overflow }) => overflow.length),
    movements: count(({ moves }) => moves.length),
    seconds: Math.round((performance.now() - begun) / 1000),
  };
  process.stdout.write(`${JSON.stringify({ gallery: folder.replace(`${root}/`, ""), figures })}\n`);
  return figures.failedStates + figures.axeViolations + figures.smallTargets + figures.overflows + figures.movements > 0 ? 1 : 0;
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (fault: unknown) => {
    say(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
    process.exit(1);
  },
);
