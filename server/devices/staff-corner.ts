import { createHash } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { StaffAct } from "#contracts/devices.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { digest, isSame } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";

/** So many wrong codes in a quarter of an hour, and a tablet takes none for the next quarter. */
const wrongCodes = 5;
const quarter = 900;

/** The corner of a tablet that is for staff: a code of six digits for the event, and what one may do behind it. */
export function openStaffCorner(room: Room) {
  const tries = new RateLimiterMemory({ points: wrongCodes, duration: quarter, blockDuration: quarter });
  // Nothing is kept: whoever holds the database without the house's key cannot make it.
  const codeOf = (eventId: string): string => {
    const hash = createHash("sha256").update(room.secrets.mac("tablet.staff", eventId)).digest();
    return String(hash.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
  };

  return {
    /** The event's code, for colleagues who may pair its tablets. */
    staffCode: (pass: Pass<"device.pair">): string => codeOf(pass.eventId),

    /**
     * Opens the staff's corner of the tablet that asks, or with `unpair` also takes its place back. Wrong codes count per
     * tablet before they are looked at; what was done stands in the audit.
     */
    async enterStaff(pass: Pass<"event.know">, { code, act }: StaffAct): Promise<Outcome<{ tries: number }, "wrong" | "tooMany" | "notHere">> {
      const { holder, eventId } = pass;
      if (holder.kind !== "device") return failed("notHere");
      const mayTry = await tries.consume(holder.deviceId).then(
        () => true,
        () => false,
      );
      if (!mayTry) return failed("tooMany");
      if (!isSame(digest(code), digest(codeOf(eventId)))) return failed("wrong");
      await tries.reward(holder.deviceId);
      const { deviceId } = holder;
      await room.db.$transaction((tx) => room.audit.record(tx, pass, "tablet.staffEntered", { deviceId, act }));
      if (act === "unpair") await room.revoke.device(holder, eventId, deviceId);
      return done({ tries: wrongCodes });
    },
  };
}
