import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Attendance, Backstage, OnAir } from "#contracts/stage.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { sitDown } from "#tests/demo/seat.ts";
import type { Visitor } from "#tests/demo/visitor.ts";

/** A guest of the check: a real browser of their own, and everything that came over its wires. */
export interface CheckGuest {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** How often news of this name came over the page's live wire. */
  heard(news: string): number;
  /** Texts the page's sockets carried to it, bytes as latin1; and the addresses it opened. */
  received(): readonly string[];
  /** Every text that came as an answer to a request so far: pages, data, scripts. */
  texts(): Promise<readonly string[]>;
  socketAddresses(): readonly string[];
  /** How many sockets of a path are open now. */
  openSockets(path: string): number;
  foreign(): readonly string[];
  faults(): readonly string[];
}

/** A new browser for somebody, watched from its first request on. */
export async function openGuest(browser: Browser, wish: { name: string; locale: string; viewport: { width: number; height: number } }): Promise<CheckGuest> {
  const context = await browser.newContext({ locale: wish.locale, viewport: wish.viewport, permissions: ["camera", "microphone"] });
  const page = await context.newPage();
  const received: string[] = [];
  const addresses: string[] = [];
  const open = new Map<string, number>();
  const foreign: string[] = [];
  const faults: string[] = [];
  const texts: Promise<string>[] = [];
  page.on("response", (response) => {
    const isText = /html|json|javascript|x-script|svg|plain/.test(response.headers()["content-type"] ?? "");
    if (isText && response.status() < 300) texts.push(response.text().catch(() => "")); // gone with its page
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost") foreign.push(hostname);
  });
  page.on("pageerror", (fault) => faults.push(fault.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text().slice(0, 160));
  });
  page.on("websocket", (socket) => {
    const { pathname } = new URL(socket.url());
    const kind = pathname.startsWith("/media/") ? "/media" : pathname.replace(/\/$/, "");
    addresses.push(socket.url());
    open.set(kind, (open.get(kind) ?? 0) + 1);
    socket.on("framereceived", ({ payload }) => received.push(typeof payload === "string" ? payload : payload.toString("latin1")));
    socket.on("close", () => open.set(kind, (open.get(kind) ?? 1) - 1));
  });
  return {
    name: wish.name,
    page,
    context,
    heard: (news) => received.filter((text) => text.startsWith(`42["${news}"`)).length,
    received: () => received,
    texts: () => Promise.all(texts),
    socketAddresses: () => addresses,
    openSockets: (path) => open.get(path) ?? 0,
    foreign: () => foreign,
    faults: () => faults,
  };
}

/** Frames the page has shown of somebody's picture so far; -1 while there is none. */
export const framesOf = (page: Page, identity: string): Promise<number> =>
  page.evaluate((name) => document.querySelector<HTMLVideoElement>(`video[data-identity="${name}"]`)?.getVideoPlaybackQuality().totalVideoFrames ?? -1, identity);

/** What the producer's desk hears, by its own seat. */
export interface Desk {
  readonly seat: DemoSeat;
  attendance(): Attendance;
  isReady(name: string): boolean;
  backstage(name: string): Backstage | undefined;
  onAir(name: string): OnAir | undefined;
  leave(): void;
}

/** Takes a seat at the desk of an event. */
export async function lookAround(visitor: Visitor, eventId: string): Promise<Desk> {
  let attendance: Attendance = { online: 0, lobby: 0, boutiques: [], total: 0 };
  let people: readonly Backstage[] = [];
  let onAir: readonly OnAir[] = [];
  const seat = await sitDown(visitor, { eventId, as: "staff" });
  seat.wire.on("attendance.changed", (now) => { attendance = now; });
  seat.wire.on("backstage.changed", (now) => { people = now.people; });
  seat.wire.on("stage.changed", (now) => { onAir = now.onAir; });
  const backstage = (name: string) => people.find((one) => one.name === name);
  return {
    seat,
    attendance: () => attendance,
    backstage,
    isReady: (name) => backstage(name)?.isReady === true && backstage(name)?.hasCamera === true,
    onAir: (name) => onAir.find((one) => one.name === name),
    leave: seat.leave,
  };
}
