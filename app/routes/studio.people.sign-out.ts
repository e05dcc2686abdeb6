import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Signs a colleague out of every browser; they may sign in again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.remove");
  const staffId = await idAsked({ request, context }, "staffId");
  const ended = await context.house.staff.endSessionsOf(pass, staffId);
  return ended.ok ? answer(request, "/studio/people", { said: "sessionsEnded", count: ended.value.count }) : answer(request, "/studio/people", { said: ended.reason });
}
