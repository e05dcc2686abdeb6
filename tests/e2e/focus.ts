import type { Page } from "@playwright/test";
import sharp from "sharp";

/** Focus is seen by three to one against what is there without it, and by half of a ring of two pixels at least (after WCAG 2.4.13). */
const contrastMin = 3;
const aroundPx = 8;
const stopsMax = 200;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const bright = (part: number) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const lights = async (picture: Buffer): Promise<number[]> => {
  const { data } = await sharp(picture).removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: data.length / 3 }, (_, at) => 0.2126 * bright(data[3 * at] ?? 0) + 0.7152 * bright(data[3 * at + 1] ?? 0) + 0.0722 * bright(data[3 * at + 2] ?? 0));
};

/** How many pixels two pictures of one place differ in by the contrast that is asked for. */
async function differ(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([lights(one), lights(other)]);
  return a.filter((light, at) => (Math.max(light, b[at] ?? 0) + 0.05) / (Math.min(light, b[at] ?? 0) + 0.05) >= contrastMin).length;
}

/** At rest: what was fading has faded, and it is drawn. */
const rest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((one) => one.finished));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });

/**
 * Goes through a page by the Tab key until it comes round, and takes a picture of every stop with and without its focus.
 * Answers where it came by, and where nothing told that the focus is there: a ring that is missing, pale, cut or covered.
 */
export async function tabThrough(page: Page): Promise<{ stops: string[]; unseen: string[] }> {
  const been = await page.evaluateHandle(() => new WeakSet<Element>());
  const stops: string[] = [];
  const unseen: string[] = [];
  let isAround = false;
  while (stops.length < stopsMax) {
    await page.keyboard.press("Tab");
    await rest(page);
    const stop = await page.evaluate((been) => {
      const one = document.activeElement;
      if (!one || one === document.body) return "between"; // after the last, before the first
      if (been.has(one)) return null;
      been.add(one);
      const own = one.getBoundingClientRect();
      // A control that is drawn by its label, or laid over its whole line, shows its focus there.
      const drawn = own.width < 4 || Number(getComputedStyle(one).opacity) === 0 ? (one.closest("label") ?? one.parentElement ?? one) : one;
      const boxOf = ({ x, y, width, height }: DOMRect) => ({ x, y, width, height });
      return { name: `${one.tagName.toLowerCase()}.${one.className} “${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}”`, boxes: [drawn, one.parentElement ?? one].map((two) => boxOf(two.getBoundingClientRect())) };
    }, been);
    if (!stop || (isAround && stop === "between")) break;
    isAround = stop === "between";
    if (stop === "between") continue;
    stops.push(stop.name);
    const { width = 0, height = 0 } = page.viewportSize() ?? {};
    const around = ({ x, y, width: w, height: h }: Box): Box => {
      const [left, top] = [Math.max(0, x - aroundPx), Math.max(0, y - aroundPx)];
      return { x: left, y: top, width: Math.min(width, x + w + aroundPx) - left, height: Math.min(height, y + h + aroundPx) - top };
    };
    const places = stop.boxes.map((box) => ({ box, clip: around(box) })).filter(({ clip }) => clip.width > 0 && clip.height > 0);
    const look = async () => {
      const pictures = [];
      for (const { clip } of places) pictures.push(await page.screenshot({ clip }));
      return pictures;
    };
    const withIt = await look();
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await rest(page);
    const without = await look();
    let isSeen = false;
    for (const [at, { box }] of places.entries()) {
      const [one, other] = [withIt[at], without[at]];
      if (one && other && (await differ(one, other)) >= box.width + box.height) isSeen = true;
    }
    if (!isSeen) unseen.push(stop.name);
  }
  return { stops, unseen };
}
