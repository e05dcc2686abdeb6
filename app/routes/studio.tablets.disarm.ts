import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Puts a tablet to sleep: its picture ends at once, its place stays. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.arm", "staff");
  const deviceId = await idAsked({ request, context }, "deviceId");
  await context.house.devices.disarm(pass, deviceId);
  return answer(request, `/studio/events/${pass.eventId}/tablets`, { said: "tabletDisarmed" });
}
