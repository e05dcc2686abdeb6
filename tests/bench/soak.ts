import type { CDPSession } from "@playwright/test";
import { goLive, openCallHouse, openEvent, standAt } from "#tests/bench/call-house.ts";
import { conclude, median, round } from "#tests/bench/figures.ts";
import { isPublisher, openPublisher, servePublisher } from "#tests/bench/publisher.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const minutesAsked = Number(process.argv[4] ?? 20);
const everyMs = 15_000;
/** For so many minutes the room talks ten times as fast before the counting begins: by then what is run often is compiled, which is the browser's and no growth of the page's. */
const settleMinutes = 4;
const chatters = 10;

declare global {
  interface Window {
    longTasks: number[];
  }
}

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Least squares: the slope of y over x. */
function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) => points.reduce((sum, one) => sum + of(one), 0) / points.length;
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
  const over = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0);
  const under = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** What the page still holds after everything that can go has gone; bytes. */
async function heapOf(client: CDPSession): Promise<number> {
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.collectGarbage");
  return (await client.send("Runtime.getHeapUsage")).usedSize;
}

/** One guest stays in a room that talks, reacts and shows a picture: whether their page grows. `npm run bench -- soak -- room [minutes]`, after four more that settle. */
export async function run(): Promise<void> {
  if (isPublisher) return servePublisher();
  const figures: Record<string, number> = { minutes: minutesAsked };
  const bench = await openCallHouse();
  if (!bench) return conclude("soak", figures, []);
  try {
    const { house, browser } = bench;
    const { eventId, links } = await openEvent(bench, chatters + 1);
    const host = await openPublisher("soak");
    await standAt(bench, host, eventId);
    await goLive(bench, eventId);
    const seats = await Promise.all(
      links.slice(1).map(async (link) => {
        const cookie = await house.enter(link);
        return sitDown({ ...openVisitor(house.origin, "en", "the bench's guest"), cookie: () => `sipario=${cookie}` }, { eventId });
      }),
    );
    let turn = 0;
    const talk = () => {
      const seat = seats[turn++ % seats.length];
      void seat?.command("chat.post", { body: `It is the hand that winds it. ${turn}` }).catch(() => {});
      void seat?.command("reaction.send", { reaction: "bravo" }).catch(() => {});
    };
    let talking = setInterval(talk, 50);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: house.origin });
    await context.addCookies([{ name: "sipario", value: await house.enter(links[0] ?? ""), url: house.origin }]);
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    });
    await page.goto(`/room/${eventId}`);
    await page.locator("video[data-identity]").first().waitFor({ state: "attached", timeout: 30_000 });
    const client = await context.newCDPSession(page);
    const points: { x: number; y: number }[] = [];
    const begun = Date.now();
    await page.waitForTimeout(5000);
    const tasks = () => page.evaluate(() => window.longTasks.splice(0).filter((ms) => ms > 50).length);
    await tasks(); // what loading took
    let longTasks = 0;
    let isSettled = false;
    while (Date.now() - begun < (settleMinutes + minutesAsked) * 60_000) {
      if (!isSettled && Date.now() - begun > settleMinutes * 60_000) {
        isSettled = true;
        clearInterval(talking);
        talking = setInterval(talk, 500);
      }
      await page.waitForTimeout(everyMs);
      longTasks += await tasks();
      const y = await heapOf(client);
      await tasks(); // collecting is ours, not the room's
      points.push({ x: (Date.now() - begun) / 3_600_000, y });
      if (points.length % 8 === 0) say(`${Math.round((Date.now() - begun) / 60_000)} min: ${(y / 1e6).toFixed(2)} MB`);
    }
    clearInterval(talking);
    for (const seat of seats) seat.leave();
    const kept = points.filter(({ x }) => x * 60 > settleMinutes);
    const middle = median(kept.map(({ y }) => y));
    figures.heapMedianMb = round(middle / 1e6, 2);
    figures.heapGrowthPerHourPercent = round((100 * slope(kept)) / middle, 2);
    figures.longTasksPerMinute = round(longTasks / (settleMinutes + minutesAsked), 2);
    figures.lines = turn;
    await host.close();
  } finally {
    await bench.close();
  }
  conclude("soak", figures, [{ figure: "heapGrowthPerHourPercent", atMost: 5 }, { figure: "longTasksPerMinute", atMost: 0 }]);
}
