import { expect, test } from "vitest";
import { heldBack } from "#server/infra/held-back.ts";

test("an answer comes at the next full step since it began, whatever was done before, and never sooner", async () => {
  for (const workMs of [0, 3, 11.4]) {
    const begun = performance.now();
    while (performance.now() - begun < workMs);
    await heldBack(begun, 20);
    const took = performance.now() - begun;
    expect(took).toBeGreaterThanOrEqual(20);
  }
});

test("what took longer than a step is held to the end of the one it is in", async () => {
  const begun = performance.now() - 30; // thirty milliseconds were spent already
  await heldBack(begun, 20);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(40);
});
