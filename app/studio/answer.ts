import { data, redirect } from "@remix-run/node";
import type { Said } from "#app/studio/said.ts";
import { saidTones } from "#app/studio/said.ts";
import { inGroups } from "#contracts/codes.ts";

/** Whether a plain form asks, without script: it must be shown a page. */
export const isPlain = (request: Request): boolean => request.headers.get("Sec-Fetch-Mode") === "navigate";

/** Sends a form home to its page, which says what came of it; `more` stays in the address beside it. */
export const goHome = (page: string, said: Said, more: Record<string, string> = {}): Response =>
  redirect(`${page}?${new URLSearchParams({ said, ...more })}`, 303);

/** Answers a form's goal: script gets what was said; a plain form goes back to its page, which says it. */
export function answer<T extends { said: Said; count?: number }>(request: Request, page: string, told: T) {
  if (!isPlain(request)) return data(told, { status: saidTones[told.said] === "ok" ? 200 : 409 });
  throw goHome(page, told.said, told.count === undefined ? {} : { count: String(told.count) });
}

/** Answers an act for many: a script that does some at a time gets the count by itself, everybody else what `answer` says. */
export const answerCount = <T extends { said: Said; count: number }>(request: Request, page: string, told: T) =>
  request.headers.get("Accept") === "application/json" ? Response.json({ count: told.count }) : answer(request, page, told);

/** Tells a guest's code this once; a plain form reads it as text. */
export function answerCode<T extends { said: Said; code: string }>(request: Request, told: T) {
  if (!isPlain(request)) return data(told, { headers: { "Cache-Control": "no-store" } });
  throw new Response(inGroups(told.code), { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });
}

/** Tells a link this once; a plain form reads it as text, for it may stand in no address. */
export function answerLink<T extends { said: Said; link: string }>(request: Request, told: T) {
  if (!isPlain(request)) return data(told, { headers: { "Cache-Control": "no-store" } });
  throw new Response(told.link, { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });
}

/** Tells recovery codes this once; a plain form reads them as text, for they may stand in no address. */
export function answerCodes<T extends { said: Said; codes: readonly string[] }>(request: Request, told: T) {
  if (!isPlain(request)) return data(told, { headers: { "Cache-Control": "no-store" } });
  throw new Response(told.codes.join("\n"), { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });
}
