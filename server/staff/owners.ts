import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Staff } from "#prisma/generated/client.ts";
import type { HousePass } from "#server/access/pass.ts";
import { refuse } from "#server/access/refusal.ts";
import type { Tx } from "#server/infra/db.ts";
import type { Room } from "#server/room.ts";

/** An owner who was confirmed by another counts for acts of two owners so long after it, in milliseconds (C7). */
const countsAfterMs = 72 * 60 * 60_000;

type OwnerRow = Pick<Staff, "id" | "roles" | "isNarrowed" | "removedAt" | "ownerConfirmedAt">;

/** When an owner must have been confirmed to count at `now`. */
export const datedBack = (now: Date): Date => new Date(now.getTime() - countsAfterMs);

/** Whether somebody is an owner of the whole maison today. */
export const isOwner = (row: OwnerRow): boolean => row.roles.includes("owner") && !row.isNarrowed && row.removedAt === null;

/** From when an owner's word counts for acts of two owners; null while nobody confirmed them. */
export const countsFrom = (row: OwnerRow): Date | null =>
  isOwner(row) && row.ownerConfirmedAt ? new Date(row.ownerConfirmedAt.getTime() + countsAfterMs) : null;

/** Whether an owner's word counts for acts of two owners at `now`. */
export function isCounting(row: OwnerRow, now: Date): boolean {
  const from = countsFrom(row);
  return from !== null && from <= now;
}

/** The owners whose word counts for acts of two owners now. */
export async function countingOwners({ clock, tombstones }: Pick<Room, "clock" | "tombstones">, tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.staff.findMany({ where: { roles: { has: "owner" }, isNarrowed: false, removedAt: null } });
  return new Set(rows.filter((row) => isCounting(row, clock.now()) && !tombstones.has(row.id)).map(({ id }) => id));
}

/** New owners and when their word begins to count. */
export function openOwners(room: Room) {
  const { db, clock, audit, tombstones } = room;
  const unconfirmed = (staffId: string) => ({
    id: staffId,
    removedAt: null,
    isNarrowed: false,
    roles: { has: "owner" as const },
    ownerConfirmedAt: null,
  });

  async function isLivingOwner(tx: Tx, staffId: string): Promise<boolean> {
    const row = await tx.staff.findUnique({ where: { id: staffId } });
    return row !== null && isOwner(row) && !tombstones.has(staffId);
  }

  return {
    /**
     * One owner's word that another is one: it counts seventy-two hours later. `self`: nobody confirms themselves.
     * `notCounting`: while some owner counts, only those who do may confirm. `already`: they were confirmed before.
     */
    async confirmOwner(
      pass: HousePass<"owner.confirm">,
      staffId: string,
    ): Promise<Outcome<{ countsFrom: string }, "self" | "gone" | "already" | "notCounting">> {
      const { holder } = pass;
      if (holder.kind !== "staff") refuse("lacking");
      if (holder.staffId === staffId) return failed("self");
      return db.$transaction(async (tx) => {
        if (!(await isLivingOwner(tx, staffId))) return failed("gone");
        const counting = await countingOwners(room, tx);
        if (counting.size > 0 && !counting.has(holder.staffId)) return failed("notCounting");
        const at = clock.now();
        const { count } = await tx.staff.updateMany({
          where: unconfirmed(staffId),
          data: { ownerConfirmedAt: at, ownerConfirmedById: holder.staffId },
        });
        if (count === 0) return failed("already");
        const from = new Date(at.getTime() + countsAfterMs).toISOString();
        await audit.recordHouse(tx, pass, "owner.confirmed", { staffId, countsFrom: from });
        return done({ countsFrom: from });
      });
    },

    /** For the seed of a demo folder: an owner who counts at once, dated back as the steward's act. Refuses everybody else. */
    async dateOwnerBack(pass: HousePass<"owner.confirm">, staffId: string): Promise<void> {
      if (pass.holder.kind !== "steward") refuse("lacking");
      await db.$transaction(async (tx) => {
        const at = datedBack(clock.now());
        const { count } = await tx.staff.updateMany({ where: unconfirmed(staffId), data: { ownerConfirmedAt: at } });
        if (count === 1) await audit.recordHouse(tx, pass, "owner.datedBack", { staffId, confirmedAt: at.toISOString() });
      });
    },
  };
}
