import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { GuestEdit } from "#contracts/guests.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Editing = GuestEdit.extend({ guestId: z.string().max(60) });

/** Puts a guest's name, language or place right; what stood before is told, so that it can be put back. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const back = `/studio/events/${pass.eventId}/guests`;
  const form = parseWithZod(await request.formData(), { schema: Editing });
  if (form.status !== "success") return answer(request, back, { said: "shape" });
  const { guestId, ...to } = form.value;
  const edited = await context.house.guests.edit(pass, guestId, to);
  if (edited.ok) return answer(request, back, { said: "guestEdited", before: { guestId, ...edited.value.before } });
  return answer(request, back, { said: edited.reason === "gone" ? "guestGone" : edited.reason });
}
