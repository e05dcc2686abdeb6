import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import type { Media, MediaHint } from "#server/infra/livekit.ts";

export interface WebhookOptions {
  /** The media server whose signature counts; null: everything is refused. */
  media(): Pick<Media, "verifyWebhook"> | null;
  /** Hears each true event once; only ever a hint. */
  heard(hint: MediaHint): void | Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  count(what: string): void;
}

const largestBody = 262_144;
const oldestMs = 60_000;
const clockSlackMs = 10_000;

/**
 * Express handler of `POST /webhooks/livekit`; stands before anything that reads bodies. An event counts when its
 * signature covers the body, it is less than a minute old, and it was not heard before. All refusals look the same.
 */
export function mediaWebhooks(options: WebhookOptions): RequestHandler {
  const heardAt = new Map<string, number>();
  return async (request, response) => {
    const answer = (status: number): void => {
      response.status(status).set("cache-control", "no-store").end();
    };
    const refuse = (what: string): void => {
      options.count(what);
      answer(401);
    };
    const media = options.media();
    const body = await wholeBody(request);
    if (!media || !body) return refuse("webhook_refused");
    const hint = await media.verifyWebhook(body, request.headers.authorization);
    if (!hint) return refuse("webhook_forged");
    const now = options.now();
    if (hint.at < now - oldestMs || hint.at > now + clockSlackMs) return refuse("webhook_old");
    for (const [id, at] of heardAt) if (at < now - oldestMs - clockSlackMs) heardAt.delete(id);
    if (heardAt.has(hint.id)) return refuse("webhook_replayed");
    heardAt.set(hint.id, Math.max(hint.at, now));
    answer(200);
    await Promise.resolve(options.heard(hint)).catch(() => options.count("webhook_failed"));
  };
}

/** The raw body; null when it is too long, broken off, or was already read. */
async function wholeBody(request: IncomingMessage): Promise<Buffer | null> {
  if (request.readableEnded) return null;
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request) {
      const bytes: Buffer = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
      length += bytes.length;
      if (length > largestBody) return null;
      parts.push(bytes);
    }
    return Buffer.concat(parts);
  } catch {
    return null;
  }
}
