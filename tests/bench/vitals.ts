import { brotliCompressSync } from "node:zlib";
import type { BrowserContext, Page } from "@playwright/test";
import type { CallHouse } from "#tests/bench/call-house.ts";
import { goLive, openCallHouse, openEvent, standAt } from "#tests/bench/call-house.ts";
import { conclude, median, quantile, round } from "#tests/bench/figures.ts";
import { isPublisher, openPublisher, servePublisher } from "#tests/bench/publisher.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const runs = 7;
const chatters = 20;
const linesPerSecond = 20;
const viewport = { width: 390, height: 844 };
/** A phone of some years, on a poor line: 4 × slower, 150 ms there and back, 1.6 Mbit/s down and 750 kbit/s up. */
const slow = { cpu: 4, latency: 150, downloadThroughput: (1.6 * 1e6) / 8, uploadThroughput: (750 * 1e3) / 8 };

const say = (text: string) => void process.stderr.write(`${text}\n`);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a page notes of itself, as the browser's own observers tell it. */
interface Noted {
  lcp: number;
  /** Largest burst of shifts, as CLS is defined: windows of at most five seconds, a second apart. */
  cls: number;
  /** The duration of each interaction, by its id; milliseconds. */
  interactions: Record<number, number>;
  longTasks: number[];
}
declare global {
  interface Window {
    vitals: Noted;
  }
}

/** Runs in the page, before anything of it. */
function noteVitals(): void {
  const noted: Noted = { lcp: 0, cls: 0, interactions: {}, longTasks: [] };
  window.vitals = noted;
  const window_ = { first: 0, last: 0, value: 0 };
  const watch = (type: string, hear: (entry: PerformanceEntry) => void, more: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", ({ startTime }) => {
    noted.lcp = startTime;
  });
  watch("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (hadRecentInput) return;
    const { startTime } = entry;
    if (startTime - window_.last > 1000 || startTime - window_.first > 5000) Object.assign(window_, { first: startTime, value: 0 });
    window_.last = startTime;
    window_.value += value;
    noted.cls = Math.max(noted.cls, window_.value);
  });
  watch(
    "event",
    (entry) => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId) noted.interactions[interactionId] = Math.max(noted.interactions[interactionId] ?? 0, duration);
    },
    { durationThreshold: 16 },
  );
  watch("longtask", ({ duration }) => noted.longTasks.push(duration));
}

async function slowDown(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", { offline: false, latency: slow.latency, downloadThroughput: slow.downloadThroughput, uploadThroughput: slow.uploadThroughput });
  await client.send("Emulation.setCPUThrottlingRate", { rate: slow.cpu });
}

async function newGuest({ browser, house }: CallHouse): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: house.origin, viewport, hasTouch: true, isMobile: true, locale: "de-DE" });
  await context.addInitScript(noteVitals);
  return { context, page: await context.newPage() };
}

const noted = (page: Page) => page.evaluate(() => window.vitals);

/** The door of a personal link, from an empty cache. */
async function openDoor(bench: CallHouse, link: string): Promise<{ lcp: number; cls: number }> {
  const { context, page } = await newGuest(bench);
  await slowDown(page);
  await page.goto(link, { waitUntil: "load" });
  await page.waitForTimeout(1500);
  const { lcp, cls } = await noted(page);
  await context.close();
  return { lcp, cls };
}

/** Twenty guests who write, one line a second each, over the real wire; answers how to stop them, and how many lines were taken. */
async function startTalk({ house }: CallHouse, eventId: string, links: readonly string[]): Promise<{ stop(): void; taken(): number }> {
  let taken = 0;
  const seats = await Promise.all(
    links.map(async (link) => {
      const cookie = await house.enter(link);
      return sitDown({ ...openVisitor(house.origin, "en", "the bench's guest"), cookie: () => `sipario=${cookie}` }, { eventId });
    }),
  );
  let turn = 0;
  const timer = setInterval(() => {
    const seat = seats[turn % seats.length];
    turn += 1;
    void seat?.command("chat.post", { body: `What a sound, I have never heard it so near. ${turn}` }).then(
      (said) => {
        if (said.ok) taken += 1;
      },
      () => {},
    );
    if (turn % 5 === 0) void seat?.command("reaction.send", { reaction: "love" }).catch(() => {});
  }, 1000 / linesPerSecond);
  return {
    stop() {
      clearInterval(timer);
      for (const seat of seats) seat.leave();
    },
    taken: () => taken,
  };
}

