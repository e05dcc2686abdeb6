import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

/**
 * Records that staff read what a sealed event holds, before they get it (C7): where that cannot be recorded, it is not
 * read. Nothing is recorded at other levels, nor of guests.
 */
export async function noteReading({ db, audit }: Pick<Room, "db" | "audit">, pass: Pass, of: "guests" | "letter" | "chat"): Promise<void> {
  if (pass.event.level !== "sealed" || (pass.holder.kind !== "staff" && pass.holder.kind !== "steward")) return;
  await db.$transaction((tx) => audit.record(tx, pass, "content.read", { of }));
}
