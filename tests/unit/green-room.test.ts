import { describe, expect, test } from "vitest";
import { browserKind } from "#app/greenroom/browser-kind.ts";
import { earOf } from "#app/greenroom/ear.ts";
import { followWay, readStats } from "#app/greenroom/way.ts";
import { driftAt, isNight } from "#app/tablet/drift.ts";
import { isClipped } from "#app/video/level.ts";

describe("the way to the stage", () => {
  const bits = 2_000_000;
  test("is cut within a second of silence while packets go out, and only on air", () => {
    const follow = followWay();
    expect(follow({ received: 10, sent: 10, bits }, true, 0)).toEqual({ isCut: false, width: "good", bits });
    expect(follow({ received: 10, sent: 40, bits }, true, 600).isCut).toBe(false);
    expect(follow({ received: 10, sent: 55, bits }, true, 900).isCut).toBe(true);
    expect(follow({ received: 11, sent: 60, bits }, true, 1200).isCut).toBe(false);
    expect(follow({ received: 11, sent: 90, bits }, false, 9000).isCut).toBe(false);
  });
  test("is not cut when nobody asks for the picture, so that nothing goes out", () => {
    const follow = followWay();
    follow({ received: 10, sent: 10, bits }, true, 0);
    expect(follow({ received: 10, sent: 12, bits }, true, 5000).isCut).toBe(false);
  });
  test("calls a line narrow only after it has been sounded on air", () => {
    const follow = followWay();
    expect(follow({ received: 1, sent: 1, bits: 300_000 }, true, 0).width).toBeNull();
    expect(follow({ received: 2, sent: 9, bits: 300_000 }, true, 7000).width).toBe("little");
    expect(follow({ received: 3, sent: 9, bits: 900_000 }, true, 7300).width).toBe("tight");
  });
  test("is read from what a sender counts", () => {
    const stats = [{ type: "transport", packetsReceived: 3, bytesReceived: 400 }, { type: "candidate-pair", availableOutgoingBitrate: 5 }, { type: "outbound-rtp", packetsSent: 7 }];
    expect(readStats(stats)).toEqual({ received: 403, sent: 7, bits: 5 });
  });
});

test("a wave whose peaks are cut off is too loud; one high peak is not", () => {
  expect(isClipped([0, 1, 0.2, -1, 0.995])).toBe(true);
  expect(isClipped([0, 1, 0.2, -0.9])).toBe(false);
});

test("the return sound is judged by the output's name and the microphone's own word", () => {
  const output = (label: string) => [{ deviceId: "default", label }];
  expect(earOf(output("Default - AirPods"), true)).toBe("ear");
  expect(earOf(output("Built-in Speakers"), true)).toBe("open");
  expect(earOf(output("Built-in Speakers"), false)).toBe("echo");
  expect(earOf([], undefined)).toBeNull();
});

test("the way to allow a camera is told for the browser at hand", () => {
  expect(browserKind("Mozilla/5.0 (iPhone) AppleWebKit CriOS/120 Safari")).toBe("safari");
  expect(browserKind("Mozilla/5.0 (X11) Gecko Firefox/130")).toBe("firefox");
  expect(browserKind("Mozilla/5.0 (Windows) AppleWebKit Chrome/130 Safari Edg/130")).toBe("chromium");
});

test("what waits on a tablet never stands on one place for an hour, nor leaves its edge", () => {
  const hour = Array.from({ length: 80 }, (_, step) => driftAt(step));
  expect(new Set(hour.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(60);
  expect(Math.max(...hour.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeLessThanOrEqual(22);
  expect([isNight(23, 9e6), isNight(23, 1000), isNight(12, 9e6)]).toEqual([true, false, false]);
});
