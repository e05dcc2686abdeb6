import type { Request, RequestHandler } from "express";
import { tracedBytesMax } from "#contracts/mark.ts";
import { fileBytesMax } from "#contracts/product.ts";

/** What a form weighs at most, in bytes: those of the studio bring files, and ask the door before they are read; all others are a few fields. */
const studioMax = Math.max(fileBytesMax, tracedBytesMax) + 1024 * 1024;
const othersMax = 128 * 1024;

function maxOf({ originalUrl }: Request): number {
  const at = `http://house${originalUrl}`; // read as the pages read it, so that no dots lead elsewhere
  const { pathname } = new URL(URL.canParse(at) ? at : "http://house/");
  return pathname.startsWith("/studio/") && !/^\/studio\/(?:sign-in|join)(?:[/.]|$)/.test(pathname) ? studioMax : othersMax;
}

/** Refuses a body before a byte of it is read, and hangs up: one that is too large, and one that does not say how large it is (413). */
export function limitBodies(count: (what: string) => void): RequestHandler {
  return (request, response, next) => {
    const { "content-length": said, "transfer-encoding": coding } = request.headers;
    if (coding === undefined && (said === undefined || Number(said) <= maxOf(request))) return next();
    count("http_too_large");
    // Whoever goes on writing is not read out to the end, as a kept connection would be.
    response.once("finish", () => setTimeout(() => request.destroy(), 100).unref());
    response.status(413).set("Connection", "close").type("txt").send("Too large");
  };
}
