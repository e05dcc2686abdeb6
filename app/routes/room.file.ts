import type { LoaderFunctionArgs } from "@remix-run/node";

/** The piece's picture or one of the event's files, for as long as its reader may have it; for everything else the one not found. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.see");
  const file = await context.house.files.open(pass, params.fileId ?? "");
  if (!file) throw context.notFound();
  return context.pour(pass, file);
}
