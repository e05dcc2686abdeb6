import type { Pass } from "#server/access/pass.ts";
import { advisorOf, guestsOf } from "#server/guests/whose.ts";
import type { Room } from "#server/room.ts";

async function isReached({ db }: Room, pass: Pass<"guest.invite">, guestId: string): Promise<boolean> {
  try {
    return (await db.guest.count({ where: { ...guestsOf(pass), id: guestId } })) === 1;
  } catch (fault) {
    if (advisorOf(pass) === null) return true; // what takes away never waits for the database; a made-up id takes nothing away
    throw fault;
  }
}

/** Ends a guest's links, browsers and seats, and those of whom they bring; they may be invited anew. Nothing happens for anybody beyond the pass's reach. */
export async function withdraw(room: Room, pass: Pass<"guest.invite">, guestId: string): Promise<void> {
  if (!(await isReached(room, pass, guestId))) return;
  await room.revoke.invitation(pass.holder, pass.eventId, guestId);
}
