import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

export { nothing as loader } from "#app/nothing.ts";

/** Asks for a new link to the address the house holds. The answer never says whether one was sent. */
export async function action({ params, context }: ActionFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock) throw context.notFound();
  await context.house.guests.sendAgain(knock);
  return redirect(`/door/${params.token}?sent=yes`, 303);
}
