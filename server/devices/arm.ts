import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

const hourMs = 3_600_000;
/** An armed tablet stays awake this long, or until the event ends. */
export const armedMs = 12 * hourMs;

/** Waking tablets for the night, where the event asks for it, and putting them to sleep. `eventOf`: at which event a tablet is. */
export function openArm(room: Room, eventOf: (deviceId: string) => Promise<string | undefined>) {
  const { db, clock, audit, signals, tombstones } = room;
  let lapsedUntil = clock.now();

  return {
    /** Arms a tablet of the event for twelve hours, from now; `gone` for one that was taken back, or is of another event. */
    async arm(pass: Pass<"device.arm">, deviceId: string): Promise<Outcome<{ armedUntil: string }, "gone">> {
      const { eventId, holder } = pass;
      if (tombstones.has(deviceId)) return failed("gone");
      const armedUntil = new Date(clock.now().getTime() + armedMs);
      const armedById = holder.kind === "staff" ? holder.staffId : null;
      const isArmed = await db.$transaction(async (tx) => {
        const { count } = await tx.device.updateMany({ where: { id: deviceId, eventId, revokedAt: null }, data: { armedUntil, armedById } });
        if (count === 1) await audit.record(tx, pass, "device.armed", { deviceId, armedUntil: armedUntil.toISOString() });
        return count === 1;
      });
      if (!isArmed) return failed("gone");
      signals.say("standing.changed", { eventId, personId: deviceId });
      return done({ armedUntil: armedUntil.toISOString() });
    },

    /** Puts a tablet to sleep: its picture ends at once, its pairing stays. Nothing happens for one of another event. */
    async disarm(pass: Pass<"device.arm">, deviceId: string): Promise<{ tookMs: number }> {
      const { eventId, holder } = pass;
      if ((await eventOf(deviceId)) !== eventId || tombstones.has(deviceId)) return { tookMs: 0 };
      return room.revoke.arming(holder, eventId, deviceId);
    },

    /** Has the door asked again about tablets whose night has passed since the last call; they only watch, and ask for nothing themselves. */
    async lapse(): Promise<void> {
      const now = clock.now();
      const over = await db.device.findMany({ where: { armedUntil: { gt: lapsedUntil, lte: now } }, select: { id: true, eventId: true } });
      lapsedUntil = now;
      for (const { id, eventId } of over) signals.say("standing.changed", { eventId, personId: id });
    },
  };
}
