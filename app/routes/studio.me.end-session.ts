import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const SessionId = z.string().max(60);

/** Signs one of one's own browsers out. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const sessionId = SessionId.safeParse((await request.formData()).get("sessionId"));
  if (!sessionId.success || !(await context.house.staff.endSession(context.visitor, sessionId.data))) throw context.notFound();
  return answer(request, "/studio/me", { said: "sessionEnded" });
}
