import type { ActionFunctionArgs } from "@remix-run/node";
import { goHome } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Announces the event; doors and stage are opened from the desk. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.open", "staff");
  const announced = await context.house.events.announce(pass);
  return goHome(`/studio/events/${pass.eventId}`, announced.ok ? "announced" : announced.reason);
}
