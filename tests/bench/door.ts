import { fork } from "node:child_process";
import { Agent, request } from "node:http";
import { must } from "#prisma/seed.ts";
import { openBenchHouse } from "#tests/bench/bench-house.ts";
import { conclude, quantile, round } from "#tests/bench/figures.ts";

const guests = 1000;
const perSecond = 50;
const samplesEach = 400;
const bound = 40;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Served {
  origin: string;
  eventId: string;
  doors: string[];
  cookies: string[];
}

/** The house in a process of its own, so that asking does not slow the answer: 1,000 guests on the list, forty bound. */
async function serve(): Promise<void> {
  const house = await openBenchHouse({ SIPARIO_VIDEO: "off" });
  const { eventId, guestIds } = await house.event(guests);
  must(await house.house.guests.send(await house.steward.pass(eventId, "guest.invite", "bench"), guestIds.slice(0, bound * 2)));
  const links: string[] = [];
  for (let i = 0; i < bound * 2; i++) links.push(await house.linkOf(eventId, i));
  const cookies: string[] = [];
  for (const link of links.slice(0, bound)) cookies.push(await house.enter(link));
  const turn = { doors: house.house.events.openDoors, live: house.house.events.goLive } as const;
  process.on("message", async (word: "doors" | "live" | "end") => {
    if (word === "end") {
      await house.erase();
      process.exit(0);
    }
    must(await turn[word](await house.steward.pass(eventId, "event.open", "bench")));
    process.send?.(word);
  });
  process.send?.({ origin: house.origin, eventId, doors: links.slice(bound), cookies } satisfies Served);
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Milliseconds from asking to the last byte; fails on any answer but 200. */
function timed(origin: string, path: string, cookie: string | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const asked = request(new URL(path, origin), { agent, headers: cookie ? { cookie: `sipario=${cookie}` } : {} }, (response) => {
      response.resume();
      response.on("end", () => (response.statusCode === 200 ? resolve(performance.now() - begun) : reject(new Error(`${response.statusCode} for a page`))));
    });
    asked.on("error", reject);
    asked.end();
  });
}

export async function run(): Promise<void> {
  if (process.env.SIPARIO_BENCH_SERVE) {
    await serve();
    return new Promise(() => {});
  }
  const child = fork(process.argv[1] ?? "", ["door"], { env: { ...process.env, SIPARIO_BENCH_SERVE: "1" }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const hear = <T>() => new Promise<T>((resolve) => child.once("message", (word) => resolve(word as T)));
  const { origin, eventId, doors, cookies } = await hear<Served>();
  const empty = "/studio/sign-in"; // the emptiest page there is: who asks is looked up, nothing else
  const pick = <T>(all: readonly T[], i: number): T => all[i % all.length] as T;
  const figures: Record<string, number> = {};

  async function compare(name: string, path: (i: number) => string, cookie: (i: number) => string | null): Promise<void> {
    const mine: Promise<number>[] = [];
    const theirs: Promise<number>[] = [];
    for (let i = 0; i < 60; i++) await timed(origin, i % 2 ? empty : path(i), cookie(i)); // warm
    const begun = performance.now();
    for (let i = 0; i < samplesEach * 2; i++) {
      const due = begun + (i * 1000) / perSecond - performance.now();
      if (due > 0) await sleep(due);
      if (i % 2) theirs.push(timed(origin, empty, cookie(i)));
      else mine.push(timed(origin, path(i), cookie(i)));
    }
    const [page, none] = [await Promise.all(mine), await Promise.all(theirs)];
    const pace = (samplesEach * 2000) / (performance.now() - begun);
    figures.keptPerSecond = round(Math.min(pace, figures.keptPerSecond ?? perSecond));
    figures[`${name}P95Ms`] = round(quantile(page, 0.95));
    figures[`${name}EmptyP95Ms`] = round(quantile(none, 0.95));
    figures[`${name}ToEmptyRatio`] = round(quantile(page, 0.95) / quantile(none, 0.95), 2);
    const until = performance.now() + 4000;
    let answered = 0;
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let i = lane; performance.now() < until; i++, answered++) await timed(origin, path(i), cookie(i));
      }),
    );
    figures[`${name}PerSecondOneCore`] = round(answered / 4);
  }

  await compare("door", (i) => pick(doors, i), () => null);
  child.send("doors");
  await hear();
  await compare("lobby", () => `/room/${eventId}`, (i) => pick(cookies, i));
  child.send("live");
  await hear();
  await compare("room", () => `/room/${eventId}`, (i) => pick(cookies, i));
  child.send("end");
  await new Promise((resolve) => child.once("exit", resolve));
  // A machine that cannot keep the pace measures its own queue, in which every page is as slow as any other.
  conclude("door", figures, [
    { figure: "roomToEmptyRatio", atMost: 2.5 },
    { figure: "keptPerSecond", atLeast: perSecond * 0.95 },
  ]);
}
