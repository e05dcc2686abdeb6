import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { io } from "socket.io-client";
import { WebSocket } from "ws";
import { must } from "#prisma/seed.ts";
import { startMedia } from "#server/infra/embedded/livekit.ts";
import { newId } from "#server/infra/ids.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import type { BenchHouse } from "#tests/bench/bench-house.ts";
import { openBenchHouse } from "#tests/bench/bench-house.ts";
import { conclude, quantile, round } from "#tests/bench/figures.ts";
import type { Order, Sitter, Told } from "#tests/bench/revoke-clients.ts";
import { nowMs, serveClients } from "#tests/bench/revoke-clients.ts";
import { joinQuery } from "#tests/house/media/join-query.ts";

const mark = "SIPARIO_BENCH_CLIENTS";
const seats = 2000;
const mediaSeats = 8;
const revocations = 200;
const everyMs = 100;
const sealedSeats = 50;
const sealedRevocations = 20;
const replays = 1000;
const lateMs = 5000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => void process.stderr.write(`${text}\n`);

interface Guest extends Sitter {
  guestId: string;
  sessionId: string;
  link: string;
}

/** Guests as the door leaves them: a link that was used, a session, a binding; at a sealed event every step taken. */
async function bindGuests(house: BenchHouse, eventId: string, guestIds: readonly string[], isSealed: boolean): Promise<Guest[]> {
  const { db } = house.room;
  const now = new Date();
  const guests: Guest[] = [];
  for (const [number, guestId] of guestIds.entries()) {
    const { sessionId, token } = await house.house.sessions.begin("the bench");
    const link = newToken();
    const invitation = { id: newId("invitation"), eventId, guestId, tokenHash: digest(link), boundSessionId: sessionId, boundAt: now, sentAt: now, openedAt: now };
    await db.invitation.create({ data: invitation });
    const pair = isSealed ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : null;
    const spki = pair && new Uint8Array(pair.publicKey.export({ type: "spki", format: "der" }));
    const keyId = spki && newId("guestKey");
    if (spki && keyId) {
      await db.guestKey.create({ data: { id: keyId, eventId, guestId, sessionId, kind: "passkey", publicKey: spki } });
      const record = { id: newId("agreement"), eventId, kind: "signed", guestId, version: 1, language: "en", at: now, retainUntil: now } as const;
      await db.agreement.create({ data: { ...record, textHash: new Uint8Array(32), record: new Uint8Array(1) } });
    }
    const steps = spki && keyId ? { codeAt: now, keyId, keyProvedAt: new Date(now.getTime() + 60_000), requestKey: spki } : {};
    await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId, ...steps } });
    const key = pair ? { key: pair.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64") } : {};
    guests.push({ number, guestId, sessionId, cookie: token, link, ...key });
  }
  return guests;
}

