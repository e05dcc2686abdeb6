import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Calls the event off, for good; whoever is inside leaves at once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.end", "staff");
  const cancelled = await context.house.events.cancel(pass);
  return answer(request, `/studio/events/${pass.eventId}`, { said: cancelled.ok ? "calledOff" : "notNow" });
}
