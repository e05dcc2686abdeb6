import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerCount } from "#app/studio/answer.ts";
import { guestsAsked } from "#app/studio/guests-asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Writes to the chosen guests; whoever has a letter waiting gets no second one. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const back = `/studio/events/${pass.eventId}/guests`;
  const asked = await guestsAsked({ request });
  if (!asked) return answer(request, back, { said: "nobodyChosen" });
  const sent = await context.house.guests.send(pass, asked.guestIds);
  return sent.ok ? answerCount(request, back, { said: "queued", count: sent.value.queued }) : answer(request, back, { said: sent.reason });
}
