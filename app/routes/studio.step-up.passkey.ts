import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { stepUpAt } from "#app/studio/step-up-at.ts";
import { ownPage } from "#app/studio/step-up-first.ts";
import { inField, PasskeyUsed } from "#contracts/webauthn.ts";

export { nothing as loader } from "#app/nothing.ts";

const Answer = inField(PasskeyUsed);

/** By one's own passkey; the browser goes on under a new cookie. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const fields = await request.formData();
  const asked = fields.get("to");
  const to = ownPage(typeof asked === "string" ? asked : null);
  const answer = Answer.safeParse(fields.get("answer"));
  const { session, visitor, house } = context;
  const stepped = answer.success ? await house.staff.stepUpByPasskey(visitor, answer.data) : null;
  if (!stepped?.ok) return redirect(`${stepUpAt(to)}&passkey=wrong`, 303);
  return redirect(to, { status: 303, headers: { "Set-Cookie": session.cookie(stepped.value.sessionToken) } });
}
