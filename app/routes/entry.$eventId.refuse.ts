import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { proving, sideOf } from "#app/door/proving.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Notes that somebody does not accept the agreement; the page that follows tells nothing of the event. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const found = await proving(context, params.eventId, sideOf((await request.formData()).get("as")));
  if (!found) throw context.notFound();
  await context.house.agreements.refuse(found.pass, context.session.browserWords());
  return redirect(`/entry/${found.pass.eventId}?declined=yes&as=${found.as}`, 303);
}
