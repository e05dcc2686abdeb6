import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Writes the plan's new time and place to whoever was told another one. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const { queued } = await context.house.mail.tellChange(pass);
  return answer(request, `/studio/events/${pass.eventId}`, queued > 0 ? { said: "queued", count: queued } : { said: "allTold" });
}
