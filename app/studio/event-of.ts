import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** The event of a studio's page as this member of staff may read it, and what they may do at it. Strangers are sent to sign in. */
export async function eventOf(context: AppLoadContext, eventId: string | undefined) {
  context.admitHouse("studio.enter");
  const look = await context.look(eventId, "staff");
  if (look?.decision.why === "stepsLeft") throw redirect(`/entry/${eventId}?as=staff`);
  // Everybody who works at the event may see its numbers; a passer-by who knows of an open event may not.
  const pass = await context.admit(eventId, "numbers.see", "staff");
  const event = await context.house.events.read(await context.admit(eventId, "event.know", "staff"));
  return { ...event, may: [...pass.may], asksAgreement: context.house.agreements.isAsked(pass) };
}
