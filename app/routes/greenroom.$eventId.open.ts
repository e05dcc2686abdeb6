import type { ActionFunctionArgs } from "@remix-run/node";
import { greenRoomNow } from "#app/greenroom/green-room-now.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What the green room's shell is filled with, for a request that the browser's own key signed. */
export async function action({ params, context }: ActionFunctionArgs) {
  const look = await context.look(params.eventId);
  if (look?.holder.kind !== "speaker") throw context.notFound();
  if (look.decision.why === "stepsLeft" || context.house.keys.isAwaited(look)) return Response.json({ why: look.decision.why }, { status: 403 });
  const now = await greenRoomNow(context, params.eventId);
  return Response.json(now, { status: now.screen === "removed" ? 403 : 200 });
}
