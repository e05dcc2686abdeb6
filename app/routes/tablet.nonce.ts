import type { ActionFunctionArgs } from "@remix-run/node";

export { nothing as loader } from "#app/nothing.ts";

/** A nonce for a paired tablet to sign one request or one handshake with; not found for every other browser. */
export async function action({ context }: ActionFunctionArgs) {
  const { visitor, house } = context;
  const pairing = visitor.sessionId ? await house.devices.pairingState(visitor.sessionId) : { state: "none" as const };
  if (pairing.state !== "paired") throw context.notFound();
  const nonce = house.keys.nonce(await context.admit(pairing.eventId, "event.know"));
  if (!nonce) throw context.notFound();
  return Response.json(nonce);
}
