import { data, redirect } from "@remix-run/node";
import type { Said } from "#app/studio/said.ts";
import { saidTones } from "#app/studio/said.ts";

/** Whether a plain form asks, without script: it must be shown a page. */
export const isPlain = (request: Request): boolean => request.headers.get("Sec-Fetch-Mode") === "navigate";

/** Answers a form's goal: script gets what was said; a plain form goes back to its page, which says it. */
export function answer<T extends { said: Said; count?: number }>(request: Request, back: string, told: T) {
  if (!isPlain(request)) return data(told, { status: saidTones[told.said] === "ok" ? 200 : 409 });
  const search = new URLSearchParams({ said: told.said, ...(told.count === undefined ? {} : { count: String(told.count) }) });
  throw redirect(`${back}?${search}`, 303);
}
