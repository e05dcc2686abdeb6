import type { Response as ExpressResponse } from "express";
import type { Door } from "#server/access/admit.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { OpenFile } from "#server/files/open-file.ts";

/** What a reader's standing is believed for, and how long the door may take to say it anew; then the file ends. */
const believedMs = 500;

export interface PourDeps {
  door: Door;
  sessions: Pick<Sessions, "visitorById">;
  visitor: Visitor;
  response: ExpressResponse;
  /** Tells of what went wrong with a file after its first piece. */
  report(fault: unknown): void;
}

/** Resolves when the reader has taken what was written, or has gone. */
const drained = (response: ExpressResponse): Promise<void> =>
  new Promise((resolve) => {
    if (!response.writableNeedDrain || response.closed) return resolve();
    const over = () => {
      response.off("drain", over).off("close", over);
      resolve();
    };
    response.on("drain", over).on("close", over);
  });

/**
 * A file as an answer, piece by piece and never faster than its reader takes it. Whoever loses the pass meanwhile loses
 * the rest of the file, also what already waits on the line: at once when the house says that something changed, and by
 * asking the door anew every half second otherwise. Says neither length nor age.
 */
export function pour({ door, sessions, visitor, response, report }: PourDeps, pass: Pass<"product.see"> | Pass<"product.edit">, file: OpenFile): Response {
  const as = pass.holder.kind === "staff" ? "staff" : "event";
  const ability = as === "staff" && pass.may.has("product.edit") ? "product.edit" : "product.see";
  let isOver = false;
  let askedAt = performance.now();

  function end(): void {
    if (isOver) return;
    isOver = true;
    stop();
    void file.close();
  }
  function cut(): void {
    if (isOver) return;
    end();
    // A plain close would still send what lies in the system's buffers.
    if (response.socket) response.socket.resetAndDestroy();
    else response.destroy();
  }
  async function isStillTheirs(): Promise<boolean> {
    if (!visitor.sessionId || !file.isStill()) return false;
    const now = await sessions.visitorById(visitor.sessionId, { address: visitor.address ?? null, signed: visitor.signed ?? null });
    const look = await door.look(now, pass.eventId, as);
    if (!file.isStill() || !look?.decision.may.has(ability)) return false;
    return ability === "product.edit" || look.decision.lens === pass.lens || look.decision.lens === "full";
  }
  async function askAgain(): Promise<void> {
    askedAt = performance.now();
    const late = new Promise<false>((resolve) => setTimeout(resolve, believedMs, false).unref());
    const isStill = await Promise.race([isStillTheirs(), late]).catch(() => false);
    if (!isStill) cut();
  }
  const stop = file.onDoubt(() => (file.isStill() ? void askAgain() : cut()));
  response.once("close", end);
  if (response.closed) end();

  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await drained(response);
        if (!isOver && performance.now() - askedAt > believedMs) await askAgain();
        try {
          const piece = isOver || !file.isStill() ? null : await file.next();
          if (piece && !isOver) return controller.enqueue(piece);
        } catch (fault) {
          report(fault);
          cut();
        }
        if (!isOver && !file.isStill()) cut();
        end();
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
  const named = file.name === null ? "inline" : `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
  return new Response(body, { headers: { "Content-Type": file.mime, "Content-Disposition": named } });
}
