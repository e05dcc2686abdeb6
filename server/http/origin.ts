import type { RequestHandler } from "express";

const safe: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Refuses what changes anything unless it comes from the house's own pages: `Origin` must be ours. Refuses `_data`, by
 * which Remix lets a foreign page reach an action, and the manifest, which tells routes. All get the one not found.
 */
export function ownPagesOnly(origin: string, count: (what: string) => void): RequestHandler {
  return (request, response, next) => {
    const { searchParams, pathname } = new URL(request.originalUrl, "http://house");
    const isForeign = !safe.has(request.method) && request.headers.origin !== origin;
    if (!isForeign && !searchParams.has("_data") && pathname !== "/__manifest") return next();
    count(isForeign ? "http_foreign" : "http_unknown_form");
    response.status(404).type("txt").send("Not found");
  };
}
