import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { Level } from "#contracts/event.ts";

export { nothing as loader } from "#app/nothing.ts";

const refusals = { notHigher: "notNow", "format.sealedIsInStore": "sealedIsInStore" } as const;

/** Raises the level, at once and for everybody who is there. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.raise", "staff");
  const level = Level.safeParse((await request.formData()).get("level"));
  if (!level.success) throw context.notFound();
  const raised = await context.house.events.raise(pass, level.data);
  return answer(request, `/studio/events/${pass.eventId}`, { said: raised.ok ? "levelRaised" : refusals[raised.reason] });
}
