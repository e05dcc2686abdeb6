import type { Why } from "#server/access/policy.ts";

/**
 * What the door throws. `unknown`: the caller may not know that there is anything, and gets the one *not found*.
 * Everything else is told only to somebody who knows of the event: why nothing goes now, or `lacking`.
 */
export class Refusal extends Error {
  readonly why: "unknown" | "lacking" | Why;
  constructor(why: "unknown" | "lacking" | Why) {
    super("refused at the door");
    this.why = why;
  }
}

/** Throws a refusal. */
export function refuse(why: Refusal["why"]): never {
  throw new Refusal(why);
}
