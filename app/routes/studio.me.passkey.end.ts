import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Ends one of one's own passkeys, after proving oneself again. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const passkeyId = await idAsked({ request, context }, "passkeyId");
  const ended = await context.house.staff.endPasskey(context.visitor, passkeyId);
  if (!ended.ok && ended.reason === "stepUp") stepUpFirst("/studio/me");
  if (!ended.ok) throw context.notFound();
  return answer(request, "/studio/me", { said: "proofEnded" });
}
