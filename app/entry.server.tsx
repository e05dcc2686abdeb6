import { PassThrough } from "node:stream";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { voiceIn } from "#app/i18n/voice.server.ts";
import { Nonce } from "#app/nonce.ts";
import { partsHere } from "#app/ui/parts.ts";

export const streamTimeout = 5000;

/** Renders a document in the visitor's language; the nonce goes to every script of it. */
export default async function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, context: AppLoadContext) {
  const { nonce, lang } = context;
  await partsHere();
  const moment = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise<Response>((resolve, reject) => {
    let code = status;
    const { pipe, abort } = renderToPipeableStream(
      <Nonce.Provider value={nonce}>
        <I18nextProvider i18n={voiceIn(lang)}>
          <RemixServer context={remix} url={request.url} nonce={nonce} />
        </I18nextProvider>
      </Nonce.Provider>,
      {
        nonce,
        [moment]() {
          const body = new PassThrough();
          headers.set("content-type", "text/html; charset=utf-8");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          code = 500;
          context.report(error);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** Remix's own report would print the path asked for; refusals and requests that went away are no failures. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  context.report(error);
};
