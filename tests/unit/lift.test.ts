import { TrackInfo } from "@livekit/protocol";
import { expect, it } from "vitest";
import type { Place } from "#server/video/calls.ts";
import { keepCalls } from "#server/video/calls.ts";
import { lift } from "#server/video/hold.ts";
import type { PublishedTrack } from "#server/video/seat.ts";

const sound: PublishedTrack = { sid: "TR_sound", source: "microphone" };
const picture: PublishedTrack = { sid: "TR_picture", source: "camera" };

function presenter(): Place {
  const calls = keepCalls(
    () => null,
    () => 0,
  );
  return calls.enter("ev_1", { seatId: "seat_1", speaks: { sources: ["camera", "microphone"] }, isLive: () => true, onEnd: () => () => {} });
}

it("going on air lifts the picture before the sound, whichever was published first", async () => {
  const done: string[] = [];
  const media = {
    participants: async () => ({ ok: true as const, value: [] }),
    setMuted: async (_call: string, _identity: string, sid: string, isMuted: boolean) => {
      await new Promise((resolve) => setTimeout(resolve, sid === picture.sid ? 20 : 0));
      done.push(`${sid} ${isMuted ? "held" : "lit"}`);
      return { ok: true as const, value: new TrackInfo() };
    },
  };
  const lifted = await lift(media, presenter(), () => "call_1", () => [sound, picture], new Set(["camera", "microphone"]));
  expect(done).toEqual(["TR_picture lit", "TR_sound lit"]);
  expect(lifted).toMatchObject({ tracks: 2, isConfirmed: true });
});
