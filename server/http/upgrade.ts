import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

export interface UpgradeRoutes {
  /** The live wire, at exactly `/live/`. */
  readonly live: UpgradeHandler;
  /** A seat's signalling, at exactly `/media/<seatId>/rtc/v1`. */
  readonly media: (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    seatId: string,
    query: string,
  ) => void | Promise<void>;
  /** Further exact paths, such as the development server's own. */
  readonly extra?: Readonly<Record<string, UpgradeHandler>>;
  /** Counts what was refused. */
  readonly count?: (what: string) => void;
}

export const seatIdForm = /^seat_[A-Za-z0-9_-]{20,40}$/;

const mediaForm = /^\/media\/(seat_[A-Za-z0-9_-]{20,40})\/rtc\/v1$/;
const queryForm = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/;
const longestTarget = 14_336;

/** Answers an upgrade like every unknown address, and closes the connection. */
export function refuseUpgrade(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  if (socket.destroyed || !socket.writable) return void socket.destroy();
  socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", () => socket.destroy());
}

/** The one upgrade listener of the house (G8): compares the raw target byte by byte, ends whatever does not match. */
export function routeUpgrade(routes: UpgradeRoutes): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const handlerOf = (request: IncomingMessage): UpgradeHandler | null => {
    const target = request.url ?? "";
    if (request.method !== "GET" || target.length > longestTarget) return null;
    const cut = target.indexOf("?");
    const path = cut < 0 ? target : target.slice(0, cut);
    const query = cut < 0 ? "" : target.slice(cut + 1);
    if (!queryForm.test(query)) return null;
    if (path === "/live/") return routes.live;
    const seatId = mediaForm.exec(path)?.[1];
    if (seatId !== undefined) return (...upgrade) => routes.media(...upgrade, seatId, query);
    return routes.extra && Object.hasOwn(routes.extra, path) ? (routes.extra[path] ?? null) : null;
  };

  return (request, socket, head) => {
    socket.on("error", () => socket.destroy()); // before anything can await
    const handler = handlerOf(request);
    if (!handler) {
      routes.count?.("upgrade_unmatched");
      return refuseUpgrade(socket);
    }
    try {
      Promise.resolve(handler(request, socket, head)).catch(() => socket.destroy());
    } catch {
      socket.destroy();
    }
  };
}
