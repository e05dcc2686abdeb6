import { data, redirect } from "@remix-run/node";

/** Everything a form's goal may say, each a key under `said.`, with its tone. */
export const saidTones = {
  planSaved: "ok",
  announced: "ok",
  notNow: "stop",
  levelNotBuilt: "stop",
  shape: "stop",
  guestAdded: "ok",
  guestAlready: "stop",
  placeUnknown: "stop",
  pasteRead: "ok",
  guestsPasted: "ok",
  queued: "ok",
  nobodyChosen: "stop",
  announceFirst: "stop",
  withdrawn: "ok",
  guestRemoved: "ok",
  paired: "ok",
  codeUnknown: "stop",
  wrongBoutique: "stop",
  tabletRevoked: "ok",
  personRemoved: "ok",
  self: "stop",
  lastOwner: "stop",
  gone: "stop",
  already: "stop",
  linkMade: "ok",
  inviteWithdrawn: "ok",
  sessionEnded: "ok",
  boutiqueSaved: "ok",
  zoneUnknown: "stop",
  maisonSaved: "ok",
} as const satisfies Record<string, "ok" | "stop">;
export type Said = keyof typeof saidTones;

export const isSaid = (word: string | null): word is Said => word !== null && word in saidTones;

/** Whether a plain form asks, without script: it must be shown a page. */
export const isPlain = (request: Request): boolean => request.headers.get("Sec-Fetch-Mode") === "navigate";

/** Answers a form's goal: script gets what was said; a plain form goes back to its page, which says it. */
export function answer<T extends { said: Said; count?: number }>(request: Request, back: string, told: T) {
  if (!isPlain(request)) return data(told, { status: saidTones[told.said] === "ok" ? 200 : 409 });
  const search = new URLSearchParams({ said: told.said, ...(told.count === undefined ? {} : { count: String(told.count) }) });
  throw redirect(`${back}?${search}`, 303);
}
