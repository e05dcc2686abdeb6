import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";

/** The part of a pass that says how much may be read of which event. */
type Seen = Pick<Pass, "lens"> & { readonly event: Pick<Pass["event"], "level"> };

/**
 * What a pass may call the event: its title, or its code name while the piece is veiled to it. Empty before the door of
 * a level whose letters are discreet: there not even the code name is told.
 */
export function nameThrough(pass: Seen, names: { title: () => string; codeName: () => string }): string {
  if (pass.lens === "full") return names.title();
  if (pass.lens === "nothing" && profileOf(pass.event.level).letters !== "full") return "";
  return names.codeName();
}

/** Whether the pass may read an event's place. */
export const seesPlace = (pass: Seen): boolean => pass.lens === "full" || profileOf(pass.event.level).letters === "full";
