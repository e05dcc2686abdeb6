import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Chosen = z.array(z.string().max(60)).min(1).max(10_000);

/** Writes to the chosen guests; whoever has a letter waiting gets no second one. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const back = `/studio/events/${pass.eventId}/guests`;
  const chosen = Chosen.safeParse((await request.formData()).getAll("guestId"));
  if (!chosen.success) return answer(request, back, { said: "nobodyChosen" });
  const sent = await context.house.guests.send(pass, chosen.data);
  return sent.ok ? answer(request, back, { said: "queued", count: sent.value.queued }) : answer(request, back, { said: sent.reason });
}
