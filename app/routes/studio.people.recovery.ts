import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerLink } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Makes a one-time link to a new password for a colleague; it is told this once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const staffId = await idAsked({ request, context }, "staffId");
  const made = await context.house.staff.recoveryLink(pass, staffId);
  if (made.ok) return answerLink(request, { said: "linkMade", link: made.value.link });
  const { reason } = made;
  if (reason === "stepUp") stepUpFirst("/studio/people");
  return answer(request, "/studio/people", { said: reason });
}
