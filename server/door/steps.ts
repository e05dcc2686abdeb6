import type { Pass } from "#server/access/pass.ts";
import { mustSign, profileOf } from "#server/access/profile.ts";
import type { Room } from "#server/room.ts";

/** What somebody in a bound browser may still have to do at the door, in this order. */
export type StepLeft = "code" | "nda" | "key";

/** The next step of the door for the pass's holder; null when there is none left. */
export async function nextStep({ db }: Room, pass: Pass<"door.prove">): Promise<StepLeft | null> {
  const { holder, eventId } = pass;
  const { level, wishes } = pass.event;
  const { entry } = profileOf(level, wishes);
  if (holder.kind !== "guest" && holder.kind !== "speaker" && holder.kind !== "staff") return null;
  if (holder.kind !== "staff") {
    const { sessionId, guestId } = holder;
    const here = await db.sessionIdentity.findFirst({ where: { sessionId: sessionId ?? "", eventId, guestId, endedAt: null }, orderBy: { boundAt: "desc" } });
    if (entry.includes("code") && !here?.codeAt) return "code";
    if (mustSign(holder.kind, level, wishes) && !(await hasSigned({ db }, eventId, { guestId }))) return "nda";
    return entry.includes("key") ? "key" : null; // the last, and always there to be tried: whether it counts is asked of each signed request
  }
  return mustSign("staff", level, wishes) && !(await hasSigned({ db }, eventId, { staffId: holder.staffId })) ? "nda" : null;
}

/** Whether somebody signed the agreement of an event as it stands now. */
export async function hasSigned({ db }: Pick<Room, "db">, eventId: string, who: { guestId: string } | { staffId: string }): Promise<boolean> {
  const { agreementVersion } = await db.event.findUniqueOrThrow({ where: { id: eventId }, select: { agreementVersion: true } });
  return agreementVersion > 0 && (await db.agreement.count({ where: { ...who, eventId, version: agreementVersion, kind: "signed" } })) > 0;
}
