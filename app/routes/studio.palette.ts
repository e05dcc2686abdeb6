import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";

/** The events this member of staff may know of, by code name, to be gone to; kept by no cache on the way. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const cards = await context.house.events.listForStaff(context.visitor);
  return data({ events: cards.map(({ id, codeName, phase }) => ({ id, codeName, phase })) }, { headers: { "Cache-Control": "no-store" } });
}
