import type { LoaderFunctionArgs } from "@remix-run/node";

const kept = "public, max-age=31536000, immutable";

/** The maison's own font, for every page that is set in it; its address changes with what it holds. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const bytes = await context.house.maison.fontAt(new URL(request.url).pathname);
  if (!bytes) throw context.notFound();
  context.mayBeKept();
  return new Response(bytes, { headers: { "Content-Type": "font/woff2", "Cache-Control": kept } });
}
