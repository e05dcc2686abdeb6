import type { Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/express";
import express from "express";
import expressStaticGzip from "express-static-gzip";
import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import { trustOf } from "#server/http/address.ts";
import { limitBodies } from "#server/http/body-limit.ts";
import { headers, nonce, pageHeaders } from "#server/http/headers.ts";
import type { ContextDeps } from "#server/http/load-context.ts";
import { loadContext } from "#server/http/load-context.ts";
import { limitFailures } from "#server/http/limits.ts";
import { ownPagesOnly } from "#server/http/origin.ts";
import { signedBody } from "#server/http/signed-body.ts";
import { root } from "#server/infra/embedded/root.ts";

export interface SiteDeps extends ContextDeps {
  isDevelopment: boolean;
  trustedProxies: readonly string[];
  failuresPerMinute: number;
  health: RequestHandler;
  mediaWebhook: RequestHandler;
  mediaValidate: RequestHandler;
  /** Whether a request is one of the house's own drill. */
  isDrill(request: Request): boolean;
  count(what: string): void;
}

const at = (...parts: string[]) => path.join(root, ...parts);

/** The pages, as they were built; begun beside the migrations, because reading them takes a third of a second. */
export const readPages = async (): Promise<ServerBuild> => import(pathToFileURL(at("build/server/index.js")).href);

/** Vite in the same process: pages change as they are written. */
async function openWorkshop(server: Server) {
  const before = new Set(process.listeners("SIGTERM"));
  const { createServer } = await import("vite");
  const vite = await createServer({ root, server: { middlewareMode: true, hmr: { server, path: "/__hmr" } }, appType: "custom" });
  for (const listener of process.listeners("SIGTERM")) if (!before.has(listener)) process.off("SIGTERM", listener); // Remix's child compiler would end the process before we closed
  return {
    middleware: vite.middlewares,
    pages: async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as unknown as ServerBuild,
    close: () => vite.close(),
  };
}

/** The files of a folder as the build packed them, to be kept so long; one that is gone meanwhile is absent, and no more. */
const packed = (folder: string, keep: { maxAge: string; immutable?: boolean }) =>
  expressStaticGzip(folder, { enableBrotli: true, orderPreference: ["br", "gzip"], index: false, serveStatic: { ...keep, index: false } });

const absent: RequestHandler = (_request, response) => {
  response.removeHeader("Content-Encoding");
  response.status(404).type("txt").send("Not found");
};

/** The site: headers, the few addresses that are no page, then every page with its own door. */
export async function openSite(server: Server, deps: SiteDeps, pages: Promise<ServerBuild> | null) {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", trustOf(deps.trustedProxies));

  app.use(nonce, headers(deps.origin.startsWith("https:")));
  app.get("/health", pageHeaders, deps.health);
  app.post("/webhooks/livekit", pageHeaders, deps.mediaWebhook);

  const workshop = deps.isDevelopment ? await openWorkshop(server) : null;
  if (workshop) app.use(workshop.middleware);
  else {
    // Packed when they were built: public files alone, and nothing that a page of an event says.
    app.use("/assets", packed(at("build/client/assets"), { immutable: true, maxAge: "1y" }), absent);
    app.use(packed(at("build/client"), { maxAge: "1h" }));
  }
  app.get("/media/:seatId/rtc/v1/validate", deps.mediaValidate);
  const limits = limitFailures({
    tokenOf: (request) => deps.cookies.read(request.headers.cookie),
    isLiving: async (token) => (await deps.house.sessions.visitorOf(token)).sessionId !== null,
    isDrill: deps.isDrill,
    perMinute: deps.failuresPerMinute,
    count: deps.count,
  });
  app.use(pageHeaders, ownPagesOnly(deps.origin, deps.count), limits, limitBodies(deps.count), signedBody);
  const built = workshop ? null : await (pages ?? readPages());
  app.all(
    "*",
    createRequestHandler({
      build: built ?? workshop?.pages ?? readPages,
      mode: deps.isDevelopment ? "development" : "production",
      getLoadContext: (request, response) => loadContext(deps, request, response),
    }),
  );
  app.use(((fault, _request, response, next) => {
    if (response.headersSent) return next(fault);
    // An address or a host that is none is a stranger's, and no fault of the house.
    const isAbsent = (typeof fault?.status === "number" && fault.status < 500) || fault?.code === "ERR_INVALID_URL";
    if (!isAbsent) deps.log.error({ err: fault }, "a request failed");
    response.status(isAbsent ? 404 : 500).type("txt").send(isAbsent ? "Not found" : "The house is busy");
  }) satisfies ErrorRequestHandler);
  server.on("request", app);
  return {
    /** The routes of the pages as they are served now. */
    routes: async (): Promise<ServerBuild["routes"]> => (built ?? (await (workshop?.pages ?? readPages)())).routes,
    close: async () => workshop?.close(),
  };
}
