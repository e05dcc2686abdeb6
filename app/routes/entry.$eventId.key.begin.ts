import type { ActionFunctionArgs } from "@remix-run/node";
import { KeyBegin } from "#contracts/signed.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What a browser is asked to make a key of its own with, for a guest who has none. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "door.prove");
  const said = KeyBegin.safeParse(await request.json().catch(() => null));
  if (!said.success || !context.house.keys.isAsked(pass.event)) throw context.notFound();
  const begun = await context.house.keys.begin(pass, said.data.kind);
  return Response.json(begun, { status: begun.ok ? 200 : 409 });
}
