import type { AppLoadContext } from "@remix-run/node";
import type { As } from "#server/access/admit.ts";

/** As whom this browser still has steps to take at an event; null when it has none. */
export async function proving(context: AppLoadContext, eventId: string | undefined, wanted: As | null) {
  for (const as of wanted === "staff" ? (["staff", "event"] as const) : (["event", "staff"] as const)) {
    const look = await context.look(eventId, as);
    if (look?.decision.may.has("door.prove")) return { as, pass: await context.admit(eventId, "door.prove", as) };
  }
  return null;
}

/** Where somebody belongs who has no step left: their room, the green room, or the desk. Throws the one not found for whoever knows of nothing. */
export async function placeOf(context: AppLoadContext, eventId: string | undefined, wanted: As | null): Promise<string> {
  const [mine, staff] = [await context.look(eventId), await context.look(eventId, "staff")];
  const isStaff = staff?.holder.kind === "staff";
  if (mine && wanted !== "staff" && mine.holder.kind === "guest") return `/room/${eventId}`;
  if (mine && wanted !== "staff" && mine.holder.kind === "speaker") return `/greenroom/${eventId}`;
  if (staff && isStaff) return staff.decision.may.has("desk.see") ? `/studio/events/${eventId}/desk` : `/studio/events/${eventId}`;
  throw context.notFound();
}

/** Which of a browser's two sides a form or an address speaks of. */
export const sideOf = (word: FormDataEntryValue | null): As | null => (word === "staff" || word === "event" ? word : null);
