import type { ActionFunctionArgs } from "@remix-run/node";

export { nothing as loader } from "#app/nothing.ts";

/** A nonce for this browser to sign one request or one handshake with; not found where no such thing is asked for. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.know");
  const nonce = context.house.keys.nonce(pass);
  if (!nonce) throw context.notFound();
  return Response.json(nonce);
}
