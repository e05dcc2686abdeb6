import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const DeviceId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Takes a tablet back: its picture ends at once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.revoke", "staff");
  const deviceId = DeviceId.safeParse((await request.formData()).get("deviceId"));
  if (!deviceId.success) throw context.notFound();
  await context.house.devices.revoke(pass, deviceId.data);
  return answer(request, `/studio/events/${pass.eventId}/tablets`, { said: "tabletRevoked" });
}
