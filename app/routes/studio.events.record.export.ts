import type { ActionFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

export { nothing as loader } from "#app/nothing.ts";

/** An event's whole chain, signed, as JSON Lines; that it was taken out is recorded. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "audit.export", "staff");
  return asDownload("record.jsonl", await context.house.record.exportEvent(pass));
}
