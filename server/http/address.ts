import type { IncomingMessage } from "node:http";
import express from "express";

/** The trust in proxies as Express reads it: `false` without any, so that a forwarded header is dropped. */
export const trustOf = (trustedProxies: readonly string[]): string[] | false => (trustedProxies.length > 0 ? [...trustedProxies] : false);

/**
 * The address a request came from, for those that never pass Express, by the same rule: what a trusted proxy forwarded,
 * read from the right up to the first address that is not trusted itself; else the address of the connection.
 */
export function addressesBy(trustedProxies: readonly string[]): (request: IncomingMessage) => string | null {
  const isTrusted: (address: string, hop: number) => boolean = express().set("trust proxy", trustOf(trustedProxies)).get("trust proxy fn");
  return (request) => {
    const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",");
    const hops = [request.socket.remoteAddress ?? "", ...forwarded.split(",").map((one) => one.trim()).filter(Boolean).reverse()];
    const last = hops.findIndex((address, hop) => !isTrusted(address, hop));
    return hops[last < 0 ? hops.length - 1 : last] || null;
  };
}
