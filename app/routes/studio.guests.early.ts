import type { ActionFunctionArgs } from "@remix-run/node";
import { answerCount } from "#app/studio/answer.ts";
import { guestsAsked } from "#app/studio/guests-asked.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Wish = z.enum(["yes", "no"]);

/** Says of guests whether they are press or influencer, to whom the piece may be shown first; who is gone meanwhile is left out. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const asked = await guestsAsked({ request });
  const wish = Wish.safeParse(asked?.fields.get("isEarly"));
  if (!asked || !wish.success) throw context.notFound();
  const isEarly = wish.data === "yes";
  let count = 0;
  for (const guestId of asked.guestIds) if ((await context.house.guests.setEarly(pass, guestId, isEarly)).ok) count += 1;
  if (count === 0) throw context.notFound();
  return answerCount(request, `/studio/events/${pass.eventId}/guests`, { said: isEarly ? "guestEarly" : "guestNotEarly", count });
}
