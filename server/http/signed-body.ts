import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestHandler, Response } from "express";
import { proofHeader, signedBodyMax } from "#contracts/signed.ts";

/** The whole body of a request, put back for whoever reads it next; null when its length is unsaid, too great, or a lie. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const said = request.headers["content-length"] ?? (request.headers["transfer-encoding"] === undefined ? "0" : "");
  const length = /^\d{1,6}$/.test(said) ? Number(said) : Number.NaN;
  if (!(length <= signedBodyMax)) return Promise.resolve(null);
  if (length === 0) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let got = 0;
    const end = (body: Buffer | null) => {
      request.off("data", more).off("close", lost);
      request.pause();
      resolve(body);
    };
    const lost = () => end(null);
    const more = (part: Buffer) => {
      parts.push(part);
      got += part.length;
      if (got < length) return;
      const body = Buffer.concat(parts);
      end(body);
      request.unshift(body); // in the turn of its last part, before the stream has said that it ended
    };
    request.on("data", more).once("close", lost);
  });
}

/** Hashes the body of a request that says it is signed, up to 64 KiB; every other request passes untouched. */
export const signedBody: RequestHandler = async (request, response, next) => {
  if (request.get(proofHeader) === undefined) return next();
  const body = await readBody(request);
  if (body) response.locals.bodyWord = createHash("sha256").update(body).digest("base64url");
  next();
};

/** SHA-256 of a signed request's body in base64url; null where there is nothing that could have been signed. */
export const bodyWord = (response: Response): string | null => (typeof response.locals.bodyWord === "string" ? response.locals.bodyWord : null);
