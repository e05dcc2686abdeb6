import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { PastedGuests } from "#contracts/guests.ts";
import * as z from "#contracts/zod.ts";

const Pasting = PastedGuests.extend({ intent: z.enum(["read", "add"]) });

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Reads pasted guests and tells what adding them would do, or adds them; nobody is written to. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const back = `/studio/events/${pass.eventId}/guests`;
  const form = parseWithZod(await request.formData(), { schema: Pasting });
  if (form.status !== "success") return answer(request, back, { said: "shape", pasted: null });
  const { lines, place, intent } = form.value;
  const pasted = await context.house.guests.paste(pass, lines, place, intent === "read");
  return answer(request, back, { said: intent === "read" ? "pasteRead" : "guestsPasted", count: pasted.added.length, pasted });
}
