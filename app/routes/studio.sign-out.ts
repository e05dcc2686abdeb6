import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

export { nothing as loader } from "#app/nothing.ts";

/** Signs this browser out: its session ends with everything it held, and so does what the browser kept beside it. */
export async function action({ context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  if (context.visitor.sessionId) await context.house.staff.signOut(context.visitor.sessionId);
  return redirect("/studio/sign-in", { status: 303, headers: { "Set-Cookie": context.session.clear(), "Clear-Site-Data": '"cache", "storage"' } });
}
