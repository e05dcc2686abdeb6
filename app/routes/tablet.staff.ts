import type { ActionFunctionArgs } from "@remix-run/node";
import { StaffAct } from "#contracts/devices.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What a colleague does in the staff's corner of a paired tablet; not found for every other browser, and for a cookie alone where more is asked. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { visitor, house } = context;
  const pairing = visitor.sessionId ? await house.devices.pairingState(visitor.sessionId) : { state: "none" as const };
  if (pairing.state !== "paired") throw context.notFound();
  const look = await context.look(pairing.eventId);
  if (look?.holder.kind !== "device" || house.keys.isAwaited(look)) throw context.notFound();
  const said = StaffAct.safeParse(await request.json().catch(() => null));
  if (!said.success) throw context.notFound();
  const entered = await house.devices.enterStaff(await context.admit(pairing.eventId, "event.know"), said.data);
  return Response.json(entered.ok ? { ok: true } : { ok: false, reason: entered.reason });
}
