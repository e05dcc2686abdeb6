import type { ActionFunctionArgs } from "@remix-run/node";
import { KeyShown } from "#contracts/signed.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes the key's answer; this browser's cookie is a new one from here on. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "door.prove");
  const said = KeyShown.safeParse(await request.json().catch(() => null));
  if (!said.success || !context.house.keys.isAsked(pass.event)) throw context.notFound();
  const shown = await context.house.keys.show(pass, said.data);
  if (!shown.ok) return Response.json(shown, { status: 409 });
  return Response.json({ ok: true, value: null }, { headers: { "Set-Cookie": context.session.cookie(shown.value.sessionToken) } });
}
