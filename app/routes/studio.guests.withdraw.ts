import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerCount } from "#app/studio/answer.ts";
import { guestsAsked } from "#app/studio/guests-asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes the invitations of the chosen guests back, with every browser they let in; the guests stay on the list. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const back = `/studio/events/${pass.eventId}/guests`;
  const asked = await guestsAsked({ request });
  if (!asked) return answer(request, back, { said: "nobodyChosen" });
  for (const guestId of asked.guestIds) await context.house.guests.withdraw(pass, guestId);
  return answerCount(request, back, { said: "withdrawn", count: asked.guestIds.length });
}
