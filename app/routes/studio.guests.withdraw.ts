import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const GuestId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Takes a guest's invitation back, with every browser it let in; they stay on the list. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const guestId = GuestId.safeParse((await request.formData()).get("guestId"));
  if (!guestId.success) throw context.notFound();
  await context.house.guests.withdraw(pass, guestId.data);
  return answer(request, `/studio/events/${pass.eventId}/guests`, { said: "withdrawn" });
}
