import type { Prisma } from "#prisma/generated/client.ts";
import type { Visitor } from "#server/access/visitor.ts";

/** The `where` for lists across events: what the studio's visitor may know of. Nothing for anybody but staff. */
export function visibleToStaff(visitor: Visitor): Prisma.EventWhereInput {
  if (!visitor.staff || visitor.staff.roles.length === 0) return { id: { in: [] } };
  // The shadow of a drill is nobody's but its own staff's, who are narrowed to it.
  return visitor.staff.isNarrowed ? { id: { in: [...visitor.staff.onlyEvents] } } : { drillOf: null };
}

/** The `where` for what anybody may find: open events that are announced and not over. */
export const visibleToAll: Prisma.EventWhereInput = {
  level: "open",
  mode: "public",
  phase: { in: ["announced", "doors", "live"] },
  drillOf: null,
};
