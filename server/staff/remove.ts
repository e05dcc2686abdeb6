import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { HousePass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

/** Taking a member of staff away. */
export function openRemove(room: Room) {
  /**
   * Ends a member of staff everywhere, at once: pages, sockets, pictures and the links they made. Nothing happens for
   * somebody who is not staff. `lastOwner`: nobody would be left to ask anybody in.
   */
  return async function remove(pass: HousePass<"staff.remove">, staffId: string): Promise<Outcome<null, "self" | "lastOwner">> {
    if (pass.holder.kind === "staff" && pass.holder.staffId === staffId) return failed("self");
    const rows = await room.db.staff.findMany({ where: { removedAt: null }, select: { id: true, roles: true, isNarrowed: true } });
    // No await from here to `revoke`, which buries at once: two owners who remove each other cannot both succeed.
    const living = rows.filter((row) => !room.tombstones.has(row.id));
    const isOwner = (row: (typeof rows)[number]) => row.roles.includes("owner") && !row.isNarrowed;
    const target = living.find((row) => row.id === staffId);
    if (!target) return done(null);
    if (isOwner(target) && !living.some((row) => row.id !== staffId && isOwner(row))) return failed("lastOwner");
    await room.revoke.staff(pass.holder, staffId);
    return done(null);
  };
}
