import type { Seat } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";

interface Named {
  name: string;
  expectedAt: string | null;
}

const known = new WeakMap<Seat, Named>();

/** The name under which somebody stands on stage, and when they are expected; read once per seat. */
export async function seatName({ db, sealed }: Room, seat: Seat): Promise<Named> {
  const held = known.get(seat);
  if (held) return held;
  const { holder } = seat.look;
  let named: Named = { name: "", expectedAt: null };
  if (holder.kind === "guest" || holder.kind === "speaker") {
    const row = await db.guest.findUnique({ where: { id: holder.guestId } });
    if (row) named = { name: sealed.event(seat.eventId).open(`Guest.name:${row.id}`, row.name), expectedAt: row.expectedAt?.toISOString() ?? null };
  } else if (holder.kind === "staff") {
    const row = await db.staff.findUnique({ where: { id: holder.staffId } });
    if (row) named = { name: sealed.house.open(`Staff.name:${row.id}`, row.name), expectedAt: null };
  }
  known.set(seat, named);
  return named;
}
