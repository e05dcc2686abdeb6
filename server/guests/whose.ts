import type { Prisma } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";

/** The advisor a pass is narrowed to: staff who are neither owner nor producer see their own clients. Null: sees all. */
export function advisorOf({ holder }: Pass): string | null {
  if (holder.kind !== "staff") return null;
  return holder.roles.some((role) => role === "owner" || role === "producer") ? null : holder.staffId;
}

/** The `where` for the guests a pass may see or write to. */
export function guestsOf(pass: Pass<"guest.list"> | Pass<"guest.invite"> | Pass<"guest.export"> | Pass<"code.give">): Prisma.GuestWhereInput {
  const advisorId = advisorOf(pass);
  return { eventId: pass.eventId, ...(advisorId ? { client: { advisorId } } : {}) };
}
