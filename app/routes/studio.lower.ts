import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { Level } from "#contracts/event.ts";

export { nothing as loader } from "#app/nothing.ts";

const refusals = { notLower: "notNow", notAgreed: "notAgreed" } as const;

/** Lowers the level by the word of two owners, which is used up by it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.lower", "staff");
  const level = Level.safeParse((await request.formData()).get("level"));
  if (!level.success) throw context.notFound();
  const lowered = await context.house.events.lower(pass, level.data);
  return answer(request, `/studio/events/${pass.eventId}/owners`, { said: lowered.ok ? "levelLowered" : refusals[lowered.reason] });
}
