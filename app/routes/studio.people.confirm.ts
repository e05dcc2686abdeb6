import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

const refusals = { self: "self", gone: "gone", already: "ownerAlready", notCounting: "notCounting" } as const;

/** One owner's word that another is one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("owner.confirm");
  const staffId = await idAsked({ request, context }, "staffId");
  const confirmed = await context.house.staff.confirmOwner(pass, staffId);
  return answer(request, "/studio/people", { said: confirmed.ok ? "ownerConfirmed" : refusals[confirmed.reason] });
}
