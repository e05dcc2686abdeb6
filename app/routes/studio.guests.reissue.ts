import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerCode } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

const said = { gone: "guestGone", noCode: "noCode", houseBusy: "houseBusy" } as const;

/** Ends a guest's browser and gives them a way in for another device: a link by letter, and a code that is told this once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const giving = await context.admit(params.eventId, "code.give", "staff");
  const guestId = await idAsked({ request, context }, "guestId");
  const given = await context.house.guests.reissue(pass, giving, guestId);
  if (!given.ok) return answer(request, `/studio/events/${pass.eventId}/guests`, { said: said[given.reason] });
  return answerCode(request, { said: "codeGiven", ...given.value });
}
