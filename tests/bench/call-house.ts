import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "@playwright/test";
import { chromium } from "@playwright/test";
import { must } from "#prisma/seed.ts";
import type { Media } from "#server/infra/embedded/livekit.ts";
import { startMedia } from "#server/infra/embedded/livekit.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import type { BenchHouse } from "#tests/bench/bench-house.ts";
import { openBenchHouse } from "#tests/bench/bench-house.ts";
import { findBrowser } from "#tests/e2e/browser.ts";

/** Where somebody of the staff stands, and as whom. */
export interface Stand {
  origin: string;
  cookie: string;
  eventId: string;
}
/** Whoever stands before the camera, held and ready, at one event after the other. */
export interface Host {
  stand(where: Stand): Promise<void>;
  leave(): Promise<void>;
  close(): unknown;
}
/** A house with a media server of its own, and the browser that its guests use. */
export interface CallHouse {
  house: BenchHouse;
  media: Media;
  browser: Browser;
  close(): Promise<void>;
}

/** Opens the house, its media server and a browser; null, and a word on it, where there is no media server. */
export async function openCallHouse(): Promise<CallHouse | null> {
  const folder = mkdtempSync(path.join(tmpdir(), "sipario-bench-media-"));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const port = await freePort();
    const ports = { port: await freePort(), udpPort: await freePort() };
    const media = await startMedia({ dataDir: folder, ...ports, mediaAddress: "127.0.0.1", webhookUrl: `http://127.0.0.1:${port}/webhooks/livekit`, log: openLog("error") });
    if ("missing" in media) {
      process.stderr.write(`No picture: ${media.missing}\n`);
      await close();
      return null;
    }
    closing.push(() => media.stop());
    const house = await openBenchHouse({ PORT: String(port), LIVEKIT_URL: media.url, LIVEKIT_API_KEY: media.apiKey, LIVEKIT_API_SECRET: media.apiSecret });
    closing.push(() => house.erase());
    const browser = await chromium.launch(await findBrowser());
    closing.push(() => browser.close());
    return { house, media, browser, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** An event with its guests' links, doors open. */
export async function openEvent({ house }: CallHouse, guests: number): Promise<{ eventId: string; links: string[] }> {
  const { eventId, guestIds } = await house.event(guests);
  must(await house.house.guests.send(await house.steward.pass(eventId, "guest.invite", "bench"), guestIds));
  const links: string[] = [];
  for (let i = 0; i < guests; i++) links.push(await house.linkOf(eventId, i));
  must(await house.house.events.openDoors(await house.steward.pass(eventId, "event.open", "bench")));
  return { eventId, links };
}

/** The host comes to stand there, held and ready. */
export const standAt = ({ house }: CallHouse, host: Host, eventId: string): Promise<void> => host.stand({ origin: house.origin, cookie: house.ownerCookie, eventId });

/** What the producer's press does. */
export const goLive = async ({ house }: CallHouse, eventId: string): Promise<void> =>
  void must(await house.house.events.goLive(await house.steward.pass(eventId, "event.open", "bench")));

export async function endEvent({ house }: CallHouse, host: Host, eventId: string): Promise<void> {
  await host.leave();
  must(await house.house.events.end(await house.steward.pass(eventId, "event.end", "bench")));
}
