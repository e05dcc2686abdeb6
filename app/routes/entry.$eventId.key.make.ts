import type { ActionFunctionArgs } from "@remix-run/node";
import { KeyMade } from "#contracts/signed.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Keeps the key that was made; it is shown next. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "door.prove");
  const said = KeyMade.safeParse(await request.json().catch(() => null));
  if (!said.success || !context.house.keys.isAsked(pass.event)) throw context.notFound();
  const made = await context.house.keys.make(pass, said.data);
  return Response.json(made, { status: made.ok ? 200 : 409 });
}
