import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes a guest's invitation back, with every browser it let in; they stay on the list. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const guestId = await idAsked({ request, context }, "guestId");
  await context.house.guests.withdraw(pass, guestId);
  return answer(request, `/studio/events/${pass.eventId}/guests`, { said: "withdrawn" });
}
