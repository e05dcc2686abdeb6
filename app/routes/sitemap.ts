import type { LoaderFunctionArgs } from "@remix-run/node";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The addresses that anybody may find: the list of open events, and each of them. */
export async function loader({ context }: LoaderFunctionArgs) {
  const open = await context.house.events.listOpen();
  const addresses = ["/", ...open.map(({ slug }) => `/e/${slug}`)].map((path) => `<url><loc>${escaped(context.origin + path)}</loc></url>`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${addresses.join("")}</urlset>\n`;
  return new Response(body, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
}
