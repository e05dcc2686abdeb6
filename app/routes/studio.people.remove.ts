import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes a colleague away, everywhere and at once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.remove");
  const staffId = await idAsked({ request, context }, "staffId");
  const removed = await context.house.staff.remove(pass, staffId);
  return answer(request, "/studio/people", { said: removed.ok ? "personRemoved" : removed.reason });
}
