import type { ActionFunctionArgs } from "@remix-run/node";
import { goHome } from "#app/studio/answer.ts";
import { PairingConfirm } from "#contracts/devices.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Pairs the tablet whose words were compared with a boutique of the event. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "device.pair", "staff");
  const page = `/studio/events/${pass.eventId}/tablets`;
  const form = PairingConfirm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return goHome(page, "shape");
  const { code, boutiqueId } = form.data;
  const paired = await context.house.devices.pair(pass, code, boutiqueId);
  if (paired.ok) return goHome(page, "paired");
  return goHome(page, paired.reason, paired.reason === "wrongBoutique" ? { code } : {});
}
