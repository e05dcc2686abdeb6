import type { LoaderFunctionArgs } from "@remix-run/node";

/** What search engines may look at: the open events, their list and pictures, and nothing else. It is the same whatever the house holds. */
export function loader({ context }: LoaderFunctionArgs) {
  const lines = ["User-agent: *", "Allow: /$", "Allow: /e/", "Allow: /assets/", "Allow: /sitemap.xml", "Disallow: /", "", `Sitemap: ${context.origin}/sitemap.xml`, ""];
  return new Response(lines.join("\n"), { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
