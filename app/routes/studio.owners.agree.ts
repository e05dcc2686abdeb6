import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { Reason } from "#contracts/consents.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const ConsentId = z.string().max(60);
const refusals = { self: "self", notCounting: "notCounting", gone: "consentGone" } as const;

/** The second owner's yes, with a reason. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "consent.give", "staff");
  const fields = await request.formData();
  const consentId = ConsentId.safeParse(fields.get("consentId"));
  if (!consentId.success) throw context.notFound();
  const page = `/studio/events/${pass.eventId}/owners`;
  const reason = Reason.safeParse(fields.get("reason"));
  if (!reason.success) return answer(request, page, { said: "shape" });
  const agreed = await context.house.consents.agree(pass, consentId.data, reason.data);
  return answer(request, page, { said: agreed.ok ? "consentAgreed" : refusals[agreed.reason] });
}
