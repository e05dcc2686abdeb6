import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";
import { freePort } from "#server/infra/ports.ts";
import type { CallHouse } from "#tests/bench/call-house.ts";
import { endEvent, goLive, openCallHouse, openEvent, standAt } from "#tests/bench/call-house.ts";
import { openCamera } from "#tests/bench/camera.ts";
import type { Bar } from "#tests/bench/figures.ts";
import { conclude, median, quantile, round } from "#tests/bench/figures.ts";
import type { Seen } from "#tests/bench/in-page.ts";
import { joinOnce, noteMoments } from "#tests/bench/in-page.ts";
import { isPublisher, openPublisher, servePublisher } from "#tests/bench/publisher.ts";
import { figuresOf, waitEach } from "#tests/bench/waiting.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const joinsEach = 20;
const warmEach = 2;
const entries = 7;
const waitingSeats = 22;
const restMs = 300;
const viewport = { width: 1280, height: 720 };
const bars: Bar[] = [
  { figure: "houseToBareRatio", atMost: 1.15 },
  { figure: "waitingToBareRatio", atMost: 0.25 },
];

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => void process.stderr.write(`${text}\n`);

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
async function compareJoins({ house, media, browser }: CallHouse, eventId: string, link: string): Promise<{ house: number[]; bare: number[] }> {
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
async function enterOnce({ house, browser }: CallHouse, link: string): Promise<number> {
  const context = await notedIn(browser);
  const page = await context.newPage();
  await page.goto(new URL(link, house.origin).href, { waitUntil: "networkidle" });
  await page.locator("form.go button").click();
  const { pressedAt, firstFrameAt } = await seenAt(page);
  await context.close();
  return (firstFrameAt ?? Number.NaN) - (pressedAt ?? Number.NaN);
}

/** How soon a picture is there: a join through the house beside a bare one, the press of Enter, and those who wait. */
export async function run(): Promise<void> {
  if (isPublisher) return servePublisher();
  const figures: Record<string, number> = {};
  const bench = await openCallHouse();
  if (!bench) return conclude("join", figures, bars);
  try {
    const publisher = await openPublisher("join");
    const { eventId, links } = await openEvent(bench, entries + 1);
    await standAt(bench, publisher, eventId);
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
    await endEvent(bench, publisher, eventId);

    Object.assign(figures, figuresOf("waiting", await waitEach(bench, publisher, waitingSeats)));
    figures.waitingToBareRatio = round((figures.waitingFirstFrameP95Ms ?? Number.NaN) / median(joins.bare), 3);
    say(`Waiting: the picture ${figures.waitingFirstFrameMs} ms after the word, ${figures.waitingPressToFirstFrameMs} ms after the press`);
    publisher.close();

    const camera = await openCamera();
    Object.assign(figures, figuresOf("camera", await waitEach(bench, camera, waitingSeats)));
    await camera.close();
  } finally {
    await bench.close();
    conclude("join", figures, bars);
  }
}
