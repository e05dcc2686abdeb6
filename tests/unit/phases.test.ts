import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Phase } from "#contracts/event.ts";
import { phases } from "#contracts/event.ts";
import type { MoveName } from "#server/events/phases.ts";
import { moves, nextPhase } from "#server/events/phases.ts";

/** Typed by hand from the model: command, phase it is given in, phase it leads to. Nothing else moves an event. */
const table: Record<MoveName, Partial<Record<Phase, Phase>>> = {
  announce: { draft: "announced" },
  openDoors: { announced: "doors" },
  goLive: { doors: "live" },
  end: { doors: "ended", live: "ended" },
  cancel: { draft: "cancelled", announced: "cancelled", doors: "cancelled", live: "cancelled" },
};
const names = Object.keys(table) as MoveName[];

describe("the phases of an event", () => {
  test("the table names every command", () => {
    expect(Object.keys(moves).sort()).toEqual([...names].sort());
  });

  test.each(names.flatMap((name) => phases.map((phase) => ({ name, phase }))))("$name in $phase", ({ name, phase }) => {
    expect(nextPhase(name, phase)).toBe(table[name][phase] ?? null);
  });

  test("whatever is commanded, an event never goes back and never leaves its end", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names)), (commands) => {
        let phase: Phase = "draft";
        for (const name of commands) {
          const next: Phase = nextPhase(name, phase) ?? phase;
          expect(phases.indexOf(next)).toBeGreaterThanOrEqual(phases.indexOf(phase));
          if (phase === "ended" || phase === "cancelled") expect(next).toBe(phase);
          phase = next;
        }
        expect(phase).not.toBe("purged");
      }),
    );
  });
});
