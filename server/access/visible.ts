import type { Prisma } from "#prisma/generated/client.ts";
import type { Visitor } from "#server/access/visitor.ts";

/** The `where` for lists across events: what the studio's visitor may know of. Nothing for anybody but staff. */
export function visibleToStaff(visitor: Visitor): Prisma.EventWhereInput {
  if (!visitor.staff || visitor.staff.roles.length === 0) return { id: { in: [] } };
  return visitor.staff.isNarrowed ? { id: { in: [...visitor.staff.onlyEvents] } } : {};
}

/** The `where` for what anybody may find: open events that are announced and not over. */
export const visibleToAll: Prisma.EventWhereInput = {
  level: "open",
  mode: "public",
  phase: { in: ["announced", "doors", "live"] },
};
