import type { ActionFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

export { nothing as loader } from "#app/nothing.ts";

/** The report of a drill as a file: what was tried and found, and none of the words that were hidden. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "drill.run", "staff");
  const drillId = (await request.formData()).get("of");
  const shown = await context.house.drills.report(pass, typeof drillId === "string" ? drillId : null);
  if (!shown) throw context.notFound();
  return asDownload("leak-drill.json", `${JSON.stringify(shown.report, null, 2)}\n`, "application/json");
}
