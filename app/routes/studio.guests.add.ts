import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { GuestForm } from "#contracts/guests.ts";

const said = { already: "guestAlready", placeUnknown: "placeUnknown", timeUnknown: "shape" } as const;

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Puts one guest on the event's list; nobody is written to. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const back = `/studio/events/${pass.eventId}/guests`;
  const form = parseWithZod(await request.formData(), { schema: GuestForm });
  if (form.status !== "success") return answer(request, back, { said: "shape", result: form.reply() });
  const added = await context.house.guests.add(pass, form.value);
  if (!added.ok) return answer(request, back, { said: said[added.reason], result: form.reply() });
  return answer(request, back, { said: "guestAdded", result: form.reply({ resetForm: true }) });
}
