import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const DeviceId = z.string().max(60);

/** Nobody's page. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Puts a tablet to sleep: its picture ends at once, its place stays. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.arm", "staff");
  const deviceId = DeviceId.safeParse((await request.formData()).get("deviceId"));
  if (!deviceId.success) throw context.notFound();
  await context.house.devices.disarm(pass, deviceId.data);
  return answer(request, `/studio/events/${pass.eventId}/tablets`, { said: "tabletDisarmed" });
}
