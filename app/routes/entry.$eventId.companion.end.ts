import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

export { nothing as loader } from "#app/nothing.ts";

/** Takes back whom a guest named: their invitation ends. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "companion.bring");
  await context.house.guests.bringNobody(pass);
  return redirect(`/room/${pass.eventId}`, 303);
}
