import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Wish = z.object({ guestId: z.string().max(60), isEarly: z.enum(["yes", "no"]) });

/** Says of a guest whether they are press or influencer, to whom the piece may be shown first. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const wish = Wish.safeParse(Object.fromEntries(await request.formData()));
  if (!wish.success) throw context.notFound();
  const isEarly = wish.data.isEarly === "yes";
  const set = await context.house.guests.setEarly(pass, wish.data.guestId, isEarly);
  if (!set.ok) throw context.notFound();
  return answer(request, `/studio/events/${pass.eventId}/guests`, { said: isEarly ? "guestEarly" : "guestNotEarly" });
}
