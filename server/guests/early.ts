import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

/** Says of somebody on the list whether the piece may be shown to them first; their seats follow at once. */
export async function setEarly({ db, audit, signals }: Room, pass: Pass<"product.edit">, guestId: string, isEarly: boolean): Promise<Outcome<null, "gone">> {
  const { eventId } = pass;
  const isDone = await db.$transaction(async (tx) => {
    const { count } = await tx.guest.updateMany({ where: { id: guestId, eventId, removedAt: null }, data: { isEarly } });
    if (count === 1) await audit.record(tx, pass, isEarly ? "guest.madeEarly" : "guest.madeUsual", { guestId });
    return count === 1;
  });
  if (!isDone) return failed("gone");
  signals.say("standing.changed", { eventId, personId: guestId });
  return done(null);
}
