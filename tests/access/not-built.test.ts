import { expect, test, vi } from "vitest";
import { levels } from "#contracts/event.ts";
import { decide } from "#server/access/policy.ts";
import { entrySteps } from "#server/access/profile.ts";

// A house that cannot keep what any event promises, as after a level gained a step that is not there yet.
vi.mock("#server/access/profile.ts", async (original) => ({ ...(await original<typeof import("#server/access/profile.ts")>()), isBuilt: () => false }));

test.each(levels)("A4: while the house cannot keep what an event at %s promises, nobody goes in", (level) => {
  const event = { level, phase: "doors", wishes: {}, isRevealed: false, isQuarantined: false } as const;
  const guest = { kind: "guest", proofs: new Set(entrySteps), isMuted: false, isRemoved: false } as const;
  for (const isBound of [true, false]) {
    const { may, why, lens } = decide({ ...guest, isBound }, event);
    expect([[...may], why, lens]).toEqual([["event.know"], "levelNotBuilt", "nothing"]);
  }
});
