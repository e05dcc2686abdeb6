import type { As, Look } from "#server/access/admit.ts";
import type { Holder } from "#server/access/pass.ts";
import { profileOf, waitsForMedia } from "#server/access/profile.ts";
import { refuse } from "#server/access/refusal.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { newId } from "#server/infra/ids.ts";
import type { Deciding } from "#server/seats/decide-seats.ts";
import { endingOf } from "#server/seats/decide-seats.ts";
import type { Ending } from "#server/seats/end-seats.ts";
import { withMarkCode } from "#server/seats/mark-code.ts";
import type { SeatList } from "#server/seats/seat-list.ts";
import type { Line, Seat } from "#server/seats/seat.ts";
import { audiencesOf, newSeat, personOf } from "#server/seats/seat.ts";
import type { SeatingDeps } from "#server/seats/seating-deps.ts";

/** Taking a seat: the one a tab held, or a new one under the level's count. */
export function openTaking(list: SeatList, { end }: Ending, { place }: Deciding, deps: SeatingDeps) {
  const { db, door, sessions } = deps;

  async function makeRoom(holder: Holder, eventId: string, look: Look): Promise<void> {
    const max = profileOf(look.standing.event.level, look.standing.event.wishes).seatsMax;
    if (max === null || (holder.kind !== "guest" && holder.kind !== "speaker")) return;
    const mine = list.of({ eventId, guestId: holder.guestId }).sort((a, b) => a.startedAt - b.startedAt);
    await Promise.all(mine.slice(0, Math.max(0, mine.length - max + 1)).map((seat) => end(seat, "movedElsewhere")));
  }

  async function claimed(claim: string | undefined, sessionId: string, look: Look): Promise<Seat | null> {
    const seat = claim ? list.find(claim) : null;
    if (!seat || seat.sessionId !== sessionId || seat.eventId !== look.standing.event.id) return null;
    if (personOf(seat.look.holder) !== personOf(look.holder)) return null;
    if (seat.line && (await deps.isThere(seat.line))) return null; // a duplicated tab gets a seat of its own
    return seat.ended ? null : seat;
  }

  const column = (holder: Holder) =>
    holder.kind === "device" ? { deviceId: holder.deviceId } : holder.kind === "staff" ? { staffId: holder.staffId } : { guestId: personOf(holder) };

  /** Gives a socket its seat: the one its tab held, or a new one. Throws the door's refusal. */
  return async function take(visitor: Visitor, eventId: string, as: As, line: Line, claim?: string): Promise<Seat> {
    const look = await door.look(visitor, eventId, as);
    if (!look || !visitor.sessionId) refuse("unknown");
    if (audiencesOf(look).size === 0) refuse(look.decision.why ?? "lacking");
    let seat = await claimed(claim, visitor.sessionId, look);
    if (seat) {
      const old = seat.line;
      seat.line = null;
      seat.edge = { address: visitor.address ?? null, signed: visitor.signed ?? null };
      old?.disconnect(true);
      if (seat.grace) clearTimeout(seat.grace);
      seat.grace = null;
      seat.isMarkBroken = false; // a page that was loaded again draws its marks again
    } else {
      // Staff come in all the same: somebody has to drop the curtain.
      if (look.holder.kind !== "staff" && waitsForMedia(look.standing.event.level) && (await deps.isMediaLost())) refuse("lacking");
      await makeRoom(look.holder, eventId, look);
      const { sessionId } = visitor;
      const id = newId("seat");
      const markCode = await withMarkCode(async (code) => {
        await db.seat.create({ data: { id, eventId, sessionId, ...column(look.holder), markCode: code } });
        return code;
      });
      seat = newSeat(id, markCode, visitor, look);
      list.add(seat);
    }
    // Whoever was taken away while this took its time found no seat to end; it stands in the list now, so the door is asked again.
    const before = seat.look;
    const asked = await door.look(await sessions.visitorById(visitor.sessionId, seat.edge), eventId, as);
    const now = seat.look === before ? asked : seat.look;
    const isStill = now !== null && personOf(now.holder) === personOf(look.holder) && audiencesOf(now).size > 0;
    if (seat.ended || !isStill) {
      await end(seat, endingOf(now));
      refuse(now?.decision.why ?? "unknown");
    }
    seat.audiences = new Set();
    seat.line = line;
    place(seat, now);
    list.saidChanged(eventId);
    return seat;
  };
}
