import type { Backstage } from "#contracts/stage.ts";
import type { Evening } from "#tests/demo/orders.ts";
import type { Scene } from "#tests/demo/scene.ts";
import { persist, sleep } from "#tests/demo/scene.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { sitDown } from "#tests/demo/seat.ts";
import type { Visitor } from "#tests/demo/visitor.ts";

const eventIdOf = (desk: string): string => /\/studio\/events\/([^/]+)/.exec(desk)?.[1] ?? "";

/** The curtain waits this long for a host who is not ready yet. */
const hostPatienceMs = 20_000;

export interface Direction {
  /** The curtain may rise now. */
  goLive(): void;
  /** The cloth is lifted now. */
  reveal(): void;
  /** Resolves when the doors are open. */
  opened: Promise<void>;
  /** Confirms a tablet's code, as somebody reads it over the counter; where the event asks for it, wakes that tablet for the night. */
  pair(code: string, boutiqueId: string): Promise<void>;
  /** Resolves when the evening is over. */
  directing: Promise<void>;
}

const later = (): [Promise<void>, () => void] => {
  let tell = () => {};
  return [new Promise<void>((resolve) => { tell = resolve; }), () => tell()];
};

/** Directs one evening from the studio: doors, live, the host on air, the speaker on and off, the cloth lifted. */
export function direct(visitor: Visitor, evening: Evening, hostName: string, scene: Scene): Direction {
  const eventId = eventIdOf(evening.desk);
  const { key, speaker, level, revealAfterMs } = evening;
  const isStrict = level === "confidential" || level === "sealed";
  const [opened, tellOpened] = later();
  let backstage: readonly Backstage[] = [];
  let liveAt = evening.liveAt ?? Number.POSITIVE_INFINITY;
  let revealAt = Number.POSITIVE_INFINITY;

  async function openDoors(): Promise<void> {
    const seat = await sitDown(visitor, { eventId, as: "staff" });
    if (seat.phase() === "announced") {
      const opened = await seat.command("event.openDoors", {});
      if (!opened.ok) throw new Error(`the doors: ${opened.reason}`);
    }
    seat.leave();
  }

  const standing = (name: string): Backstage | undefined => backstage.find((one) => one.name === name);

  async function raise(seat: DemoSeat): Promise<void> {
    while (!scene.isOver() && seat.phase() === "doors") {
      const isHostReady = !seat.hasPicture() || standing(hostName)?.isReady === true;
      if (Date.now() >= liveAt && (isHostReady || Date.now() > liveAt + hostPatienceMs)) {
        const went = await seat.command("event.goLive", {});
        if (!went.ok && went.reason !== "notNow") scene.trouble("going live", new Error(went.reason));
      }
      await sleep(250);
    }
    if (seat.phase() === "live") scene.wentLive();
  }

  /** Lifts the cloth when its time has come; what was shown before this life of the crowd stays shown. */
  async function lift(seat: DemoSeat): Promise<void> {
    while (isStrict && !scene.isOver() && !seat.isShown()) {
      const seconds = scene.seconds();
      const isTime = Date.now() >= revealAt || (revealAfterMs !== null && seconds !== null && seconds * 1000 >= revealAfterMs);
      if (isTime && seat.phase() === "live") {
        const shown = await seat.command("stage.reveal", { to: "everyone" });
        if (shown.ok) scene.tell({ told: "revealed", key });
        if (shown.ok || shown.reason === "notNow") return;
      }
      await sleep(250);
    }
  }

  /** Who is ready and not yet on air belongs there, as after a restart. */
  async function keepHostOn(seat: DemoSeat): Promise<void> {
    while (!scene.isOver()) {
      const host = standing(hostName);
      if (seat.phase() === "live" && host?.isReady && !host.isOnAir && host.hasCamera) await seat.command("stage.bringOn", { seatId: host.seatId });
      await sleep(1000);
    }
  }

  async function bringSpeaker(seat: DemoSeat): Promise<void> {
    if (!speaker?.everyMs) return;
    await sleep(speaker.firstAfterMs);
    while (!scene.isOver()) {
      const ready = standing(speaker.name);
      if (seat.phase() === "live" && ready?.isReady && ready.hasCamera) {
        await seat.command("stage.bringOn", { seatId: ready.seatId });
        await sleep(speaker.onAirMs);
        await seat.command("stage.takeOff", { seatId: ready.seatId });
        await sleep(Math.max(1000, speaker.everyMs - speaker.onAirMs));
      } else await sleep(1000);
    }
  }

  async function work(): Promise<void> {
    await persist(openDoors);
    tellOpened();
    scene.tell({ told: "doors", key });
    let isSeated = false;
    while (!scene.isOver()) {
      try {
        let isGone = false;
        const seat = await persist(() =>
          sitDown(visitor, {
            eventId,
            as: "staff",
            onChange: (changed) => {
              if (changed.phase() === "live") scene.wentLive();
              if (changed.phase() === "ended" || changed.phase() === "cancelled") scene.ended();
            },
            onEnd: () => { isGone = true; },
          }),
        );
        seat.wire.on("backstage.changed", ({ people }) => { backstage = people; });
        if (!isSeated) void Promise.all([raise(seat), keepHostOn(seat), bringSpeaker(seat), lift(seat)]).catch((fault: unknown) => scene.trouble("the direction", fault));
        isSeated = true;
        while (!scene.isOver() && !isGone) await sleep(500);
        seat.leave();
        if (isGone) return scene.ended();
      } catch (fault) {
        if (!scene.isOver()) scene.trouble("the director", fault);
        await sleep(2000);
      }
    }
  }

  /** The tablets that sleep, by the studio's own table. */
  async function sleeping(): Promise<string[]> {
    const page = await (await visitor.get(`/studio/events/${eventId}/tablets`)).text();
    return [...page.matchAll(/tablets\/arm"[^>]*>\s*<input[^>]*name="deviceId"[^>]*value="([^"]+)"/g)].map(([, id = ""]) => id);
  }

  return {
    opened,
    reveal: () => { revealAt = Date.now(); },
    goLive: () => { liveAt = Date.now(); },
    async pair(code, boutiqueId) {
      const before = isStrict ? await sleeping() : [];
      const answer = await visitor.post(`/studio/events/${eventId}/tablets/pair`, { code, boutiqueId });
      const said = new URL(answer.headers.get("location") ?? "/", visitor.origin).searchParams.get("said");
      if (answer.status >= 400 || (said !== null && said !== "paired")) throw new Error(`pairing answered ${said ?? answer.status}`);
      for (const deviceId of isStrict ? (await sleeping()).filter((id) => !before.includes(id)) : []) {
        const woken = await visitor.post(`/studio/events/${eventId}/tablets/arm.data`, { deviceId });
        if (woken.status >= 400) throw new Error(`arming answered ${woken.status}`);
      }
    },
    directing: work().catch((fault: unknown) => scene.trouble("the director", fault)),
  };
}
