import type { CallHouse, Host } from "#tests/bench/call-house.ts";
import { endEvent, goLive, openCallHouse, openEvent, standAt } from "#tests/bench/call-house.ts";
import { openCamera } from "#tests/bench/camera.ts";
import { conclude, median, quantile, round } from "#tests/bench/figures.ts";
import type { Received, Seen } from "#tests/bench/in-page.ts";
import { countReceived, noteMoments } from "#tests/bench/in-page.ts";
import { isPublisher, openPublisher, servePublisher } from "#tests/bench/publisher.ts";

const launches = 22;
const viewport = { width: 1280, height: 720 };
/** So long those wait who are settled: evenly spread, in step with nothing the media server or the publisher does. */
const settledMs = { from: 2000, to: 4000 };
/** So long those wait who came last, around the moment when the media server asks for one more key frame for them. */
const lateMs = { from: 300, to: 1300 };

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** One seat that waited in the lobby while it went live; milliseconds. */
export interface Waited {
  waitedMs: number;
  /** Whether they were there before the host. */
  isFirst: boolean;
  seen: Seen;
  received: Received;
  /** From the producer's press, in the house's own process, to the house's word in the page. */
  pressToWord: number;
  /** From the press until the first frame had been received whole. */
  pressToReceived: number;
  pressToFrame: number;
  /** From the word to the first frame; below zero where the frame was there before the word. */
  wordToFrame: number;
}

/**
 * A guest waits in the lobby, there before the host or after, and the event goes live: when the word came, and when the
 * first frame.
 */
async function waitOnce(bench: CallHouse, host: Host, waitedMs: number, isFirst: boolean): Promise<Waited> {
  const { house, browser } = bench;
  const { eventId, links } = await openEvent(bench, 1);
  if (!isFirst) await standAt(bench, host, eventId);
  const context = await browser.newContext({ viewport });
  await context.addInitScript(noteMoments);
  await context.addCookies([{ name: "sipario", value: await house.enter(links[0] ?? ""), url: house.origin }]);
  const page = await context.newPage();
  await page.goto(`${house.origin}/room/${eventId}`);
  if (isFirst) {
    await page.locator("[data-testid=stage-picture]").waitFor({ state: "attached" });
    await sleep(settledMs.from);
    await standAt(bench, host, eventId);
  }
  await page.locator("video[data-identity]").first().waitFor({ state: "attached", timeout: 20_000 });
  // Asked before the press, so that the asking does not take the page's time after it.
  const shown = page.waitForFunction(() => window.bench.frames >= 5, undefined, { timeout: waitedMs + 20_000, polling: 100 });
  shown.catch(() => {}); // awaited below, unless something else fails before
  await sleep(waitedMs);
  if ((await page.evaluate(() => window.bench.frames)) > 0) throw new Error("a frame was seen before the event was live");
  const isThere = await page.evaluate(() => [...document.querySelectorAll<HTMLVideoElement>("video[data-identity]")].every((video) => video.srcObject !== null));
  if (!isThere) throw new Error("the held picture was taken out of its element: its first frame would be lost");
  const pressedAt = performance.timeOrigin + performance.now();
  await goLive(bench, eventId);
  await shown;
  const seen = await page.evaluate(() => window.bench);
  const received = await page.evaluate(countReceived);
  await context.close();
  await endEvent(bench, host, eventId);
  const { liveAt, firstFrameAt, receivedAt } = seen;
  if (liveAt === null || firstFrameAt === null) throw new Error("no word, or no picture");
  return {
    waitedMs, isFirst, seen, received,
    pressToWord: liveAt - pressedAt,
    pressToReceived: (receivedAt ?? Number.NaN) - pressedAt,
    pressToFrame: firstFrameAt - pressedAt,
    wordToFrame: firstFrameAt - liveAt,
  };
}

/** That many seats, one after the other, each at an event of its own; those who are settled came before the host every other time. */
export async function waitEach(bench: CallHouse, host: Host, seats: number, { from, to } = settledMs): Promise<Waited[]> {
  const all: Waited[] = [];
  for (let seat = 0; seat < seats; seat++) all.push(await waitOnce(bench, host, from + ((to - from) * seat) / seats, seat % 2 === 0 && from === settledMs.from));
  return all;
}

/** The figures of some seats: the word to the first frame, and the press to the first frame, which no late word can shorten. */
export function figuresOf(name: string, all: readonly Waited[]): Record<string, number> {
  const [waits, presses] = [all.map((one) => one.wordToFrame), all.map((one) => one.pressToFrame)];
  return {
    [`${name}FirstFrameMs`]: round(median(waits)),
    [`${name}FirstFrameP95Ms`]: round(quantile(waits, 0.95)),
    [`${name}PressToFirstFrameMs`]: round(median(presses)),
    [`${name}PressToFirstFrameP95Ms`]: round(quantile(presses, 0.95)),
    [`${name}Seats`]: all.length,
  };
}

function tell(name: string, all: readonly Waited[]): void {
  for (const { waitedMs, isFirst, seen, received, ...ms } of all) {
    const moments = `word ${round(ms.pressToWord)}, frame received ${round(ms.pressToReceived)}, shown ${round(ms.pressToFrame)} ms after the press`;
    const counts = `${received.decoded} frames decoded, ${received.keyFrames} of them key, ${received.dropped} dropped, ${received.plis} key frames asked for`;
    say(`${name}, waited ${round(waitedMs / 1000)} s${isFirst ? ", there before the host" : ""}: ${moments}: ${round(ms.wordToFrame)} ms after the word; presented as ${seen.presented}., ${seen.size}; ${counts}`);
  }
}

const kinds = ["waiting", "late", "camera"] as const;

/**
 * How soon those see a picture who wait in the lobby, seat by seat: with a made-up picture, who came only about a second
 * before, and with a browser's camera in two sizes. `npm run bench -- waiting late` measures that one alone.
 */
export async function run(): Promise<void> {
  if (isPublisher) return servePublisher();
  const asked = process.argv.slice(3);
  const figures: Record<string, number> = {};
  const bench = await openCallHouse();
  if (!bench) return conclude("waiting", figures, []);
  try {
    for (const kind of kinds.filter((one) => asked.length === 0 || asked.includes(one))) {
      const host = await (kind === "camera" ? openCamera() : openPublisher("waiting"));
      const all = await waitEach(bench, host, launches, kind === "late" ? lateMs : settledMs);
      tell(kind, all);
      Object.assign(figures, figuresOf(kind, all));
      await host.close();
    }
  } finally {
    await bench.close();
    conclude("waiting", figures, []);
  }
}
