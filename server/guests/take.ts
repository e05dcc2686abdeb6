import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

async function isGuestOf({ db }: Room, eventId: string, guestId: string, mayGuess: boolean): Promise<boolean> {
  try {
    return (await db.guest.count({ where: { id: guestId, eventId } })) === 1;
  } catch (fault) {
    if (mayGuess) return true; // what takes away never waits for the database; a made-up id takes nothing away
    throw fault;
  }
}

/** Removes a guest or speaker from the event at once; milliseconds until their picture is confirmed gone. */
export async function remove(room: Room, pass: Pass<"guest.remove">, guestId: string): Promise<Outcome<{ tookMs: number }, "gone">> {
  if (!(await isGuestOf(room, pass.eventId, guestId, true))) return failed("gone");
  return done(await room.revoke.guest(pass.holder, pass.eventId, guestId));
}

/** Takes a guest's voice in chat and reactions, or gives it back. */
export async function mute(room: Room, pass: Pass<"guest.mute">, guestId: string, isMuted: boolean): Promise<Outcome<Record<string, never>, "gone">> {
  const { db, audit, tombstones, signals } = room;
  if (!(await isGuestOf(room, pass.eventId, guestId, isMuted))) return failed("gone");
  if (isMuted) await room.revoke.voice(pass.holder, pass.eventId, guestId);
  else {
    await db.$transaction(async (tx) => {
      await tx.guest.update({ where: { id: guestId }, data: { mutedAt: null } });
      await audit.record(tx, pass, "guest.unmuted", { personId: guestId });
    });
    tombstones.unmute(guestId);
    signals.say("standing.changed", { eventId: pass.eventId, personId: guestId });
  }
  return done({});
}
