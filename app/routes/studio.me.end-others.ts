import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Signs one's own browsers out, all but the one that asks. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const count = await context.house.staff.endOtherSessions(context.visitor);
  return answer(request, "/studio/me", { said: "sessionsEnded", count });
}
