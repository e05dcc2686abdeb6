import type { CDPSession } from "@playwright/test";
import { goLive, openCallHouse, openEvent, standAt } from "#tests/bench/call-house.ts";
import { conclude, median, round } from "#tests/bench/figures.ts";
import { isPublisher, openPublisher, servePublisher } from "#tests/bench/publisher.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const minutesAsked = Number(process.argv[4] ?? 20);
const everyMs = 60_000;
/** For so many minutes the room talks five times as fast before the counting begins: by then what is run often is compiled, which is the browser's and no growth of the page's. */
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

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/** What the page still holds after everything that can go has gone, and how much of that V8 compiled; bytes. */
async function heapOf(client: CDPSession): Promise<{ whole: number; compiled: number }> {
  const parts: string[] = [];
  const on = ({ chunk }: { chunk: string }) => void parts.push(chunk);
  client.on("HeapProfiler.addHeapSnapshotChunk", on);
  await client.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false }); // collects first
  client.off("HeapProfiler.addHeapSnapshotChunk", on);
  const { snapshot, nodes }: Snapshot = JSON.parse(parts.join(""));
  const { node_fields: fields, node_types } = snapshot.meta;
  const [type, size, code] = [fields.indexOf("type"), fields.indexOf("self_size"), node_types[0].indexOf("code")];
  const held = { whole: 0, compiled: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    const bytes = nodes[at + size] ?? 0;
    held.whole += bytes;
    if (nodes[at + type] === code) held.compiled += bytes;
  }
  return held;
}

/**
 * One guest stays in a room that talks, reacts and shows a picture: whether their page grows. `npm run bench -- soak -- room
 * [minutes]`, after four more that settle. What V8 has compiled of code that runs again and again is told by itself;
 * judged is everything else the page holds.
 */
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
    const points: { x: number; data: number; whole: number }[] = [];
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
        talking = setInterval(talk, 250); // four tallies a second
      }
      await page.waitForTimeout(everyMs);
      const long = await tasks();
      if (isSettled) longTasks += long;
      const { whole, compiled } = await heapOf(client);
      await tasks(); // collecting is ours, not the room's
      points.push({ x: (Date.now() - begun) / 3_600_000, data: whole - compiled, whole });
      say(`${Math.round((Date.now() - begun) / 60_000)} min: ${(whole / 1e6).toFixed(3)} MB, of it compiled ${(compiled / 1e6).toFixed(3)}`);
    }
    clearInterval(talking);
    for (const seat of seats) seat.leave();
    const kept = points.filter(({ x }) => x * 60 > settleMinutes);
    const growthOf = (of: "data" | "whole") => round((100 * slope(kept.map((point) => ({ x: point.x, y: point[of] })))) / median(kept.map((point) => point[of])), 2);
    figures.heapMedianMb = round(median(kept.map(({ whole }) => whole)) / 1e6, 2);
    figures.heapGrowthPerHourPercent = growthOf("data");
    figures.withCompiledGrowthPerHourPercent = growthOf("whole");
    figures.longTasksPerMinute = round(longTasks / minutesAsked, 2);
    figures.lines = turn;
    await host.close();
  } finally {
    await bench.close();
  }
  conclude("soak", figures, [{ figure: "heapGrowthPerHourPercent", atMost: 5 }, { figure: "longTasksPerMinute", atMost: 0 }]);
}
