import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Calls the event off, for good; whoever is inside leaves at once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.end", "staff");
  const cancelled = await context.house.events.cancel(pass);
  return answer(request, `/studio/events/${pass.eventId}`, { said: cancelled.ok ? "calledOff" : "notNow" });
}
