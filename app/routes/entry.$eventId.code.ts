import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { proving } from "#app/door/proving.ts";
import { DoorCode } from "#contracts/door.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Proves a code in a browser that went in before the event asked for one, and gives it a new cookie. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const found = await proving(context, params.eventId, "event");
  if (found?.as !== "event") throw context.notFound();
  const { pass } = found;
  const code = DoorCode.safeParse((await request.formData()).get("code")).data ?? null;
  const proved = await context.house.codes.prove(pass, code);
  if (!proved.ok) return redirect(`/entry/${pass.eventId}?wrong=yes`, 303);
  return redirect(`/entry/${pass.eventId}`, { status: 303, headers: { "Set-Cookie": context.session.cookie(proved.value.sessionToken) } });
}
