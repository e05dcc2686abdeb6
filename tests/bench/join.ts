import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { chromium } from "@playwright/test";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";
import { must } from "#prisma/seed.ts";
import type { Media } from "#server/infra/embedded/livekit.ts";
import { startMedia } from "#server/infra/embedded/livekit.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import type { BenchHouse } from "#tests/bench/bench-house.ts";
import { openBenchHouse } from "#tests/bench/bench-house.ts";
import type { Bar } from "#tests/bench/figures.ts";
import { conclude, median, quantile, round } from "#tests/bench/figures.ts";
import type { Seen } from "#tests/bench/in-page.ts";
import { joinOnce, noteMoments } from "#tests/bench/in-page.ts";
import type { Publisher } from "#tests/bench/publisher.ts";
import { openPublisher, servePublisher } from "#tests/bench/publisher.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";
import { findBrowser } from "#tests/e2e/browser.ts";

const mark = "SIPARIO_BENCH_PUBLISH";
const joinsEach = 20;
const warmEach = 2;
const entries = 7;
const launches = 22;
const restMs = 300;
const settleMs = 1000;
const viewport = { width: 1280, height: 720 };
const bars: Bar[] = [
  { figure: "houseToBareRatio", atMost: 1.15 },
  { figure: "waitingToBareRatio", atMost: 0.25 },
];

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => void process.stderr.write(`${text}\n`);

interface Bench {
  house: BenchHouse;
  media: Media;
  browser: Browser;
  publisher: Publisher;
}

/** An event with its guests' links, doors open, and the host standing there, held and ready. */
async function openEvent({ house, publisher }: Bench, guests: number): Promise<{ eventId: string; links: string[] }> {
  const { eventId, guestIds } = await house.event(guests);
  must(await house.house.guests.send(await house.steward.pass(eventId, "guest.invite", "bench"), guestIds));
  const links: string[] = [];
  for (let i = 0; i < guests; i++) links.push(await house.linkOf(eventId, i));
  must(await house.house.events.openDoors(await house.steward.pass(eventId, "event.open", "bench")));
  await publisher.stand({ origin: house.origin, cookie: house.ownerCookie, eventId });
  return { eventId, links };
}

const goLive = async ({ house }: Bench, eventId: string) =>
  void must(await house.house.events.goLive(await house.steward.pass(eventId, "event.open", "bench")));

async function endEvent({ house, publisher }: Bench, eventId: string): Promise<void> {
  await publisher.leave();
  must(await house.house.events.end(await house.steward.pass(eventId, "event.end", "bench")));
}

/** A server with nothing but the empty page that the house has, too: *Not found*, as plain text. */
async function openBareSite(): Promise<{ origin: string; close(): void }> {
  const server = createServer((_request, response) => response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found"));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { origin: `http://localhost:${port}`, close: () => void server.close() };
}

const umd = path.join(path.dirname(createRequire(import.meta.url).resolve("livekit-client")), "livekit-client.umd.js");

/** The same empty page at an origin, new as every guest's is, with the media client in memory. */
async function openBlank(browser: Browser, origin: string, cookie: string | null): Promise<Page> {
  const context = await browser.newContext({ viewport, bypassCSP: true });
  if (cookie) await context.addCookies([{ name: "sipario", value: cookie, url: origin }]);
  const page = await context.newPage();
  await page.goto(`${origin}/assets/nothing`);
  await page.addScriptTag({ path: umd });
  return page;
}

/**
 * Join to first frame, through the house and at the bare media server, in turns: the same call, publisher, page and code.
 * The bare page stands in the call as a seat of the house that does not use its place, so that the house's sweep lets it be.
 */
async function compareJoins({ house, media, browser }: Bench, eventId: string, link: string): Promise<{ house: number[]; bare: number[] }> {
  const cookie = await house.enter(link);
  const visitor = { ...openVisitor(house.origin, "en", "the bench"), cookie: () => `sipario=${cookie}` };
  const [call] = await new RoomServiceClient(media.url, media.apiKey, media.apiSecret).listRooms();
  if (!call) throw new Error("the house made no call");
  const site = await openBareSite();

  async function timed(way: "house" | "bare"): Promise<number> {
    const seat = await sitDown(visitor, { eventId });
    const seatId = seat.seatId();
    const token = new AccessToken(media.apiKey, media.apiSecret, { identity: house.house.video.identityOf(seatId) ?? "", ttl: 60 });
    token.addGrant({ roomJoin: true, room: call?.name ?? "", canPublish: false, canSubscribe: true, canPublishData: false, hidden: true });
    const ways = {
      house: { url: `${house.origin.replace(/^http/, "ws")}/media/${seatId}`, token: "placeholder" },
      bare: { url: media.url.replace("http://127.0.0.1", "ws://localhost"), token: await token.toJwt() },
    };
    const page = await (way === "house" ? openBlank(browser, house.origin, cookie) : openBlank(browser, site.origin, null));
    await sleep(restMs);
    const ms = await page.evaluate(joinOnce, ways[way]);
    await page.context().close();
    seat.leave();
    const held = house.house.seating.find(seatId);
    if (held) await house.house.seating.end(held, "closing");
    return ms;
  }

  const times = { house: [] as number[], bare: [] as number[] };
  for (let round = -warmEach; round < joinsEach; round++)
    for (const way of round % 2 === 0 ? (["house", "bare"] as const) : (["bare", "house"] as const)) {
      const ms = await timed(way);
      if (round >= 0) times[way].push(ms);
    }
  site.close();
  return times;
}

const notedIn = async (browser: Browser): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport });
  await context.addInitScript(noteMoments);
  return context;
};

