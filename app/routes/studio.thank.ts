import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Thanks whoever came by letter, each once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.thank", "staff");
  const { queued } = await context.house.mail.thank(pass);
  return answer(request, `/studio/events/${pass.eventId}/after`, queued > 0 ? { said: "queued", count: queued } : { said: "allThanked" });
}
