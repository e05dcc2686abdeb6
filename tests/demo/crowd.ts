import { createInterface } from "node:readline";
import type { Language } from "#contracts/languages.ts";
import type { EventKey } from "#prisma/cast.ts";
import { crew, eventKeys } from "#prisma/cast.ts";
import type { Direction } from "#tests/demo/director.ts";
import { direct } from "#tests/demo/director.ts";
import type { Attending, Watcher } from "#tests/demo/guest.ts";
import { attend, converse } from "#tests/demo/guest.ts";
import type { Evening, Linked, Order, Told } from "#tests/demo/orders.ts";
import { perform } from "#tests/demo/performer.ts";
import { openPicture } from "#tests/demo/picture.ts";
import type { Scene } from "#tests/demo/scene.ts";
import { between, openScene, persist, sleep } from "#tests/demo/scene.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { setApp } from "#tests/demo/second-proof.ts";
import { signIn } from "#tests/demo/sign-in.ts";
import { stages } from "#tests/demo/stages.ts";
import { standOnCounter } from "#tests/demo/tablet.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openVisitor, wayOf } from "#tests/demo/visitor.ts";

// The crowd: everybody of the demo who is no person at a keyboard. A process of its own, on the real wire, with nothing
// but links. It lives as long as the pipe it is told things through.

const desktop = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/537.36 Chrome/147.0 Safari/537.36";
const tell = (told: Told) => void process.stdout.write(`${JSON.stringify(told)}\n`);
const counts: Scene["counts"] = { seated: 0, watching: 0, reactions: 0, lines: 0 };
const watching = new Set<Watcher>();
const directions = new Map<EventKey, Direction>();
const studio: { origin: string; director: Visitor | null; hosts: Partial<Record<EventKey, Visitor>> } = { origin: "", director: null, hosts: {} };

/** Goes in at the green room with a speaker's personal link. */
async function goBackstage({ link, language }: Linked): Promise<Visitor> {
  const visitor = openVisitor(studio.origin, language, desktop);
  await (await visitor.get(link)).text();
  wayOf(await visitor.post(link), "the green room");
  return visitor;
}

function playSpeaker(speaker: Linked, eventId: string, scene: Scene): void {
  const { key } = scene;
  const begin = async () => {
    const visitor = await persist(() => goBackstage(speaker));
    await perform(
      visitor,
      {
        ...{ eventId, as: "event", framesPerSecond: 12, bitsPerSecond: 500_000, volume: 0.05 },
        openPicture: () => openPicture({ stills: ["portrait-theo.svg"], width: 640, height: 360, wander: 0.06 }),
        onAir: (isOnAir) => tell({ told: isOnAir ? "onAir" : "offAir", key }),
        onReady: () => {},
      },
      scene,
    );
  };
  begin().catch((fault: unknown) => scene.trouble("the speaker", fault));
}

function playHost(visitor: Visitor, eventId: string, scene: Scene): void {
  const { picture, isVeiled, comesAfterMs, framesPerSecond, bitsPerSecond, volume } = stages[scene.key];
  let isShown = false;
  const begin = async () => {
    await sleep(comesAfterMs);
    await perform(
      visitor,
      {
        ...{ eventId, as: "staff", framesPerSecond, bitsPerSecond, volume },
        openPicture: () => openPicture(isVeiled ? { ...picture, isShown: () => isShown } : picture),
        onAir: () => {},
        onReady: () => tell({ told: "hostReady", key: scene.key }),
        onShown: () => { isShown = true; },
      },
      scene,
    );
  };
  begin().catch((fault: unknown) => scene.trouble("the host", fault));
}

function playEvening(evening: Evening): void {
  const { director } = studio;
  const host = studio.hosts[evening.key];
  if (!director || !host) throw new Error("nobody works here yet");
  const { key, level, guests, watchers, speaker, tablets, open } = evening;
  const eventId = /\/studio\/events\/([^/]+)/.exec(evening.desk)?.[1] ?? "";
  const scene = openScene(key, counts, tell);
  const here = new Set<DemoSeat & { language: Language }>();
  const direction = direct(director, evening, stages[key].host.name, scene);
  directions.set(key, direction);
  playHost(host, eventId, scene);
  if (speaker) playSpeaker(speaker, eventId, scene);
  for (const tablet of tablets) void standOnCounter(tablet, { eventId, level }, direction, scene, studio.origin);
  const invited: Attending[] = guests.map((guest, at) => ({ ...guest, form: {}, watches: at < watchers }));
  const languages: Language[] = ["en", "de", "fr", "it"];
  const passing: Attending[] = Array.from({ length: open?.count ?? 0 }, (_, at) => {
    const name = at % 3 === 0 ? "" : (["Marta", "Yannick", "Ruth", "Paolo", "Ilse"][at % 5] ?? "");
    return { name, language: languages[at % 4] ?? "en", link: open?.link ?? "", form: { name }, watches: false };
  });
  // A dozen stand at the door when it opens; the others come within a minute. A key is shown once the doors are open.
  const comesAfter = (at: number) => (key === "sealed" ? 2_500 : 0) + (at < 12 ? at * 200 : between(3_000, 55_000));
  void direction.opened.then(() =>
    [...invited, ...passing].forEach((who, at) => void attend(who, comesAfter(at), scene, studio.origin, here, watching)),
  );
  void converse(scene, here);
}

async function obey(order: Order): Promise<void> {
  switch (order.do) {
    case "work": {
      studio.origin = order.origin;
      const come = async (link: string, who: { name: string; email: string }, isStrong: boolean) => {
        const visitor = await persist(() => signIn(order.origin, link, who));
        if (isStrong) await persist(() => setApp(visitor));
        return visitor;
      };
      const [director, hosts] = await Promise.all([
        come(order.director, crew.nora, true),
        Promise.all(eventKeys.map(async (key) => [key, await come(order.hosts[key], stages[key].host, stages[key].isVeiled)] as const)),
      ]);
      Object.assign(studio, { director, hosts: Object.fromEntries(hosts) });
      return tell({ told: "working" });
    }
    case "attend":
      return playEvening(order);
    case "goLive":
      return directions.get(order.key)?.goLive();
    case "reveal":
      return directions.get(order.key)?.reveal();
  }
}

let turn = Promise.resolve();
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order: Order = JSON.parse(line);
    turn = turn.then(() => obey(order)).catch((fault: unknown) => tell({ told: "trouble", words: `an order: ${fault instanceof Error ? fault.message : String(fault)}` }));
  })
  .on("close", () => process.exit(0)); // the demo is gone, however it went

setInterval(async () => {
  const [bytes, heights] = await Promise.all([
    Promise.all([...watching].map((one) => one.bytes().catch(() => 0))),
    Promise.all([...watching].map((one) => one.lines().catch(() => 0))),
  ]);
  tell({ told: "figures", ...counts, watchedBytes: bytes.reduce((sum, one) => sum + one, 0), watchedLines: Math.max(0, ...heights) });
}, 5_000);

process.on("unhandledRejection", (fault) => tell({ told: "trouble", words: String(fault) }));
process.stdout.on("error", () => process.exit(0));
