import type { ActionFunctionArgs } from "@remix-run/node";
import { PairingStart } from "#contracts/devices.ts";

export { nothing as loader } from "#app/nothing.ts";

/** A new code for this browser to be paired by; begins its session when it has none. */
export async function action({ request, context }: ActionFunctionArgs) {
  const start = PairingStart.safeParse(Object.fromEntries(await request.formData()));
  if (!start.success) throw context.notFound();
  const { visitor, session, house } = context;
  const begun = visitor.sessionId ? null : await house.sessions.begin(session.browserWords());
  const sessionId = visitor.sessionId ?? begun?.sessionId ?? "";
  const pairing = await house.devices.startPairing(sessionId, start.data.publicKey);
  if (!pairing) throw context.notFound();
  return Response.json(pairing, begun ? { headers: { "Set-Cookie": session.cookie(begun.token) } } : undefined);
}
