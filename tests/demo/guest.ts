import type { Language } from "#contracts/languages.ts";
import { followKeys } from "#tests/demo/call-keys.ts";
import { energyAt, pickReaction } from "#tests/demo/energy.ts";
import type { Part } from "#tests/demo/media.ts";
import { watch } from "#tests/demo/media.ts";
import type { OwnKey } from "#tests/demo/own-key.ts";
import { openOwnKey } from "#tests/demo/own-key.ts";
import type { Scene } from "#tests/demo/scene.ts";
import { between, persist, sleep } from "#tests/demo/scene.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { takeSteps } from "#tests/demo/steps.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openVisitor, wayOf } from "#tests/demo/visitor.ts";

const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1";
const laptop = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/537.36 Chrome/147.0 Safari/537.36";

/** How somebody attends: their link, or the public page and a name; whether they take the picture. */
export interface Attending {
  name: string;
  language: Language;
  link: string;
  /** Where the door asks for one: their code, and after it the agreement and the key. */
  code?: string | undefined;
  /** What the door's form is sent; a public page asks for a name. */
  form: Record<string, string>;
  watches: boolean;
}

/** Parts of the room's tallest taps: how often one person taps at full energy, a second. */
const tapsPerSecond = 0.8;
const lookEveryMs = 500;

interface Inside {
  eventId: string;
  /** How this browser signs its handshakes, where the event asks for that. */
  sign: (() => Promise<string>) | undefined;
}

/** The door with all its steps, as a browser goes through them. */
async function goIn(visitor: Visitor, { link, form, code, name }: Attending, own: OwnKey): Promise<Inside> {
  const door = await visitor.get(link);
  if (door.status !== 200) throw new Error(`the door answered ${door.status}`);
  await door.text();
  const eventId = wayOf(await visitor.post(link, code ? { ...form, code } : form), "Enter").split("/").at(-1) ?? "";
  return { eventId, sign: code ? await takeSteps(visitor, eventId, name, own) : undefined };
}

async function takePicture(seat: DemoSeat, scene: Scene, watching: Set<Watcher>): Promise<() => Promise<void>> {
  const keys = seat.isEncrypted() && seat.hasPicture() ? await followKeys(seat, false) : undefined;
  const place = await seat.callPlace();
  if (!place) return async () => {};
  const part = await watch(place, () => void stop(), keys);
  watching.add(part);
  scene.counts.watching += 1;
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    watching.delete(part);
    scene.counts.watching -= 1;
    await part.leave();
  };
  return stop;
}

export type Watcher = Part & { bytes(): Promise<number>; lines(): Promise<number> };

/** One stay: from the seat to leaving it. True when they may come back. */
async function stay(visitor: Visitor, { eventId, sign }: Inside, who: Attending, scene: Scene, here: Set<DemoSeat & { language: Language }>, watching: Set<Watcher>): Promise<boolean> {
  await (await visitor.get(`/room/${eventId}`)).text();
  let isGone = false;
  let mayReturn = true;
  const seat = await sitDown(visitor, {
    ...{ eventId, sign },
    onChange(changed) {
      if (changed.phase() === "live") scene.wentLive();
    },
    onEnd(why) {
      isGone = true;
      if (why === "eventOver") scene.ended();
      if (why !== "closing") mayReturn = false;
    },
  });
  if (seat.phase() === "live") scene.wentLive();
  const spoken = Object.assign(seat, { language: who.language });
  here.add(spoken);
  scene.counts.seated += 1;
  const stopWatching = who.watches ? await persist(() => takePicture(seat, scene, watching)).catch((fault: unknown) => scene.trouble("a guest's picture", fault)) : undefined;
  const leavesAt = performance.now() + (who.watches ? between(8, 20) : between(2, 9)) * 60_000;
  while (!isGone && !scene.isOver() && performance.now() < leavesAt) {
    await sleep(lookEveryMs * between(0.7, 1.3));
    const seconds = scene.seconds();
    if (seconds === null || !seat.may("reaction.send")) continue;
    const taps = energyAt(seconds) * tapsPerSecond * (lookEveryMs / 1000);
    if (Math.random() >= taps) continue;
    const bursts = Math.random() < 0.25 ? 3 : 1;
    for (let tap = 0; tap < bursts && !isGone; tap += 1) {
      seat.wire.emit("reaction.send", { reaction: pickReaction(seconds) });
      scene.counts.reactions += 1;
      if (bursts > 1) await sleep(between(120, 260));
    }
  }
  here.delete(spoken);
  scene.counts.seated -= 1;
  await stopWatching?.();
  seat.leave();
  return mayReturn;
}

/** Attends until the event is over: goes in once, stays, leaves, and mostly comes back a little later. */
export async function attend(who: Attending, arriveAfterMs: number, scene: Scene, origin: string, here: Set<DemoSeat & { language: Language }>, watching: Set<Watcher>): Promise<void> {
  await sleep(arriveAfterMs);
  const visitor = openVisitor(origin, who.language, Math.random() < 0.6 ? phone : laptop);
  try {
    const own = openOwnKey(visitor);
    const inside = await persist(() => goIn(visitor, who, own));
    while (!scene.isOver()) {
      const mayReturn = await persist(() => stay(visitor, inside, who, scene, here, watching), 3, 2000);
      if (!mayReturn || Math.random() < 0.06) return;
      await sleep(between(15_000, 80_000));
    }
  } catch (fault) {
    if (!scene.isOver()) scene.trouble("a guest", fault);
  }
}

/** Somebody in the room says something every few seconds, in their own language, until the evening ends. */
export async function converse(scene: Scene, here: ReadonlySet<DemoSeat & { language: Language }>): Promise<void> {
  while (!scene.isOver()) {
    await sleep(between(5_000, 13_000));
    const seconds = scene.seconds();
    const able = [...here].filter((seat) => seat.may("chat.post"));
    const speaker = able[Math.floor(Math.random() * able.length)];
    if (seconds === null || !speaker) continue;
    const said = await speaker.command("chat.post", { body: scene.nextLine(speaker.language, seconds) });
    if (said.ok) scene.counts.lines += 1;
  }
}
