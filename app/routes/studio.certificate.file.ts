import type { ActionFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

export { nothing as loader } from "#app/nothing.ts";

/** The signed certificate of an event that is forgotten. */
export async function action({ params, context }: ActionFunctionArgs) {
  const text = await context.house.rest.signedCertificate(await context.admit(params.eventId, "event.audit", "staff"));
  if (!text) throw context.notFound();
  return asDownload("certificate.json", text, "application/json");
}
