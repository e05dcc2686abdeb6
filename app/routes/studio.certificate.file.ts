import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** The signed certificate of an event that is forgotten. */
export async function action({ params, context }: ActionFunctionArgs) {
  const text = await context.house.rest.signedCertificate(await context.admit(params.eventId, "event.audit", "staff"));
  if (!text) throw context.notFound();
  return asDownload("certificate.json", text, "application/json");
}
