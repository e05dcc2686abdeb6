import { dispose } from "@livekit/rtc-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meddle, sitDown, stepUp } from "./people.ts";
import { hasMediaServer, openStage, pause, until } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe.skipIf(!hasMediaServer)("on air by one call", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.close();
    await dispose();
  });

  it("held: 0 frames; on air: frames at once; off: 0 again; and so again", async () => {
    const [speaker, guest] = [stage.seat(["camera", "microphone"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    await host.publish();
    await until(() => stage.gateway.tracks(speaker.seatId).length === 1, "the camera to appear");
    await pause(1_000);
    expect(viewer.frames).toHaveLength(0);
    const figures: number[][] = [];
    for (let round = 0; round < 5; round += 1) {
      const pressedAt = performance.now();
      const lifted = await stage.video.putOnAir(stage.eventId, speaker.seatId);
      expect(lifted).toMatchObject({ tracks: 1, isConfirmed: true });
      await until(() => viewer.since(pressedAt) > 0, "the first frame");
      const first = (viewer.frames.find((at) => at >= pressedAt) ?? 0) - pressedAt;
      await pause(500);
      expect(viewer.since(pressedAt)).toBeGreaterThan(5);
      expect(stage.video.onAir(stage.eventId)).toEqual([{ seatId: speaker.seatId, sources: ["camera", "microphone"] }]);
      const offAt = performance.now();
      const held = await stage.video.takeOff(stage.eventId, speaker.seatId);
      expect(held).toMatchObject({ isConfirmed: true, how: "muted" });
      await pause(400);
      const last = Math.max(0, (viewer.frames.at(-1) ?? 0) - offAt);
      expect(viewer.since(offAt + 200)).toBe(0);
      figures.push([first, lifted.ms, held.ms, last].map((ms) => Math.round(ms * 10) / 10));
    }
    process.stderr.write(`on air [first frame, call, off confirmed, last frame after off] ms: ${JSON.stringify(figures)}\n`);
    await host.leave();
    await viewer.leave();
  });

  it("G4: who is held cannot lift it, nor after its line was cut and came back", async () => {
    const [speaker, guest] = [stage.seat(["camera"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    const client = await meddle(stage);
    const host = await stepUp(client.url(speaker.seatId), speaker.ticket);
    const { sid = "" } = await host.publish();
    await until(() => stage.gateway.tracks(speaker.seatId).length === 1, "the camera to appear");
    client.say({ case: "mute", value: { sid, muted: false } } as never);
    await pause(700);
    expect(viewer.frames).toHaveLength(0);
    expect(stage.counts.get("request_filtered")).toBeGreaterThan(0);
    stage.gateway.cut(speaker.seatId, "lost");
    await pause(300);
    client.say({ case: "mute", value: { sid, muted: false } } as never);
    await pause(700);
    expect(viewer.frames).toHaveLength(0);
    client.close();
    await host.leave();
    await viewer.leave();
  });

  it("who is on air mutes and raises itself as it likes", async () => {
    const [speaker, guest] = [stage.seat(["camera"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    const client = await meddle(stage);
    const host = await stepUp(client.url(speaker.seatId), speaker.ticket);
    const { sid = "" } = await host.publish();
    await until(() => stage.gateway.tracks(speaker.seatId).length === 1, "the camera to appear");
    await stage.video.putOnAir(stage.eventId, speaker.seatId);
    await until(() => viewer.frames.length > 3, "frames");
    client.say({ case: "mute", value: { sid, muted: true } } as never);
    await pause(300);
    const quietAt = performance.now();
    await pause(400);
    expect(viewer.since(quietAt)).toBe(0);
    client.say({ case: "mute", value: { sid, muted: false } } as never);
    await until(() => viewer.since(quietAt) > 3, "frames again");
    await host.leave();
    client.close();
    await viewer.leave();
  });

  it("on air before the camera is there, and a reload on air: the house lifts the new track by itself", async () => {
    const [speaker, guest] = [stage.seat(["camera"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    await stage.video.putOnAir(stage.eventId, speaker.seatId);
    const first = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    await first.publish();
    await until(() => viewer.frames.length > 3, "frames of the first page");
    const second = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    const reloadedAt = performance.now();
    await second.publish();
    await until(() => viewer.since(reloadedAt + 300) > 3, "frames of the second page");
    await stage.video.takeOff(stage.eventId, speaker.seatId);
    const third = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    await third.publish();
    const heldAt = performance.now() + 200;
    await pause(900);
    expect(viewer.since(heldAt)).toBe(0);
    await Promise.all([first.leave(), second.leave(), third.leave(), viewer.leave()]);
  });

  it("a hold in the middle of going on air wins", async () => {
    const [speaker, guest] = [stage.seat(["camera"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    await host.publish();
    await until(() => stage.gateway.tracks(speaker.seatId).length === 1, "the camera to appear");
    for (let round = 0; round < 10; round += 1) {
      const lifting = stage.video.putOnAir(stage.eventId, speaker.seatId);
      const holding = stage.video.takeOff(stage.eventId, speaker.seatId);
      await Promise.all([lifting, holding]);
    }
    const at = performance.now() + 200;
    await pause(800);
    expect(viewer.since(at)).toBe(0);
    await host.leave();
    await viewer.leave();
  });

  it("whatever lifts a held track, by a wish that overtook the hold or otherwise: it is muted again at once", async () => {
    const [speaker, guest] = [stage.seat(["camera"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    const { sid = "" } = await host.publish();
    await until(() => stage.gateway.tracks(speaker.seatId).length === 1, "the camera to appear");
    const isMuted = async (): Promise<boolean> => {
      const present = await stage.media.participants(speaker.seat.call);
      const own = present.ok ? present.value.find(({ identity }) => identity === speaker.seat.identity) : undefined;
      return own?.tracks.every((track) => track.isMuted) ?? false;
    };
    await stage.media.setMuted(speaker.seat.call, speaker.seat.identity, sid, false);
    await until(isMuted, "the mute to come back", 500);
    const at = performance.now() + 200;
    await pause(600);
    expect(viewer.since(at)).toBe(0);

    stage.gateway.cut(speaker.seatId, "lost"); // without its line the sweep sees it
    await stage.media.setMuted(speaker.seat.call, speaker.seat.identity, sid, false);
    await stage.video.sweep();
    expect(await isMuted()).toBe(true);
    await host.leave();
    await viewer.leave();
  });

  it("the picture does not stop when the line is cut and resumes", async () => {
    const [speaker, guest] = [stage.seat(["camera"]), stage.seat()];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket);
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    await host.publish();
    await stage.video.putOnAir(stage.eventId, speaker.seatId);
    await until(() => viewer.frames.length > 3, "frames");
    const cutAt = performance.now();
    const before = stage.gateway.openSignals();
    stage.gateway.cut(guest.seatId, "lost");
    stage.gateway.cut(speaker.seatId, "lost");
    await until(() => stage.gateway.openSignals() === before, "both lines to resume", 4_000);
    const resumedMs = Math.round(performance.now() - cutAt);
    await pause(500);
    const times = viewer.frames.filter((at) => at >= cutAt - 100);
    const longestGap = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
    process.stderr.write(`line cut: both resumed after ${resumedMs} ms, longest gap ${Math.round(longestGap)} ms\n`);
    expect(longestGap).toBeLessThan(400);
    expect(stage.gateway.tracks(speaker.seatId)).toHaveLength(1);
    await host.leave();
    await viewer.leave();
  });

  it("a frozen media server: taking off says it could not confirm, and ends the seat", async () => {
    const speaker = stage.seat(["camera"]);
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    await host.publish();
    await stage.video.putOnAir(stage.eventId, speaker.seatId);
    stage.signalMedia("SIGSTOP");
    const held = await stage.video.takeOff(stage.eventId, speaker.seatId);
    stage.signalMedia("SIGCONT");
    expect(held).toMatchObject({ isConfirmed: false, how: "unconfirmed" });
    expect(await stage.video.seatFor(speaker.seatId)).toBeNull();
    await stage.video.sweep();
    const left = await stage.media.participants(speaker.seat.call);
    expect(left.ok ? left.value.map(({ identity }) => identity) : []).not.toContain(speaker.seat.identity);
    await host.leave();
  });
});
