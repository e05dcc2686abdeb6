import { readdirSync, readFileSync } from "node:fs";
import { dispose } from "@livekit/rtc-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse } from "#tests/house/open-house.ts";
import { sitDown, stepUp } from "./people.ts";
import { hasMediaServer, pause, until } from "./stage.ts";

/** The house's own media server, found by the port it was started for. */
function mediaPid(port: number | null): number {
  for (const pid of readdirSync("/proc").filter((one) => /^\d+$/.test(one)))
    try {
      const given = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").find((one) => one.startsWith("LIVEKIT_CONFIG="));
      if (port !== null && given?.includes(`"port":${port},`)) return Number(pid);
    } catch {} // a process that ended meanwhile
  throw new Error("no media server runs at this port");
}

describe.skipIf(!hasMediaServer)("the curtain on a real call", () => {
  let cast: CastHouse;
  let eventId = "";
  let marc: Wire;
  const heard: { isDown: boolean; at: number }[] = [];

  async function seated(key: string) {
    const { socket, seatId } = await cast.wire((await cast.enter(key)).jar.cookie, { eventId });
    const answer = await cast.command(socket, "call.ticket", {});
    const { ticket } = answer.value as { ticket: string };
    return { socket, seatId, ticket, url: `${cast.origin.replace("http", "ws")}/media/${seatId}` };
  }
  const turn = (isDown: boolean) => cast.command(marc, "stage.curtain", { isDown }) as Promise<{ ok: boolean; reason?: string; value: { tookMs: number; unconfirmed: number } }>;
  let viewer: Awaited<ReturnType<typeof sitDown>>;
  let hosts: Awaited<ReturnType<typeof stepUp>>[];
  let speakers: Awaited<ReturnType<typeof seated>>[];
  let ines: Awaited<ReturnType<typeof seated>>;

  beforeAll(async () => {
    cast = await openCastHouse({ video: true });
    eventId = cast.eventIds.invited;
    const { house, steward } = cast;
    await house.events.openDoors(await steward.pass(eventId, "event.open", "test"));
    await house.events.goLive(await steward.pass(eventId, "event.open", "test"));
    marc = (await cast.wire(cast.staffCookie("marc"), { eventId, as: "staff" })).socket;
    ines = await seated("ines");
    ines.socket.on("curtain.changed", ({ isDown }) => void heard.push({ isDown, at: performance.now() }));
    viewer = await sitDown(ines.url, ines.ticket);
    speakers = [await seated("kaori")];
    hosts = [];
    for (const one of speakers) {
      const host = await stepUp(one.url, one.ticket);
      hosts.push(host);
      await host.publish();
      expect(await cast.command(one.socket, "stage.ready", { isReady: true })).toMatchObject({ ok: true });
      await pause(300);
      expect(await cast.command(marc, "stage.bringOn", { seatId: one.seatId })).toMatchObject({ ok: true });
    }
    await until(() => viewer.frames.length > 10, "frames", 10_000);
  }, 120_000);
  afterAll(async () => {
    for (const host of hosts ?? []) await host.leave().catch(() => {});
    await viewer?.leave().catch(() => {});
    await cast?.close();
    await dispose();
  });

  it("drops: the word and the last frame within a tenth of a second; rises with the picture; five times", async () => {
    const figures: number[][] = [];
    for (let round = 0; round < 5; round += 1) {
      await pause(600); // the desk's pass is old by then: the door is asked, too
      heard.length = 0;
      const pressed = performance.now();
      const answer = await turn(true);
      expect(answer).toMatchObject({ ok: true, value: { unconfirmed: 0 } });
      await pause(600);
      const word = (heard[0]?.at ?? Number.NaN) - pressed;
      const last = Math.max(0, (viewer.frames.at(-1) ?? 0) - pressed);
      expect(viewer.since(pressed + 250)).toBe(0);
      const raisedAt = performance.now();
      expect(await turn(false)).toMatchObject({ ok: true });
      await until(() => viewer.since(raisedAt) > 0, "the picture to come back");
      const first = (viewer.frames.find((at) => at >= raisedAt) ?? 0) - raisedAt;
      await until(() => viewer.since(raisedAt) > 5, "frames");
      figures.push([word, last, answer.value.tookMs, first].map((ms) => Math.round(ms * 10) / 10));
      expect(word).toBeLessThan(250);
      expect(last).toBeLessThan(250);
    }
    process.stderr.write(`curtain [word on a guest's screen, last frame, confirmed, first frame after raising] ms: ${JSON.stringify(figures)}\n`);
  });

  it("while it is down nothing is lifted: not who is brought on, not who publishes anew, not who says ready", async () => {
    expect(await turn(true)).toMatchObject({ ok: true });
    const [kaori] = speakers;
    expect(await cast.command(marc, "stage.bringOn", { seatId: kaori?.seatId ?? "" })).toEqual({ ok: false, reason: "curtainDown" });
    const again = await stepUp(kaori?.url ?? "", kaori?.ticket ?? "");
    await again.publish();
    hosts = [again];
    const at = performance.now() + 300;
    await pause(1500);
    expect(viewer.since(at)).toBe(0);
    const raisedAt = performance.now();
    expect(await turn(false)).toMatchObject({ ok: true });
    await until(() => viewer.since(raisedAt) > 3, "the new page's picture");
  });

  it("a speaker who takes back their consent behind it does not come back with it", async () => {
    const [kaori] = speakers;
    if (!kaori) throw new Error("nobody speaks");
    expect(await turn(true)).toMatchObject({ ok: true });
    expect(await cast.command(kaori.socket, "stage.ready", { isReady: false })).toMatchObject({ ok: true });
    expect(await turn(false)).toMatchObject({ ok: true });
    const at = performance.now() + 300;
    await pause(1200);
    expect(viewer.since(at)).toBe(0);
    expect(await cast.command(kaori.socket, "stage.ready", { isReady: true })).toMatchObject({ ok: true });
    expect(await cast.command(marc, "stage.bringOn", { seatId: kaori.seatId })).toMatchObject({ ok: true });
    await until(() => viewer.since(at) > 3, "frames again");
  });

  it("with a media server that answers nothing the word is as fast, the picture ends, and the desk is told how that went", async () => {
    await pause(600);
    heard.length = 0;
    const pid = mediaPid(cast.mediaPort);
    process.kill(pid, "SIGSTOP");
    const pressed = performance.now();
    const answer = await turn(true);
    const took = Math.round(performance.now() - pressed);
    try {
      process.kill(pid, "SIGCONT"); // whatever is left of it may go on
    } catch {} // the house ended it
    expect(answer.ok).toBe(true);
    const at = performance.now() + 200;
    await pause(1500);
    const word = Math.round((heard[0]?.at ?? Number.NaN) - pressed);
    process.stderr.write(`curtain with a frozen media server: word ${word} ms, answered after ${took} ms: ${JSON.stringify(answer.value)}\n`);
    expect(word).toBeLessThan(250);
    expect(took).toBeLessThan(5000);
    expect(viewer.since(at)).toBe(0);
    expect(cast.house.video.onAir(eventId)).toEqual([]);
  }, 60_000);
});
