import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, answerCode } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const GuestId = z.string().max(60);
const said = { gone: "guestGone", noCode: "noCode" } as const;

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Makes a code for a guest, to be passed on by telephone or in person; it is told this once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "code.give", "staff");
  const guestId = GuestId.safeParse((await request.formData()).get("guestId"));
  if (!guestId.success) throw context.notFound();
  const given = await context.house.codes.give(pass, guestId.data);
  if (!given.ok) return answer(request, `/studio/events/${pass.eventId}/guests`, { said: said[given.reason] });
  return answerCode(request, { said: "codeGiven", ...given.value });
}
