import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes the picture or a file away, its bytes too. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const fileId = await idAsked({ request, context }, "fileId");
  const removed = await context.house.files.remove(pass, fileId);
  return answer(request, `/studio/events/${pass.eventId}/product`, { said: removed.ok ? "fileRemoved" : "gone" });
}
