import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Arms a tablet for tonight. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.arm", "staff");
  const deviceId = await idAsked({ request, context }, "deviceId");
  const armed = await context.house.devices.arm(pass, deviceId);
  return answer(request, `/studio/events/${pass.eventId}/tablets`, { said: armed.ok ? ("tabletArmed" as const) : ("tabletGone" as const) });
}
