import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Announces the event; doors and stage are opened from the desk. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.open", "staff");
  const announced = await context.house.events.announce(pass);
  return answer(request, `/studio/events/${pass.eventId}`, { said: announced.ok ? "announced" : announced.reason });
}
