import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Another owner's no, also after a yes that was not used yet. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "consent.give", "staff");
  const consentId = await idAsked({ request, context }, "consentId");
  const ended = await context.house.consents.refuse(pass, consentId);
  return answer(request, `/studio/events/${pass.eventId}/owners`, { said: ended.ok ? "consentEnded" : "consentGone" });
}
