import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const GuestId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Removes a guest from the event, and from the room if they are in it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.remove", "staff");
  const guestId = GuestId.safeParse((await request.formData()).get("guestId"));
  if (!guestId.success) throw context.notFound();
  const removed = await context.house.guests.remove(pass, guestId.data);
  if (!removed.ok) throw context.notFound();
  return answer(request, `/studio/events/${pass.eventId}/guests`, { said: "guestRemoved" });
}
