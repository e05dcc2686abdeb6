import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Ends the codes of one's app, after proving oneself again. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const ended = await context.house.staff.endApp(context.visitor);
  if (!ended.ok && ended.reason === "stepUp") stepUpFirst("/studio/me");
  if (!ended.ok) throw context.notFound();
  return answer(request, "/studio/me", { said: "proofEnded" });
}
