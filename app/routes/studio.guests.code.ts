import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerCode } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

const said = { gone: "guestGone", noCode: "noCode" } as const;

/** Makes a code for a guest, to be passed on by telephone or in person; it is told this once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "code.give", "staff");
  const guestId = await idAsked({ request, context }, "guestId");
  const given = await context.house.codes.give(pass, guestId);
  if (!given.ok) return answer(request, `/studio/events/${pass.eventId}/guests`, { said: said[given.reason] });
  return answerCode(request, { said: "codeGiven", ...given.value });
}
