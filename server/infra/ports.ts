import { createSocket } from "node:dgram";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "#contracts/zod.ts";

const Port = z.number().int().min(1).max(65535);
const Ports = z.object({ http: Port, pg: Port, media: Port, mediaUdp: Port });
export type Ports = z.infer<typeof Ports>;
type Name = keyof Ports;

// Below every system's range for outgoing connections, so that a remembered port is rarely lent to one.
const lowest = 20_000;
const span = 10_000;
const preferredHttp = 3000;
const patienceMs = 2000;

function isTcpFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createSocket("udp4");
    probe.once("error", () => probe.close(() => resolve(false)));
    probe.bind({ port, address: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function readRemembered(file: string): Partial<Ports> {
  try {
    return Ports.partial().parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}

/** The house's own servers of a moment ago may still be closing. */
async function becomesFree(isFree: (port: number) => Promise<boolean>, port: number): Promise<boolean> {
  for (const until = Date.now() + patienceMs; ; await sleep(50)) {
    if (await isFree(port)) return true;
    if (Date.now() > until) return false;
  }
}

/** A port on 127.0.0.1 that is free for TCP now; throws when a range of thousands has none. */
export async function freePort(
  taken: ReadonlySet<number> = new Set(),
  isFree = (port: number) => isTcpFree(port, "127.0.0.1"),
) {
  for (let tries = 0; tries < 200; tries++) {
    const port = lowest + Math.floor(Math.random() * span);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port between ${lowest} and ${lowest + span}.`);
}

/**
 * Chooses free ports on 127.0.0.1 and remembers them in the data folder's ports.json; one that a stranger took is chosen anew.
 * `http` insists on a port and throws when it is taken; `host` is where the house itself listens.
 */
export async function choosePorts(wish: { dataDir: string; http?: number | undefined; host?: string }): Promise<Ports> {
  const file = path.join(path.resolve(wish.dataDir), "ports.json");
  const host = wish.host ?? "127.0.0.1";
  const remembered = readRemembered(file);
  const taken = new Set<number>();

  async function choose(name: Name, preferred: number[]): Promise<number> {
    const isFree = (port: number) =>
      name === "mediaUdp" ? isUdpFree(port) : isTcpFree(port, name === "http" ? host : "127.0.0.1");
    const before = remembered[name];
    if (before && !taken.has(before) && (await becomesFree(isFree, before))) return before;
    for (const port of preferred) if (!taken.has(port) && (await isFree(port))) return port;
    return freePort(taken, isFree);
  }

  if (wish.http !== undefined && !(await becomesFree((port) => isTcpFree(port, host), wish.http)))
    throw new Error(`PORT is ${wish.http}, which another program uses on ${host}. Choose another, or leave PORT out.`);
  const http = wish.http ?? (await choose("http", [preferredHttp]));
  taken.add(http);
  const pg = await choose("pg", []);
  taken.add(pg);
  const media = await choose("media", []);
  taken.add(media);
  const mediaUdp = await choose("mediaUdp", []);

  const kept: Partial<Ports> = { http: wish.http === undefined ? http : remembered.http, pg, media, mediaUdp };
  writeFileSync(`${file}.new`, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return { http, pg, media, mediaUdp };
}
