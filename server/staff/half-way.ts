import type { Staff } from "#prisma/generated/client.ts";
import { isSame } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";

/** Whoever knows the password brings the second proof within so long, in milliseconds. */
const halfWayMs = 10 * 60_000;

/**
 * Between the two steps of signing in: a word the house gives for a right password and knows again by its MAC. It lets
 * nobody in, and ends with the password it was given for.
 */
export function openHalfWay({ db, clock, secrets, tombstones }: Room) {
  const proofOf = (staffId: string, until: string, passwordHash: string) =>
    Buffer.from(secrets.mac("half way", `${staffId}\0${until}\0${passwordHash}`), "base64url");

  return {
    give({ id, passwordHash }: Pick<Staff, "id" | "passwordHash">): string {
      const until = String(clock.now().getTime() + halfWayMs);
      return [id, until, proofOf(id, until, passwordHash).toString("base64url")].join(".");
    },
    /** Who is half way; null for a word that is made up, too old, or of somebody who is no longer staff. */
    async read(half: string): Promise<Staff | null> {
      const [staffId = "", until = "", proof = ""] = half.length > 200 ? [] : half.split(".");
      if (!/^\d{1,16}$/.test(until) || Number(until) <= clock.now().getTime()) return null;
      const person = await db.staff.findFirst({ where: { id: staffId, removedAt: null } });
      if (!person || tombstones.has(person.id)) return null;
      return isSame(Buffer.from(proof, "base64url"), proofOf(staffId, until, person.passwordHash)) ? person : null;
    },
  };
}
