import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const Wish = z.object({ guestId: z.string().max(60), isEarly: z.enum(["yes", "no"]) });

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

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
