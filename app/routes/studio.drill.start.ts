import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { goHome } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Begins a drill; it goes on while its page, or nobody, looks. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "drill.run", "staff");
  const begun = await context.house.drills.start(pass);
  const page = `/studio/events/${pass.eventId}/drill`;
  return begun.ok ? redirect(page, 303) : goHome(page, "drillNotNow");
}
