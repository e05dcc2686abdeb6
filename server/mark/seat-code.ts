import type { Pass } from "#server/access/pass.ts";
import { newId } from "#server/infra/ids.ts";
import type { MarkOf } from "#server/mark/carriers.ts";
import type { Whose } from "#server/mark/line.ts";
import type { Room } from "#server/room.ts";
import { withMarkCode } from "#server/seats/mark-code.ts";

/**
 * The code under which a browser is given a still picture: that of its newest seat, or of one written for this alone when
 * it has never sat, so that each picture that leaves the house belongs to somebody.
 */
export async function codeForStill({ db, clock }: Pick<Room, "db" | "clock">, { eventId }: Pass, sessionId: string, whose: Whose): Promise<MarkOf> {
  const of = { eventId, sessionId, ...whose };
  const seat = await db.seat.findFirst({ where: { ...of, markCode: { not: null } }, orderBy: { startedAt: "desc" }, select: { id: true, markCode: true } });
  if (seat?.markCode !== undefined && seat.markCode !== null) return { eventId, seatId: seat.id, code: seat.markCode };
  const now = clock.now();
  return withMarkCode(async (markCode) => {
    const id = newId("seat");
    await db.seat.create({ data: { id, ...of, markCode, startedAt: now, seenAt: now, endedAt: now, endedWhy: "still" } });
    return { eventId, seatId: id, code: markCode };
  });
}
