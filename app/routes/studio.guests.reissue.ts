import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, answerCode } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const GuestId = z.string().max(60);
const said = { gone: "guestGone", noCode: "noCode", houseBusy: "houseBusy" } as const;

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Ends a guest's browser and gives them a way in for another device: a link by letter, and a code that is told this once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const giving = await context.admit(params.eventId, "code.give", "staff");
  const guestId = GuestId.safeParse((await request.formData()).get("guestId"));
  if (!guestId.success) throw context.notFound();
  const given = await context.house.guests.reissue(pass, giving, guestId.data);
  if (!given.ok) return answer(request, `/studio/events/${pass.eventId}/guests`, { said: said[given.reason] });
  return answerCode(request, { said: "codeGiven", ...given.value });
}
