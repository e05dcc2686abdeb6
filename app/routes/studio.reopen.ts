import type { ActionFunctionArgs } from "@remix-run/node";
import { goHome } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Opens an event again that stands in quarantine since an older database was put back. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.reopen", "staff");
  const opened = await context.house.rest.reopen(pass);
  return goHome(`/studio/events/${pass.eventId}/record`, opened.ok ? "reopened" : opened.reason);
}