function openClients() {
  const child: ChildProcess = fork(process.argv[1] ?? "", ["revoke"], {
    env: { ...process.env, [mark]: "1", RUST_LOG: "off" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = new Map<number, number>();
  const epochs: { epoch: number; at: number }[] = [];
  const inForce: { epoch: number; at: number }[] = [];
  child.on("message", (told: Told) => {
    if (told.did === "gone") gone.set(told.number, told.at);
    if (told.did === "epoch") epochs.push(told);
    if (told.did === "inForce") inForce.push(told);
  });
  const hear = <D extends Told["did"]>(did: D) =>
    new Promise<Extract<Told, { did: D }>>((resolve, reject) => {
      const listen = (told: Told) => {
        if (told.did !== did) return;
        child.off("message", listen);
        resolve(told as Extract<Told, { did: D }>);
      };
      child.on("message", listen);
      child.once("exit", (code) => reject(new Error(`the clients ended by themselves (${code})`)));
    });
  return {
    gone, epochs, inForce,
    order<D extends Told["did"]>(order: Order, did: D) {
      child.send(order);
      return hear(did);
    },
    close: () => void child.kill("SIGKILL"),
  };
}

const statusOf = async (origin: string, address: string, cookie: string, method = "GET"): Promise<number> => {
  const headers = { Cookie: `sipario=${cookie}`, Origin: origin, ...(method === "POST" ? { "Content-Type": "application/x-www-form-urlencoded" } : {}) };
  const response = await fetch(origin + address, { method, headers, redirect: "manual", ...(method === "POST" ? { body: "" } : {}) });
  await response.arrayBuffer();
  return response.status;
};
const isRefused = (status: number): boolean => status === 403 || status === 404 || status === 429;

/** Milliseconds from the wish until the page refuses, asked again and again. */
async function untilRefused(origin: string, eventId: string, cookie: string, begun: number): Promise<number> {
  for (;;) {
    const askedAt = nowMs();
    if (isRefused(await statusOf(origin, `/room/${eventId}`, cookie))) return askedAt - begun;
    if (nowMs() - begun > lateMs) return lateMs;
  }
}

async function until(what: string, isSo: () => boolean, ms: number): Promise<void> {
  const end = nowMs() + ms;
  while (!isSo()) {
    if (nowMs() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(5);
  }
}

type Clients = ReturnType<typeof openClients>;

/** One revocation, until the socket is closed, the page refuses and the picture is confirmed gone. */
async function revokeOne(house: BenchHouse, clients: Clients, eventId: string, guest: Guest): Promise<number> {
  const pass = await house.steward.pass(eventId, "guest.remove", "bench");
  const begun = nowMs();
  const removed = house.house.guests.remove(pass, guest.guestId).then(() => nowMs() - begun);
  const refused = untilRefused(house.origin, eventId, guest.cookie, begun);
  const [mediaMs, refusedMs] = await Promise.all([removed, refused]);
  await until("the socket to close", () => clients.gone.has(guest.number), lateMs).catch(() => {});
  return Math.max(mediaMs, refusedMs, (clients.gone.get(guest.number) ?? begun + lateMs) - begun);
}

/** Whether a WebSocket opens and says something. */
const opensSocket = (url: string, headers: Record<string, string>): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, { headers, handshakeTimeout: 3000 });
    const end = (isOpen: boolean) => {
      socket.terminate();
      resolve(isOpen);
    };
    socket.on("message", () => end(true));
    socket.on("open", () => setTimeout(() => end(false), 200));
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
  });

const takesSeat = (origin: string, cookie: string, auth: object): Promise<boolean> =>
  new Promise((resolve) => {
    const headers = { Cookie: `sipario=${cookie}`, Origin: origin };
    const wire = io(origin, { path: "/live", transports: ["websocket"], forceNew: true, reconnection: false, extraHeaders: headers, auth });
    const end = (isTaken: boolean) => {
      wire.disconnect();
      resolve(isTaken);
    };
    wire.on("seat.taken", () => end(true));
    wire.on("connect_error", () => end(false));
    wire.on("disconnect", () => end(false));
    setTimeout(() => end(false), 3000).unref();
  });

interface Held {
  guest: Guest;
  seatId: string;
  sid: string;
  ticket: string | null;
}

/** Each credential a browser ever held, played again at the house and straight at the media server; how many were accepted. */
async function replay(house: BenchHouse, eventId: string, mediaUrl: string, held: readonly Held[]): Promise<number> {
  const { origin } = house;
  const live = origin.replace("http", "ws");
  const straight = mediaUrl.replace("http", "ws");
  const ways: ((one: Held) => Promise<boolean>)[] = [
    async ({ guest }) => !isRefused(await statusOf(origin, `/room/${eventId}`, guest.cookie)),
    async ({ guest }) => !isRefused(await statusOf(origin, `/room/${eventId}.data?_routes=routes%2Froom.%24eventId`, guest.cookie)),
    async ({ guest }) => !isRefused(await statusOf(origin, `/door/${guest.link}`, guest.cookie)),
    async ({ guest }) => !isRefused(await statusOf(origin, `/door/${guest.link}`, newToken())),
    async ({ guest }) => !isRefused(await statusOf(origin, `/door/${guest.link}`, guest.cookie, "POST")),
    ({ guest, seatId }) => takesSeat(origin, guest.cookie, { eventId, as: "event", seatId }),
    ({ guest, sid, seatId }) => takesSeat(origin, guest.cookie, { eventId, as: "event", seatId, pid: sid, offset: sid }),
    ({ guest, sid }) => opensSocket(`${live}/live/?EIO=4&transport=websocket&sid=${sid}`, { Cookie: `sipario=${guest.cookie}`, Origin: origin }),
    ({ guest, seatId }) => opensSocket(`${live}/media/${seatId}/rtc/v1?${joinQuery()}`, { Cookie: `sipario=${guest.cookie}`, Origin: origin }),
    ({ seatId, ticket }) => opensSocket(`${live}/media/${seatId}/rtc/v1?${joinQuery()}`, { Authorization: `Bearer ${ticket}` }),
    ({ ticket }) => opensSocket(`${straight}/rtc/v1?${joinQuery()}`, { Authorization: `Bearer ${ticket}` }),
    () => opensSocket(`${straight}/rtc/v1?${joinQuery()}`, {}),
    ({ guest }) => opensSocket(`${straight}/rtc?access_token=${guest.cookie}&publish=ghost`, {}),
  ];
  let accepted = 0;
  for (let i = 0; i < replays; i++) {
    const one = held[i % held.length];
    const way = ways[i % ways.length];
    if (one && way && (await way(one))) {
      accepted += 1;
      say(`accepted: way ${i % ways.length}, guest ${one.guest.number}`);
    }
  }
  return accepted;
}

/** How soon whoever is taken away is gone, at 2,000 seats and in an encrypted call, and whether anything they hold still opens anything. */
export async function run(): Promise<void> {
  if (process.env[mark]) return serveClients();
  const folder = mkdtempSync(path.join(tmpdir(), "sipario-bench-media-"));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const figures: Record<string, number> = {};
  try {
    const port = await freePort();
    const ports = { port: await freePort(), udpPort: await freePort() };
    const media = await startMedia({ dataDir: folder, ...ports, mediaAddress: "127.0.0.1", webhookUrl: `http://127.0.0.1:${port}/webhooks/livekit`, log: openLog("error") });
    if ("missing" in media) return say(`No picture: ${media.missing}`);
    closing.push(() => media.stop());
    const house = await openBenchHouse({ PORT: String(port), LIVEKIT_URL: media.url, LIVEKIT_API_KEY: media.apiKey, LIVEKIT_API_SECRET: media.apiSecret });
    closing.push(() => house.erase());
    const clients = openClients();
    closing.push(() => clients.close());
    const { origin, room: { db } } = house;

    // Invited: 2,000 sockets, eight with media.
    const { eventId, guestIds } = await house.event(seats);
    const guests = await bindGuests(house, eventId, guestIds, false);
    must(await house.house.events.openDoors(await house.steward.pass(eventId, "event.open", "bench")));
    await clients.order({ do: "publish", origin, eventId, cookie: house.ownerCookie, isEncrypted: false }, "published");
    must(await house.house.events.goLive(await house.steward.pass(eventId, "event.open", "bench")));
    const sitters = guests.map(({ number, cookie }) => ({ number, cookie, hasMedia: number < mediaSeats }));
    const sat = await clients.order({ do: "sit", origin, eventId, sitters }, "sat");
    figures.seats = house.house.seating.seats({ eventId }).length;
    say(`${sat.seats.length} seats taken`);
    await sleep(2000);
    const step = Math.floor(seats / revocations);
    const chosen = guests.filter(({ number }) => number < mediaSeats || number % step === 0).slice(0, revocations);
    const times: number[] = [];
    const running: Promise<void>[] = [];
    const begun = nowMs();
    for (const [at, guest] of chosen.entries()) {
      const due = begun + at * everyMs - nowMs();
      if (due > 0) await sleep(due);
      running.push(revokeOne(house, clients, eventId, guest).then((ms) => void times.push(ms)));
    }
    await Promise.all(running);
    figures.revocations = times.length;
    figures.mediaSeatsRevoked = chosen.filter(({ number }) => number < mediaSeats).length;
    figures.revokeMedianMs = round(quantile(times, 0.5));
    figures.revokeP99Ms = round(quantile(times, 0.99));
    figures.revokeMaxMs = round(Math.max(...times));
    const before = await clients.order({ do: "packets" }, "packets");
    await sleep(1500);
    const after = await clients.order({ do: "packets" }, "packets");
    figures.packetsAfterRemoval = Object.keys(after.of).reduce((sum, number) => sum + ((after.of[Number(number)] ?? 0) - (before.of[Number(number)] ?? 0)), 0);

    const seatOf = new Map(sat.seats.map((seat) => [seat.number, seat]));
    const held = chosen.map((guest): Held => ({ guest, ...(seatOf.get(guest.number) ?? { seatId: "", sid: "", ticket: null }) }));
    figures.replays = replays;
    figures.replaysAccepted = await replay(house, eventId, media.url, held);
    clients.close();

    // Sealed: fifty seats in an encrypted call; rows as the subjects leave them.
    const sealedClients = openClients();
    closing.push(() => sealedClients.close());
    const sealed = await house.event(sealedSeats);
    await db.event.update({ where: { id: sealed.eventId }, data: { level: "sealed", phase: "live", agreementVersion: 1, liveAt: new Date() } });
    await db.session.updateMany({ where: { tokenHash: digest(house.ownerCookie) }, data: { signedInBy: "totp" } });
    const sealedGuests = await bindGuests(house, sealed.eventId, sealed.guestIds, true);
    await sealedClients.order({ do: "publish", origin, eventId: sealed.eventId, cookie: house.ownerCookie, isEncrypted: true }, "published");
    await sealedClients.order({ do: "sit", origin, eventId: sealed.eventId, sitters: sealedGuests.map(({ number, cookie, key }) => ({ number, cookie, ...(key ? { key } : {}) })) }, "sat");
    const inForce: number[] = [];
    for (const guest of sealedGuests.slice(0, sealedRevocations)) {
      const known = sealedClients.inForce.length;
      const pass = await house.steward.pass(sealed.eventId, "guest.remove", "bench");
      const at = nowMs();
      await house.house.guests.remove(pass, guest.guestId);
      await until("the new key to be in force", () => sealedClients.inForce.length > known, lateMs).catch(() => {});
      inForce.push((sealedClients.inForce[known]?.at ?? at + lateMs) - at);
      await sleep(300);
    }
    figures.sealedSeats = sealedGuests.length;
    figures.keyInForceMedianMs = round(quantile(inForce, 0.5));
    figures.keyInForceP99Ms = round(quantile(inForce, 0.99));

    // The media server's API is gone: the seat ends all the same, and nobody new gets into a call.
    await media.kill();
    const [last] = sealedGuests.slice(sealedRevocations);
    if (last) {
      const pass = await house.steward.pass(sealed.eventId, "guest.remove", "bench");
      const at = nowMs();
      const removal = house.house.guests.remove(pass, last.guestId);
      await until("the socket to close", () => sealedClients.gone.has(last.number), 10_000).catch(() => {});
      figures.withoutMediaApiSocketMs = round((sealedClients.gone.get(last.number) ?? at + 10_000) - at);
      figures.withoutMediaApiRefusedMs = round(await untilRefused(origin, sealed.eventId, last.cookie, at));
      await Promise.race([removal, sleep(10_000)]);
      figures.withoutMediaApiAnsweredMs = round(nowMs() - at);
    }
  } finally {
    for (const close of closing.reverse()) await close();
    conclude("revoke", figures, [
      { figure: "revokeP99Ms", atMost: 300 },
      { figure: "revokeMaxMs", atMost: 1000 },
      { figure: "keyInForceP99Ms", atMost: 500 },
      { figure: "packetsAfterRemoval", atMost: 0 },
      { figure: "replaysAccepted", atMost: 0 },
    ]);
  }
}
