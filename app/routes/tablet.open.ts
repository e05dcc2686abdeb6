import type { ActionFunctionArgs } from "@remix-run/node";
import { tabletNow } from "#app/tablet/tablet-now.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What a tablet's shell is filled with, for a request that its own key signed; 403 for a cookie alone. */
export async function action({ context }: ActionFunctionArgs) {
  const now = await tabletNow(context);
  if (now.screen === "unpaired") throw context.notFound();
  return Response.json(now, { status: now.screen === "shell" ? 403 : 200 });
}
