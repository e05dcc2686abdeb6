import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const DeviceId = z.string().max(60);

/** Nobody's page. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Arms a tablet for tonight. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.arm", "staff");
  const deviceId = DeviceId.safeParse((await request.formData()).get("deviceId"));
  if (!deviceId.success) throw context.notFound();
  const armed = await context.house.devices.arm(pass, deviceId.data);
  return answer(request, `/studio/events/${pass.eventId}/tablets`, { said: armed.ok ? ("tabletArmed" as const) : ("tabletGone" as const) });
}
