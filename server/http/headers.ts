import { randomBytes } from "node:crypto";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";

/** A fresh nonce for every answer. */
export const nonce: RequestHandler = (_request, response, next) => {
  response.locals.nonce = randomBytes(16).toString("base64");
  next();
};

const withNonce = (_request: unknown, response: unknown) => `'nonce-${(response as Response).locals.nonce}'`;

/** The production headers: no foreign origin anywhere, nothing framed, nothing guessed. */
export const headers = (isHttps: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'strict-dynamic'", withNonce, "'wasm-unsafe-eval'"],
        styleSrcElem: ["'self'", withNonce],
        styleSrcAttr: ["'unsafe-inline'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        imgSrc: ["'self'", "data:", "blob:"],
        mediaSrc: ["'self'", "blob:"],
        fontSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });

const isPublicPage = (path: string): boolean => path === "/" || /^\/e\/[^/]+$/.test(path);

/** Camera and microphone for our own pages only; nothing is kept by a browser or a proxy; only open events are for searching. */
export const pageHeaders: RequestHandler = (request, response, next) => {
  response.setHeader("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=()");
  response.setHeader("Cache-Control", "no-store");
  if (!isPublicPage(request.path)) response.setHeader("X-Robots-Tag", "noindex");
  next();
};
