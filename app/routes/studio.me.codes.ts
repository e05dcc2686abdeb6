import type { ActionFunctionArgs } from "@remix-run/node";
import { answerCodes } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Ten new recovery codes, told this once; those before are good no longer. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const made = await context.house.staff.newRecoveryCodes(context.visitor);
  if (!made.ok && made.reason === "stepUp") stepUpFirst("/studio/me");
  if (!made.ok) throw context.notFound();
  return answerCodes(request, { said: "codesMade", codes: made.value.codes });
}
