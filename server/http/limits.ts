import type { RequestHandler } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Failed requests one address may make in a minute. Only failures count: a boutique is one address. */
const failuresPerMinute = 240;

/** Slows down an address that keeps asking for what it does not get: 429 for the rest of the minute. */
export function failuresByAddress(count: (what: string) => void): RequestHandler {
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 });
  return async (request, response, next) => {
    const address = request.ip ?? "";
    const held = await failures.get(address);
    if (held && held.remainingPoints <= 0) {
      count("http_too_many_failures");
      response.status(429).setHeader("Retry-After", Math.ceil(held.msBeforeNext / 1000));
      return void response.type("txt").send("Too many requests");
    }
    response.once("finish", () => {
      if (response.statusCode >= 400 && response.statusCode < 500) failures.consume(address).catch(() => {});
    });
    next();
  };
}
