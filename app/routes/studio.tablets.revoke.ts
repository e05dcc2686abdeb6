import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes a tablet back: its picture ends at once, and its key is good for nothing any more. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.revoke", "staff");
  const deviceId = await idAsked({ request, context }, "deviceId");
  await context.house.devices.revoke(pass, deviceId);
  return answer(request, `/studio/events/${pass.eventId}/tablets`, { said: "tabletRevoked" as const, deviceId });
}
