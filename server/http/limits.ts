import type { Request, RequestHandler } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { digest } from "#server/infra/secrets.ts";

export interface LimitDeps {
  /** The session's token that a request brings; null for none. */
  tokenOf(request: Request): string | null;
  /** Whether a token stands for a living session. */
  isLiving(token: string): Promise<boolean>;
  /** Whether a request is one of the house's own leak drill, which is there to fail: it is counted to nobody. */
  isDrill(request: Request): boolean;
  /** Failed requests one stranger's address, or one browser, may make in a minute. */
  perMinute: number;
  count(what: string): void;
}

/**
 * Slows down whoever keeps asking for what they do not get: 429 for the rest of the minute. Failures of a known browser
 * count against that browser, a stranger's against their address: a boutique is one address, and nobody in it can shut
 * the door on the others (C16).
 */
export function limitFailures({ tokenOf, isLiving, isDrill, perMinute, count }: LimitDeps): RequestHandler {
  const failures = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const isSpent = async (key: string) => ((await failures.get(key))?.remainingPoints ?? 1) <= 0;

  return async (request, response, next) => {
    if (isDrill(request)) return next();
    const address = `address ${request.ip ?? ""}`;
    const token = tokenOf(request);
    const browser = token === null ? null : `browser ${Buffer.from(digest(token)).toString("base64url")}`;
    const refuse = async (key: string) => {
      count("http_too_many_failures");
      response.status(429).setHeader("Retry-After", Math.ceil(((await failures.get(key))?.msBeforeNext ?? 1000) / 1000));
      response.type("txt").send("Too many requests");
    };
    if (browser && (await isSpent(browser))) return void (await refuse(browser));
    // A spent address shuts out strangers; whether a browser is one is asked then, and only then.
    if ((await isSpent(address)) && !(token && (await isLiving(token)))) return void (await refuse(address));
    response.once("finish", () => {
      if (response.statusCode < 400 || response.statusCode >= 500) return;
      failures.consume(browser && response.locals.isKnown === true ? browser : address).catch(() => {});
    });
    next();
  };
}
