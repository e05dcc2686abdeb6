import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RoomServiceClient } from "livekit-server-sdk";
import { childEnv } from "#server/infra/embedded/child-env.ts";
import { guardOver } from "#server/infra/embedded/guard.ts";
import { ensureMediaBuilt } from "#server/infra/embedded/media-program.ts";
import { identify, isAlive, mediaSteps, stopProcess } from "#server/infra/embedded/processes.mjs";
import type { Known } from "#server/infra/embedded/processes.mjs";
import type { Log } from "#server/infra/log.ts";

type Wish = { dataDir: string; port: number; udpPort: number; mediaAddress: string; webhookUrl: string; log: Log };
type Keys = { apiKey: string; apiSecret: string };
type Server = { known: Known; child: ChildProcess; release(): void };

export type Media = Keys & {
  /** of its API and signalling, on loopback always */
  url: string;
  udpPort: number;
  /** false from the moment it died until it is back */
  isUp(): boolean;
  /** tells each time a media server that died is back, empty: calls are to be made again */
  onExit(tell: () => void): void;
  /** Ends the process at once, whoever is in its calls; it comes back empty. False when it was not running. */
  kill(): Promise<boolean>;
  stop(): Promise<void>;
};

const patienceMs = 10_000;
const restartAfterMs = [100, 500, 2000, 5000, 15_000];
/** A browser gives a key frame every 300 ms at most; for each layer, the smallest first. A wish in between is lost, and the picture with it for as long. */
const keyFramesApart = { low_quality: "300ms", mid_quality: "500ms", high_quality: "500ms" };

/** Every line of the loopback form is needed for nothing to listen elsewhere. JSON is YAML. */
function configure(wish: Wish, { apiKey, apiSecret }: Keys): string {
  const isLoopback = wish.mediaAddress.startsWith("127.");
  const isLocal = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === wish.mediaAddress),
  );
  return JSON.stringify({
    port: wish.port,
    bind_addresses: ["127.0.0.1"],
    log_level: "warn",
    rtc: {
      tcp_port: 0,
      udp_port: wish.udpPort,
      use_external_ip: false,
      node_ip: wish.mediaAddress,
      pli_throttle: keyFramesApart,
      enable_loopback_candidate: isLoopback,
      ...(isLoopback ? { interfaces: { includes: ["lo", "lo0"] } } : {}),
      ...(isLoopback || isLocal ? { ips: { includes: [`${wish.mediaAddress}/32`] } } : {}), // else the address is a router's
    },
    room: { auto_create: false, enable_remote_unmute: true },
    api: { enable_psrpc_for_get_list_participants: true }, // the call itself is asked, not a store that may lag
    webhook: { api_key: apiKey, urls: [wish.webhookUrl] },
    keys: { [apiKey]: apiSecret },
  });
}

function launch(program: string, wish: Wish, keys: Keys): Promise<Server> {
  const output = openSync(path.join(wish.dataDir, "media.log"), "w", 0o600);
  return new Promise((resolve, reject) => {
    // A session of its own: Ctrl-C reaches the house alone, which then closes in order.
    const child = spawn(program, [], {
      detached: true,
      stdio: ["ignore", output, output],
      env: { ...childEnv, LIVEKIT_CONFIG: configure(wish, keys) },
      cwd: wish.dataDir,
    });
    closeSync(output);
    child.once("error", reject);
    child.once("spawn", () => {
      const known = identify(child.pid ?? 0);
      if (!known) return reject(new Error("it ended at once"));
      const { release } = guardOver(known, mediaSteps);
      child.once("exit", release);
      writeFileSync(path.join(wish.dataDir, "media.json"), JSON.stringify(known), { mode: 0o600 });
      resolve({ known, child, release });
    });
  });
}

/** A guard that was killed, too, leaves a server which knows another secret. */
async function stopLeftover(dataDir: string, log: Log) {
  const file = path.join(dataDir, "media.json");
  try {
    const known: Known = JSON.parse(readFileSync(file, "utf8"));
    if (!isAlive(known)) return;
    log.warn(`A media server of an earlier start still ran (process ${known.pid}). It is stopped and started anew.`);
    await stopProcess(known, mediaSteps);
  } catch {} // none was recorded
}

/** Asks as only the holder of the secret can: a server of somebody else on this port would refuse. */
const provesOurs = (url: string, { apiKey, apiSecret }: Keys) =>
  new RoomServiceClient(url, apiKey, apiSecret).listRooms().then(
    () => true,
    () => false,
  ); // the error's text holds a token

async function becomesReady(server: Server, url: string, keys: Keys): Promise<boolean> {
  for (const until = Date.now() + patienceMs; Date.now() < until && isAlive(server.known); await sleep(20))
    if (await provesOurs(url, keys)) return isAlive(server.known);
  return false;
}

/**
 * Starts the house's own media server, its signalling on loopback and its media on `mediaAddress`, and has it die with the house and
 * come back when it dies by itself. `missing` says why there is none and how to get it.
 */
export async function startMedia(wish: Wish): Promise<Media | { missing: string }> {
  const { log } = wish;
  const here = { ...wish, dataDir: path.resolve(wish.dataDir) };
  const found = await ensureMediaBuilt({ dataDir: here.dataDir, log });
  if ("missing" in found) return found;
  const { program } = found;
  await stopLeftover(here.dataDir, log);

  const keys = { apiKey: "house", apiSecret: randomBytes(32).toString("hex") };
  const url = `http://127.0.0.1:${wish.port}`;
  const listeners: (() => void)[] = [];
  let server: Server | undefined;
  let isReady = false;
  let isStopping = false;

  async function start(): Promise<boolean> {
    const begun = await launch(program, here, keys);
    server = begun;
    if (isStopping || !(await becomesReady(begun, url, keys))) {
      await stopProcess(begun.known, mediaSteps);
      server = undefined;
      return false;
    }
    isReady = true;
    begun.child.once("exit", () => void comeBack());
    if (!isAlive(begun.known)) void comeBack();
    return true;
  }

  async function comeBack() {
    if (isStopping || !server) return;
    server = undefined;
    isReady = false;
    log.error("The media server died; it is started again.");
    for (let tries = 0; !isStopping; tries++) {
      await sleep(restartAfterMs[Math.min(tries, restartAfterMs.length - 1)], undefined, { ref: false });
      if (isStopping || !(await start().catch(() => false))) continue;
      log.warn("The media server is back.");
      for (const tell of listeners) tell();
      return;
    }
  }

  if (!(await start().catch(() => false))) {
    const said = readFileSync(path.join(here.dataDir, "media.log"), "utf8").trim().split("\n").at(-1);
    return { missing: `The media server does not start on port ${wish.port}. ${said}` };
  }
  return {
    ...keys,
    url,
    udpPort: wish.udpPort,
    isUp: () => isReady,
    onExit: (tell) => void listeners.push(tell),
    async kill() {
      if (!server) return false;
      await stopProcess(server.known, [["SIGKILL", 0]]);
      return true;
    },
    async stop() {
      isStopping = true;
      isReady = false;
      const last = server;
      server = undefined;
      if (last) await stopProcess(last.known, mediaSteps);
      last?.release();
      rmSync(path.join(here.dataDir, "media.json"), { force: true });
    },
  };
}
