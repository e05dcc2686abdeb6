import { redirect } from "@remix-run/node";
import { stepUpAt } from "#app/studio/step-up-at.ts";

/** A page of the studio somebody asks to be brought to; the studio's first page for anything else. */
export function ownPage(to: string | null): string {
  const here = "http://here";
  if (!to || !URL.canParse(to, here)) return "/studio";
  const { origin, pathname, search } = new URL(to, here);
  return origin === here && /^\/studio(\/|$)/.test(pathname) ? pathname + search : "/studio";
}

/** Sends somebody to prove themselves again first. */
export function stepUpFirst(to: string): never {
  throw redirect(stepUpAt(to), 303);
}