/** A guest reacts and writes while the room talks; the 98th percentile of interactions is the worst here, as there are fewer than fifty. */
async function interact(page: Page): Promise<void> {
  const reactions = page.getByRole("button", { name: /^(Bravo|Liebe|Staunen|Eine Rose)/ });
  for (let i = 0; i < 12; i++) {
    await reactions.nth(i % 4).tap();
    await sleep(250);
  }
  const field = page.getByRole("textbox").first();
  for (let line = 0; line < 3; line++) {
    await field.tap();
    await page.keyboard.type("Wie schön.", { delay: 60 });
    await page.keyboard.press("Enter");
    await sleep(1200);
  }
}

/** How the door and the room feel on a slow phone on a poor line. */
export async function run(): Promise<void> {
  if (isPublisher) return servePublisher();
  const figures: Record<string, number> = { runs };
  const bench = await openCallHouse();
  if (!bench) return conclude("vitals", figures, []);
  try {
    const { eventId, links } = await openEvent(bench, chatters + 2 * runs + 1);
    const doors: { lcp: number; cls: number }[] = [];
    for (let i = 0; i < runs; i++) doors.push(await openDoor(bench, links[chatters + i] ?? ""));
    figures.doorLcpMs = round(median(doors.map(({ lcp }) => lcp)), 0);
    figures.doorLcpMaxMs = round(Math.max(...doors.map(({ lcp }) => lcp)), 0);
    figures.doorCls = round(median(doors.map(({ cls }) => cls)), 4);
    say(`Door: ${doors.map(({ lcp }) => Math.round(lcp)).join(", ")} ms`);

    const host = await openPublisher("vitals");
    await standAt(bench, host, eventId);
    await goLive(bench, eventId);
    const talk = await startTalk(bench, eventId, links.slice(0, chatters));
    const [worst, shifts, long, sizes]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let i = 0; i < runs; i++) {
      const { context, page } = await newGuest(bench);
      const scripts = new Map<string, number>();
      page.on("response", async (response) => {
        if (response.request().resourceType() !== "script" || !response.ok()) return;
        const body = await response.body().catch(() => null);
        if (body) scripts.set(response.url(), brotliCompressSync(body).length);
      });
      await context.addCookies([{ name: "sipario", value: await bench.house.enter(links[chatters + runs + i] ?? ""), url: bench.house.origin }]);
      await slowDown(page);
      await page.goto(`/room/${eventId}`);
      await page.locator("form.compose input:not([readonly])").first().waitFor({ timeout: 60_000 });
      await page.waitForTimeout(6000);
      await page.evaluate(() => window.vitals.longTasks.splice(0)); // what loading took is not what the room takes
      const before = Date.now();
      await interact(page);
      const { interactions, cls, longTasks } = await noted(page);
      const times = Object.values(interactions);
      worst.push(quantile(times, 0.98));
      shifts.push(cls);
      long.push(longTasks.length / ((Date.now() - before) / 60_000));
      sizes.push([...scripts.values()].reduce((sum, one) => sum + one, 0) / 1000);
      say(`Room: ${times.length} interactions, 98 % within ${Math.round(worst.at(-1) ?? 0)} ms, shifts ${round(cls, 4)}, ${longTasks.length} long tasks, the longest ${Math.round(Math.max(0, ...longTasks))} ms, ${scripts.size} scripts of ${round(sizes.at(-1) ?? 0)} KB`);
      await context.close();
    }
    figures.linesTaken = talk.taken();
    talk.stop();
    figures.inpMs = round(median(worst), 0);
    figures.inpMaxMs = round(Math.max(...worst), 0);
    figures.cls = round(Math.max(figures.doorCls, median(shifts)), 4);
    figures.longTasksPerMinute = round(median(long));
    figures.roomScriptBrotliKb = round(Math.max(...sizes));
    await host.close();
  } finally {
    await bench.close();
  }
  conclude("vitals", figures, [
    { figure: "doorLcpMs", atMost: 1500 },
    { figure: "inpMs", atMost: 100 },
    { figure: "cls", atMost: 0.02 },
    { figure: "roomScriptBrotliKb", atMost: 280 },
  ]);
}
