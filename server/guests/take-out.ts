import type { TakeOutReason } from "#contracts/guests.ts";
import type { Pass } from "#server/access/pass.ts";
import type { GuestRow } from "#server/guests/list.ts";
import { readRows } from "#server/guests/list.ts";
import type { Room } from "#server/room.ts";

/** The list to be taken out of the house, recorded with its reason before it is given; where that cannot be recorded, it is not given. */
export async function takeOut(room: Room, pass: Pass<"guest.export">, reason: TakeOutReason): Promise<GuestRow[]> {
  if (pass.event.phase === "purged") return [];
  await room.db.$transaction((tx) => room.audit.record(tx, pass, "guest.exported", { reason }));
  return readRows(room, pass);
}
