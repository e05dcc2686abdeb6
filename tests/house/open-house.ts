import { webcrypto } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import type { ClientToServer, CommandName } from "#contracts/commands.ts";
import type { ServerToClient } from "#contracts/news.ts";
import type { StaffKey } from "#prisma/cast.ts";
import { clients, outsider, speakers, staff } from "#prisma/cast.ts";
import { linkFor, must, seedEvent, seedGuests, seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import { openSipario } from "#server/open.ts";
import { copyDatabase } from "#tests/house/open-room.ts";

export type Wire = Socket<ServerToClient, ClientToServer>;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something is there; fails after ten seconds. */
export async function until<T>(find: () => T | null | undefined | false | Promise<T | null | undefined | false>, ms = 10_000): Promise<T> {
  for (const end = Date.now() + ms; ; await sleep(25)) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not there after ${ms} ms`);
  }
}

interface Wished {
  video?: boolean;
  /** Further settings of the house, as its environment would give them. */
  settings?: Readonly<Record<string, string>>;
  /** Hears every line of the log, down to what is only told for debugging. */
  hears?(line: string): void;
  /** A folder and a database that another house left; neither is taken away at its close. */
  left?: { dataDir: string; databaseUrl: string };
}

/** The whole house with its pages and its wire, on a database and a port of its own. Without a media server unless asked. */
export async function openTestHouse({ video = false, settings = {}, hears, left }: Wished = {}) {
  const database = left ? { url: left.databaseUrl, drop: async () => {} } : await copyDatabase();
  const base = mkdtempSync(path.join(tmpdir(), "sipario-house-"));
  chmodSync(base, 0o711);
  const env = readEnv({
    NODE_ENV: "test",
    DATA_DIR: left?.dataDir ?? path.join(base, "data"),
    DATABASE_URL: database.url,
    PORT: String(await freePort()),
    SIPARIO_VIDEO: video ? "auto" : "off",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
    ...settings,
  });
  const sipario = await openSipario({ env, log: hears ? openLog("trace", hears, false) : openLog(env.LOG_LEVEL) });
  const { origin } = sipario;
  const wires: Wire[] = [];

  /** A browser without script: keeps its cookie, follows nothing by itself. */
  function browser(cookie: string | null = null) {
    const jar = { cookie };
    async function ask(method: "GET" | "POST", address: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
      const response = await fetch(new URL(address, origin), {
        method,
        redirect: "manual",
        headers: {
          ...(jar.cookie ? { Cookie: `sipario=${jar.cookie}` } : {}),
          ...(method === "POST" ? { Origin: origin, "Content-Type": "application/x-www-form-urlencoded" } : {}),
          ...headers,
        },
        ...(method === "POST" ? { body: new URLSearchParams(form ?? {}) } : {}),
      });
      const given = response.headers.getSetCookie().find((one) => one.startsWith("sipario="));
      if (given) jar.cookie = given.slice("sipario=".length).split(";")[0] ?? null;
      return response;
    }
    return {
      jar,
      get: (address: string, headers?: Record<string, string>) => ask("GET", address, undefined, headers),
      post: (address: string, form?: Record<string, string>, headers?: Record<string, string>) => ask("POST", address, form, headers),
    };
  }

  /** A socket with a cookie; resolves when its seat is taken, rejects when refused. */
  async function wire(cookie: string | null, auth: { eventId: string; as?: "event" | "staff"; seatId?: string; proof?: string; signed?: string }, headers: Record<string, string> = {}) {
    const socket: Wire = io(origin, {
      path: "/live",
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...(cookie ? { Cookie: `sipario=${cookie}` } : {}), Origin: origin, ...headers },
      auth,
    });
    wires.push(socket);
    const seat = await new Promise<{ seatId: string; may: readonly string[]; phase: string }>((resolve, reject) => {
      socket.once("seat.taken", resolve);
      socket.once("connect_error", reject);
    });
    return { socket, ...seat };
  }

  /** One command with its outcome. */
  const command = (socket: Wire, name: CommandName, ask: unknown): Promise<{ ok: boolean; reason?: string; value?: unknown }> =>
    (socket.timeout(5000) as unknown as { emitWithAck(name: string, ask: unknown): Promise<{ ok: boolean; reason?: string }> }).emitWithAck(name, ask);

  return {
    ...sipario,
    browser, wire, command,
    databaseUrl: database.url,
    async close() {
      for (const socket of wires) socket.disconnect();
      await sipario.close();
      await database.drop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** The events of the cast that are announced here. */
type Announced = "invited" | "open";

/** A house with the whole cast: staff signed in, both events announced, links in everybody's letters. */
export async function openCastHouse(wished: Wished = {}) {
  const house = await openTestHouse(wished);
  const boutiqueIds = await seedMaison(house, null);
  const cookies: Partial<Record<StaffKey, string>> = { elena: await seedStaffMember(house, "elena") };
  const eventIds: Record<Announced, string> = {
    invited: await seedEvent(house, "invited", boutiqueIds),
    open: await seedEvent(house, "open", boutiqueIds),
  };
  for (const key of Object.keys(staff) as StaffKey[]) {
    const { onlyEvents } = { onlyEvents: undefined, ...staff[key] } as { onlyEvents?: readonly Announced[] };
    if (key !== "elena") cookies[key] = await seedStaffMember(house, key, onlyEvents?.map((one) => eventIds[one]) ?? []);
  }
  const guestIds = await seedGuests(house, eventIds.invited, boutiqueIds);
  for (const key of ["invited", "open"] as const) await house.house.events.announce(await house.steward.pass(eventIds[key], "event.open", "test"));
  await house.house.guests.send(await house.steward.pass(eventIds.invited, "guest.invite", "test"), [...guestIds.values()]);
  const names = [...Object.entries(clients), ["kaori", speakers.kaori], ["outsider", outsider]] as [string, { name: string }][];
  const links = new Map<string, string>();
  for (const [key, { name }] of names) links.set(key, new URL(await until(() => linkFor(house, eventIds.invited, name))).pathname);
  await house.house.guests.withdraw(await house.steward.pass(eventIds.invited, "guest.invite", "test"), guestIds.get("outsider") ?? "");

  /** Goes in at the door with somebody's link; answers the browser. */
  async function enter(key: string) {
    const browser = house.browser();
    const response = await browser.post(links.get(key) ?? "");
    if (response.status !== 302 && response.status !== 303) throw new Error(`${key} was not let in: ${response.status}`);
    return browser;
  }
  /** A tablet with a key of its own, paired at a boutique; `prove` answers the proof its socket carries. */
  async function pairTablet(eventId: string, boutiqueId: string) {
    const { sessions, devices } = house.house;
    const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const publicKey = Buffer.from(await webcrypto.subtle.exportKey("spki", pair.publicKey)).toString("base64url");
    const { sessionId, token } = await sessions.begin("a tablet");
    const code = (await devices.startPairing(sessionId, publicKey))?.code ?? "";
    const { deviceId } = must(await devices.pair(await house.steward.pass(eventId, "device.pair", "test"), code, boutiqueId));
    const prove = async () =>
      Buffer.from(
        await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, Buffer.from(devices.challenge(sessionId))),
      ).toString("base64url");
    return { deviceId, cookie: token, prove };
  }
  return { ...house, pairTablet, boutiqueIds, eventIds, guestIds, links, enter, staffCookie: (key: StaffKey): string => cookies[key] ?? "" };
}
export type CastHouse = Awaited<ReturnType<typeof openCastHouse>>;
