import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const ConsentId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Takes one's own asking back. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "consent.give", "staff");
  const consentId = ConsentId.safeParse((await request.formData()).get("consentId"));
  if (!consentId.success) throw context.notFound();
  const ended = await context.house.consents.withdraw(pass, consentId.data);
  return answer(request, `/studio/events/${pass.eventId}/owners`, { said: ended.ok ? "consentEnded" : "consentGone" });
}
