import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes a one-time link back before it was used. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const inviteId = await idAsked({ request, context }, "inviteId");
  await context.house.staff.withdrawInvite(pass, inviteId);
  return answer(request, "/studio/people", { said: "inviteWithdrawn" });
}
