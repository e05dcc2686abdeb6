import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Asks for a new link to the address the house holds. The answer never says whether one was sent. */
export async function action({ params, context }: ActionFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock) throw context.notFound();
  await context.house.guests.sendAgain(knock);
  return redirect(`/door/${params.token}?sent=yes`, 303);
}
