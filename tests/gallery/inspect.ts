import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { For } from "#tests/gallery/states.ts";

/** What a finger or a pointer must find, at least, in CSS pixels each way. */
export const leastTarget = { guest: 48, speaker: 48, tablet: 72, studio: 32, desk: 32 } as const satisfies Record<For, number>;

export interface Found {
  axe: string[];
  small: string[];
  overflow: string[];
  /** What travels or goes on for ever, though less motion was asked for. */
  moves: string[];
}

/** Looks at a page as somebody would who cannot see it, has large fingers, or a narrow screen. */
export async function inspect(page: Page, who: For, isTouch: boolean): Promise<Found> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const axe = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`);
  const least = isTouch || who === "studio" || who === "desk" ? leastTarget[who] : 24;
  const { small, overflow, moves } = await page.evaluate((least) => {
    const name = (one: Element) => `${one.tagName.toLowerCase()}.${one.className.toString().split(" ").slice(0, 2).join(".")} “${(one.textContent ?? "").trim().slice(0, 30) || one.getAttribute("aria-label") || one.getAttribute("name") || ""}”`;
    const isSeen = (one: Element) => {
      const { width, height } = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      return width > 1 && height > 1 && style.visibility !== "hidden" && style.clipPath === "none" && Number(style.opacity) > 0;
    };
    /** A key that is stretched over the row it stands in. */
    const stretchedOver = (one: Element) => {
      const after = getComputedStyle(one, "::after");
      return after.content !== "none" && after.position === "absolute" && getComputedStyle(one).position === "static" && one instanceof HTMLElement ? one.offsetParent : null;
    };
    /** What is really hit: a tick's or a field's own label, too. */
    const boxOf = (one: Element) => {
      const boxes = [one, one.closest("label"), stretchedOver(one), ...(one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [])].filter((two) => two !== null).map((two) => two.getBoundingClientRect());
      return { width: Math.max(...boxes.map(({ width }) => width)), height: Math.max(...boxes.map(({ height }) => height)) };
    };
    // A link within a sentence is as high as its line (WCAG 2.5.8, inline).
    const isInline = (one: Element) => one.tagName === "A" && getComputedStyle(one).display === "inline";
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]")].filter((one) => isSeen(one) && !one.closest("[inert], [hidden]"));
    const small = all.filter((one) => !isInline(one) && !one.classList.contains("skip")).flatMap((one) => {
      const { width, height } = boxOf(one);
      return width < least - 0.5 || height < least - 0.5 ? [`${name(one)} ${Math.round(width)}×${Math.round(height)}`] : [];
    });
    const overflow: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth + 1) overflow.push(`the page is ${scrollWidth - clientWidth} px wider than its screen`);
    for (const one of document.querySelectorAll("button, a, h1, h2, h3, label, th, td, p")) {
      const style = getComputedStyle(one);
      if (isSeen(one) && style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && one.scrollWidth > one.clientWidth + 1) overflow.push(`${name(one)} is cut by ${one.scrollWidth - one.clientWidth} px`);
    }
    const moves = document.getAnimations().flatMap(({ effect, playState }) => {
      if (!(effect instanceof KeyframeEffect) || playState !== "running" || Number(effect.getComputedTiming().duration) <= 1) return [];
      const isTravelling = effect.getKeyframes().some((frame) => ["transform", "translate", "scale", "rotate"].some((property) => property in frame));
      return isTravelling || effect.getComputedTiming().iterations === Number.POSITIVE_INFINITY ? [`${effect.target ? name(effect.target) : "something"} moves`] : [];
    });
    return { small, overflow, moves };
  }, least);
  return { axe, small, overflow, moves };
}
