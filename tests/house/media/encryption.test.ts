import { randomBytes } from "node:crypto";
import { dispose } from "@livekit/rtc-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openNodeKeys } from "#tests/demo/node-keys.ts";
import { sitDown, stepUp } from "./people.ts";
import { hasMediaServer, openStage, pause, until } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe.skipIf(!hasMediaServer)("an encrypted call", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.close();
    await dispose();
  });

  it("the right key sees, a wrong one sees 0 frames, and after a rotation whoever was left out sees 0 more", async () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const speaker = stage.seat(["camera"], true);
    const seats = [stage.seat(false, true), stage.seat(false, true), stage.seat(false, true)] as const;
    const keys = { host: openNodeKeys(20, first), stays: openNodeKeys(20, first), wrong: openNodeKeys(20, randomBytes(32)), out: openNodeKeys(20, first) };
    const stays = await sitDown(stage.url(seats[0].seatId), seats[0].ticket, keys.stays);
    const wrong = await sitDown(stage.url(seats[1].seatId), seats[1].ticket, keys.wrong);
    const out = await sitDown(stage.url(seats[2].seatId), seats[2].ticket, keys.out);
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket, keys.host);
    await host.publish();
    await until(() => stage.gateway.tracks(speaker.seatId).length === 1, "the camera to appear");
    await stage.video.putOnAir(stage.eventId, speaker.seatId);
    await until(() => stays.frames.length > 10 && out.frames.length > 10, "the picture");
    const listed = await stage.media.participants(speaker.seat.call);
    expect(listed.ok && listed.value.flatMap(({ tracks }) => tracks.map(({ isEncrypted }) => isEncrypted))).toEqual([true]);

    keys.stays.use(21, second);
    keys.host.use(21, second);
    await pause(400);
    const rotatedAt = performance.now();
    const outBefore = out.frames.length;
    await pause(1500);
    expect(stays.since(rotatedAt)).toBeGreaterThan(15);
    expect(out.frames.length - outBefore).toBe(0);
    expect(wrong.frames).toHaveLength(0);
    expect(await wrong.packets()).toBeGreaterThan(20); // they came, and could not be opened
    for (const one of [host, stays, wrong, out]) await one.leave();
  });

  it("a sender who does not encrypt is refused by the gateway", async () => {
    const [speaker, guest] = [stage.seat(["camera"], true), stage.seat(false, true)];
    const viewer = await sitDown(stage.url(guest.seatId), guest.ticket, openNodeKeys(1, randomBytes(32)));
    const host = await stepUp(stage.url(speaker.seatId), speaker.ticket);
    const before = stage.counts.get("track_refused") ?? 0;
    host.publish().catch(() => {});
    await until(() => (stage.counts.get("track_refused") ?? 0) > before, "the refusal");
    await pause(500);
    expect(stage.gateway.tracks(speaker.seatId)).toHaveLength(0);
    expect(viewer.frames).toHaveLength(0);
    await host.leave();
    await viewer.leave();
  });
});
