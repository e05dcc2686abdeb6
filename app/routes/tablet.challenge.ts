import type { LoaderFunctionArgs } from "@remix-run/node";

/** What a paired tablet signs before it takes its seat; not found for every other browser. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { visitor, house } = context;
  if (!visitor.sessionId) throw context.notFound();
  const pairing = await house.devices.pairingState(visitor.sessionId);
  if (pairing.state !== "paired") throw context.notFound();
  await context.admit(pairing.eventId, "event.know");
  return Response.json({ challenge: house.devices.challenge(visitor.sessionId) });
}
