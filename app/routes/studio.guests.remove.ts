import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Removes a guest from the event, and from the room if they are in it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.remove", "staff");
  const guestId = await idAsked({ request, context }, "guestId");
  const removed = await context.house.guests.remove(pass, guestId);
  if (!removed.ok) throw context.notFound();
  return answer(request, `/studio/events/${pass.eventId}/guests`, { said: "guestRemoved" });
}
