import type { ActionFunctionArgs } from "@remix-run/node";
import { KeyAsk } from "#contracts/signed.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What the guest's key is asked to sign, so that it vouches for a fresh key of this browser. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "door.prove");
  const said = KeyAsk.safeParse(await request.json().catch(() => null));
  if (!said.success || !context.house.keys.isAsked(pass.event)) throw context.notFound();
  const asked = await context.house.keys.ask(pass, said.data.requestKey);
  return Response.json(asked, { status: asked.ok ? 200 : 409 });
}
