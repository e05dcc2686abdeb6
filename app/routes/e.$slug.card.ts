import type { LoaderFunctionArgs } from "@remix-run/node";

/** The picture of an open event, for whoever passes its address on. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const shared = await context.house.events.shared(params.slug ?? "", context.lang);
  if (!shared) throw context.notFound();
  const picture = new Uint8Array(await shared.picture());
  return new Response(picture, { headers: { "Content-Type": "image/png" } });
}
