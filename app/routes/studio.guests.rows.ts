import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";

/** The whole list as data, for a page that has shown its first part; kept by no cache on the way. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const pass = await context.admit(params.eventId, "guest.list", "staff");
  return data({ guests: await context.house.guests.list(pass) }, { headers: { "Cache-Control": "no-store" } });
}
