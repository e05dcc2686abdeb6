import type { LoaderFunctionArgs } from "@remix-run/node";

/** A file of the event, veiled or not, for who may edit it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const file = await context.house.files.preview(pass, params.fileId ?? "");
  if (!file) throw context.notFound();
  return context.pour(pass, file);
}