/** Waits until frames advance, and answers the moments. */
async function seenAt(page: Page): Promise<Seen> {
  await page.waitForFunction(() => window.bench.frames >= 5, undefined, { timeout: 20_000, polling: 100 });
  return page.evaluate(() => window.bench);
}

/** A guest presses Enter at the door of a live event in a new browser: milliseconds from the press to the first frame. */
async function enterOnce({ house, browser }: Bench, link: string): Promise<number> {
  const context = await notedIn(browser);
  const page = await context.newPage();
  await page.goto(new URL(link, house.origin).href, { waitUntil: "networkidle" });
  await page.locator("form.go button").click();
  const { pressedAt, firstFrameAt } = await seenAt(page);
  await context.close();
  return (firstFrameAt ?? Number.NaN) - (pressedAt ?? Number.NaN);
}

/** A guest waits in the lobby, the event goes live: milliseconds from the house's word in the page to the first frame. */
async function waitOnce(bench: Bench): Promise<number> {
  const { house, browser } = bench;
  const { eventId, links } = await openEvent(bench, 1);
  const context = await notedIn(browser);
  await context.addCookies([{ name: "sipario", value: await house.enter(links[0] ?? ""), url: house.origin }]);
  const page = await context.newPage();
  await page.goto(`${house.origin}/room/${eventId}`);
  await page.locator("video[data-identity]").first().waitFor({ state: "attached", timeout: 20_000 });
  await sleep(settleMs);
  if ((await page.evaluate(() => window.bench.frames)) > 0) throw new Error("a frame was seen before the event was live");
  await goLive(bench, eventId);
  const { liveAt, firstFrameAt } = await seenAt(page);
  await context.close();
  await endEvent(bench, eventId);
  return (firstFrameAt ?? Number.NaN) - (liveAt ?? Number.NaN);
}

/** How soon a picture is there: a join through the house beside a bare one, the press of Enter, and those who wait. */
export async function run(): Promise<void> {
  if (process.env[mark]) return servePublisher();
  const folder = mkdtempSync(path.join(tmpdir(), "sipario-bench-media-"));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const figures: Record<string, number> = {};
  try {
    const port = await freePort();
    const ports = { port: await freePort(), udpPort: await freePort() };
    const media = await startMedia({ dataDir: folder, ...ports, mediaAddress: "127.0.0.1", webhookUrl: `http://127.0.0.1:${port}/webhooks/livekit`, log: openLog("error") });
    if ("missing" in media) return say(`No picture: ${media.missing}`);
    closing.push(() => media.stop());
    const house = await openBenchHouse({ PORT: String(port), LIVEKIT_URL: media.url, LIVEKIT_API_KEY: media.apiKey, LIVEKIT_API_SECRET: media.apiSecret });
    closing.push(() => house.erase());
    const browser = await chromium.launch(await findBrowser());
    closing.push(() => browser.close());
    const publisher = await openPublisher("join", { [mark]: "1" });
    closing.push(() => publisher.close());
    const bench: Bench = { house, media, browser, publisher };

    const { eventId, links } = await openEvent(bench, entries + 1);
    await goLive(bench, eventId);
    const joins = await compareJoins(bench, eventId, links[0] ?? "");
    figures.houseJoinMs = round(median(joins.house));
    figures.bareJoinMs = round(median(joins.bare));
    figures.houseJoinP95Ms = round(quantile(joins.house, 0.95));
    figures.bareJoinP95Ms = round(quantile(joins.bare, 0.95));
    figures.houseToBareRatio = round(median(joins.house) / median(joins.bare), 3);
    figures.joinsEach = joins.bare.length;
    say(`Joins: ${figures.houseJoinMs} ms through the house, ${figures.bareJoinMs} ms bare`);

    const entered: number[] = [];
    for (const link of links.slice(1)) entered.push(await enterOnce(bench, link));
    figures.enterToFirstFrameMs = round(median(entered));
    figures.entries = entered.length;
    say(`Enter to picture: ${figures.enterToFirstFrameMs} ms`);
    await endEvent(bench, eventId);

    const waited: number[] = [];
    for (let i = 0; i < launches; i++) waited.push(await waitOnce(bench));
    figures.waitingFirstFrameMs = round(median(waited));
    figures.waitingFirstFrameP95Ms = round(quantile(waited, 0.95));
    figures.waitingToBareRatio = round(quantile(waited, 0.95) / median(joins.bare), 3);
    figures.waitingSeats = waited.length;
  } finally {
    for (const close of closing.reverse()) await close();
    conclude("join", figures, bars);
  }
}
