import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** An event's whole chain, signed, as JSON Lines; that it was taken out is recorded. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "audit.export", "staff");
  return asDownload("record.jsonl", await context.house.record.exportEvent(pass));
}
