import { redirect } from "@remix-run/node";
import type { Request } from "express";
import { Refusal } from "#server/access/refusal.ts";

/** The one answer for what is not there and for what somebody may not know. */
export const notFound = () => new Response(null, { status: 404 });

const isData = (request: Request): boolean => request.path.endsWith(".data");
/** Whether the answer is a page's, not a picture's or a script's own. */
const isForPage = (request: Request): boolean => isData(request) || (request.get("Sec-Fetch-Mode") ?? "navigate") === "navigate";

/** The page somebody comes back to: the one they asked for, or the one their form stands on; always one of our own. */
export function pageOf(request: Request, origin: string): string {
  const isAsked = request.method === "GET" || request.method === "HEAD";
  const asked = isAsked ? request.originalUrl : (request.get("Referer") ?? "");
  const at = new URL(URL.canParse(asked, origin) ? asked : "/", origin);
  if (at.origin !== origin || !at.pathname.startsWith("/studio")) return "/studio";
  at.searchParams.delete("_routes");
  return at.pathname.replace(/\.data$/, "") + at.search;
}

/**
 * A refusal as an answer: not found for whoever may not know, the reason for whoever does. Staff who must prove
 * themselves again are sent where they can, and back; a script's own request gets the reason.
 */
export function answerTo(fault: unknown, request: Request, origin: string): unknown {
  if (!(fault instanceof Refusal)) return fault;
  if (fault.why === "unknown" || fault.why === "lacking") return notFound();
  if (fault.why === "stepUp" && isForPage(request)) return redirect(`/studio/step-up?${new URLSearchParams({ to: pageOf(request, origin) })}`, 303);
  // Whoever was removed keeps no page in the browser's store; what it holds for other events stays.
  const headers = fault.why === "removed" ? { "Clear-Site-Data": '"cache"' } : undefined;
  return Response.json({ why: fault.why }, { status: 403, headers });
}
