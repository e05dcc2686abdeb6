import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Phase } from "#contracts/event.ts";
import { seatAsked } from "#contracts/signed.ts";
import { openDoor } from "#server/access/admit.ts";
import { openKnock } from "#server/access/knock.ts";
import { openRevoke } from "#server/access/revoke.ts";
import { openSessions } from "#server/access/session.ts";
import { openSteward } from "#server/access/steward.ts";
import { openTombstones } from "#server/access/tombstones.ts";
import { openAnchor } from "#server/audit/anchor.ts";
import { openAudit } from "#server/audit/audit.ts";
import { besideOf, openPlace } from "#server/audit/place.ts";
import { openSigning } from "#server/audit/signing.ts";
import { openHouse } from "#server/house.ts";
import { addressesBy } from "#server/http/address.ts";
import { openSite, readPages } from "#server/http/app.ts";
import { openCookies } from "#server/http/cookies.ts";
import { health } from "#server/http/health.ts";
import { routeUpgrade } from "#server/http/upgrade.ts";
import { mediaWebhooks } from "#server/http/webhooks.ts";
import { wireMedia } from "#server/http/wire-media.ts";
import { openAnnouncer } from "#server/infra/announce.ts";
import type { Clock } from "#server/infra/clock.ts";
import { systemClock } from "#server/infra/clock.ts";
import { openCounts } from "#server/infra/counts.ts";
import { openDb } from "#server/infra/db.ts";
import { startMedia } from "#server/infra/embedded/livekit.ts";
import { lockFolder } from "#server/infra/embedded/lock.ts";
import { migrate } from "#server/infra/embedded/migrate.ts";
import { startPostgres } from "#server/infra/embedded/postgres.ts";
import type { Env } from "#server/infra/env.ts";
import { originOf } from "#server/infra/env.ts";
import { openKeys } from "#server/infra/keys.ts";
import type { Media } from "#server/infra/livekit.ts";
import { openMedia } from "#server/infra/livekit.ts";
import type { Log } from "#server/infra/log.ts";
import { openNetworks } from "#server/devices/networks.ts";
import { openDrill } from "#server/drill/drill.ts";
import { ticketHeader } from "#server/drill/ask.ts";
import { openMailer } from "#server/infra/mailer.ts";
import { choosePorts } from "#server/infra/ports.ts";
import { openSealed } from "#server/infra/sealed.ts";
import { openSecrets } from "#server/infra/secrets.ts";
import { openSignals } from "#server/infra/signals.ts";
import { openTaken } from "#server/infra/taken.ts";
import { enqueueLetter, startJobs } from "#server/jobs/jobs.ts";
import { openMail } from "#server/mail/mail.ts";
import { openMaison } from "#server/maison/maison.ts";
import { openLive } from "#server/realtime/gateway.ts";
import type { Room } from "#server/room.ts";
import { tell } from "#server/seats/seat.ts";
import { forgetEvery } from "#server/rest/rest.ts";
import { quarantineIfOlder } from "#server/rest/quarantine.ts";
import type { Seating } from "#server/seats/seating.ts";
import { openSeating } from "#server/seats/seating.ts";
import { watchMedia } from "#server/video/lost.ts";

export interface Opening {
  env: Env;
  log: Log;
  clock?: Clock;
}

/** Going live is told at the latest so long after its commit, lifted or not; in milliseconds. */
const liftPatienceMs = 250;
/** The first frame needs so long from a camera of thirty a second to a screen: the word waits for it, so that no cloth opens on nothing. Milliseconds. */
const firstFrameMs = 34;
/** How often the house looks for tablets whose night has passed; in milliseconds. */
const lapseEveryMs = 15_000;
/** How often staff at an open desk are noted as being there; in milliseconds. */
const stillThereEveryMs = 5 * 60_000;
const noVideo = "SIPARIO_VIDEO is off.";

/** Opens the whole house: database, media server, subjects, wire and pages. Resolves when it listens; `close` ends all of it. */
export async function openSipario({ env, log, clock = systemClock }: Opening) {
  const begun = performance.now();
  const dataDir = path.resolve(env.DATA_DIR);
  const lock = lockFolder(dataDir);
  const closing: (() => unknown)[] = [() => lock.release()];
  const close = async () => {
    for (const step of closing.reverse()) await Promise.resolve(step()).catch?.((fault: unknown) => log.error({ err: fault }, "closing"));
  };

  try {
    const ports = await choosePorts({ dataDir, http: env.PORT, host: env.HOST });
    const origin = originOf(env, ports.http);
    const pages = env.NODE_ENV === "development" ? null : readPages();
    pages?.catch(() => {}); // told by openSite

    const ownDatabase = env.DATABASE_URL ? null : startPostgres({ dataDir, port: ports.pg, log });
    const listensAt = env.HOST === "0.0.0.0" || env.HOST === "::" ? "127.0.0.1" : env.HOST;
    const webhookUrl = `http://${listensAt}:${ports.http}/webhooks/livekit`;
    const ownMedia =
      env.LIVEKIT_URL || env.SIPARIO_VIDEO === "off"
        ? null
        : startMedia({ dataDir, port: ports.media, udpPort: ports.mediaUdp, mediaAddress: env.MEDIA_ADDRESS, webhookUrl, log });
    ownMedia?.catch(() => {}); // awaited below
    const database = await ownDatabase;
    if (database) closing.push(() => database.stop());
    const databaseUrl = env.DATABASE_URL ?? database?.url ?? "";
    await migrate(databaseUrl);
    const db = openDb(databaseUrl);
    closing.push(() => db.$disconnect());

    const started = await ownMedia;
    let media: Media | null = null;
    let word: string | null = null;
    if (env.LIVEKIT_URL && env.LIVEKIT_API_KEY && env.LIVEKIT_API_SECRET)
      media = openMedia({ url: env.LIVEKIT_URL, apiKey: env.LIVEKIT_API_KEY, apiSecret: env.LIVEKIT_API_SECRET });
    else if (!started) word = noVideo;
    else if ("missing" in started) word = started.missing;
    else {
      media = openMedia(started);
      closing.push(() => started.stop());
    }
    if (word) log.warn(`No picture: ${word}`);

    const counts = openCounts();
    const onFault = (fault: unknown) => log.error({ err: fault }, "the house could not finish something");
    const secrets = openSecrets(env.HOUSE_KEY_FILE ?? path.join(dataDir, "house.key"));
    const sealed = openSealed(secrets, openKeys(path.join(dataDir, "keys"), secrets.wrapping));
    const audit = openAudit(db, clock);
    const signing = openSigning(env.HOUSE_SIGNING_KEY_FILE ?? path.join(dataDir, "signing.key"));
    const anchor = openAnchor({ db, clock, signing, place: openPlace(env.AUDIT_CHECKPOINTS, dataDir), ownCopy: besideOf(dataDir), onFault });
    audit.heardBy(anchor.wrote);
    closing.push(() => anchor.close());
    const signals = openSignals();
    const tombstones = openTombstones();
    const taken = openTaken(path.join(dataDir, "taken.log"));
    const revoke = openRevoke({ db, clock, audit, signals, tombstones, journalFile: path.join(dataDir, "taken.jsonl"), taken, onFault });
    closing.push(() => revoke.close());
    const announcer = openAnnouncer();
    const turning = async (eventId: string, phase: Phase) => {
      if (phase !== "live") return;
      const lifted = house.stage.open(eventId).then((pictures) => (pictures > 0 ? sleep(firstFrameMs) : undefined));
      await Promise.race([lifted, sleep(liftPatienceMs)]);
    };
    const isMediaLost = watchMedia(() => media);
    const maison = openMaison({ db, sealed, secrets, audit });
    await maison.begin();
    const room: Room = { isMediaLost, hasPicture: () => media !== null, db, clock, sealed, secrets, audit, signing, signals, announcer, tombstones, revoke, maison, dataDir, origin, turning, enqueueLetter };
    const broughtBack = await quarantineIfOlder({ room, taken, anchor });
    if (broughtBack) log.warn("An older database was put back: everything that lets anybody in is void, and each event waits for an owner.");
    const door = openDoor({ db, clock, tombstones, isInNetwork: openNetworks(sealed) });
    const sessions = openSessions({ db, clock, sealed, tombstones });
    const cookies = openCookies(origin);

    const mailer = openMailer(env.SMTP_URL, env.MAIL_FROM);
    if (mailer) closing.push(() => mailer.close());
    const mail = openMail(room, { mailer });
    const jobs = await startJobs({ connectionString: databaseUrl, tasks: { ...mail.tasks, "events.forget": { run: async () => house.rest.forgetDue(), every: forgetEvery }, "drill.run": { run: async (payload) => drill.startAsked(payload) } }, log });
    closing.push(() => jobs.stop());

    let seating: Seating | undefined;
    const sit = (): Seating => {
      if (!seating) throw new Error("the house is not open yet");
      return seating;
    };
    const { video, gateway, mediaKeys, seatIn } = wireMedia({
      media: () => media,
      sessions, cookies, origin, log,
      seating: sit,
      killMedia: async () => (started && !("missing" in started) ? started.kill() : false),
      onCallMoved: (eventId) => {
        for (const seat of sit().seats({ eventId })) tell(seat, "call.moved", {});
      },
      reserveEpochs: async (eventId, count) => (await db.event.update({ where: { id: eventId }, data: { keyEpoch: { increment: count } } })).keyEpoch - count + 1,
      holdSeat: (eventId, seatId) => void house.stage.holdUnkeyed(eventId, seatId).catch(onFault),
      onPublished: (eventId) => house.stage.seatChanged(eventId),
      count: counts.count,
    });
    if (started && !("missing" in started)) started.onExit(() => video.mediaLost());
    seating = openSeating({
      db, clock, door, sessions, signals, onFault, seatIn, isMediaLost,
      isThere: (line) => live.isThere(line.id),
      away: (seat) => mediaKeys.away(seat.eventId, seat.id, () => seat.line !== null || seat.ended !== null),
      takePicture: async (seat) => void (await video.takeBack(seat.eventId, seat.id, seat.ended === "removed" || seat.ended === "revoked")),
    });
    await seating.closeOld();
    revoke.seatsEndedBy(seating.endAll);
    const drill = openDrill({
      ...{ room, onFault, steward: openSteward(db) },
      house: () => house,
      front: () => ({ host: listensAt, port: ports.http, routes: site.routes, mediaPort: started && !("missing" in started) ? ports.media : null }),
    });
    const house = openHouse({
      drills: drill.drills,
      room, door, sessions, seating, video, mail, mediaKeys, anchor, taken, onFault,
      days: { backups: env.BACKUP_DAYS ?? null, keys: env.KEY_COPIES_DAYS ?? null },
      knock: openKnock({ db, clock, tombstones }),
      hasPicture: () => media !== null,
      seatIn,
    });
    for (const eventId of broughtBack ?? []) await house.rest.again(eventId);
    house.rest.goOn().catch(onFault);
    await house.stage.wake();
    closing.push(() => house.stage.close());
    closing.push(() => house.reactions.close());
    const lapsing = setInterval(() => house.devices.lapse().catch(onFault), lapseEveryMs);
    closing.push(() => clearInterval(lapsing));
    const atDesks = () => sit().seats({}).flatMap(({ line, look, sessionId }) => (line && look.holder.kind === "staff" ? [sessionId] : []));
    const noting = setInterval(() => sessions.stillThere(atDesks()).catch(onFault), stillThereEveryMs);
    closing.push(() => clearInterval(noting));
    closing.push(() => video.close());

    seating.onChange((eventId) => {
      house.attendance.changed(eventId);
      house.stage.seatChanged(eventId);
    });
    signals.hear("phase.changed", ({ eventId, phase }) => {
      sit().turnTo(eventId, phase);
      house.stage.turned(eventId, phase).catch(onFault);
      if (phase === "doors") video.ensureCall(eventId).catch(onFault);
      if (phase === "ended" || phase === "cancelled") {
        house.reactions.flush().catch(onFault);
        mediaKeys.forget(eventId);
        setTimeout(() => video.end(eventId).catch(onFault), 1000).unref();
      }
    });
    signals.hear("session.ended", ({ sessionId }) => void sit().endAll({ sessionId }, "signedOut"));

    const server = createServer();
    const addressOf = addressesBy(env.TRUSTED_PROXIES);
    const live = openLive({
      house, log,
      visitorOf: async (request, { eventId, signed }) => {
        const visitor = await sessions.visitorOf(cookies.read(request.headers.cookie), { address: addressOf(request) });
        return house.keys.signing(visitor, signed, seatAsked(eventId));
      },
      isOwnOrigin: (one) => one === origin,
      count: counts.count,
    });
    const mediaWord = () => word;
    const site = await openSite(
      server,
      {
        house, cookies, clock, origin, log, mediaWord,
        isDevelopment: env.NODE_ENV === "development",
        hasKit: env.NODE_ENV === "development" || env.SIPARIO_KIT === "on",
        trustedProxies: env.TRUSTED_PROXIES,
        failuresPerMinute: env.FAILURES_PER_MINUTE,
        health: health({ db, mediaWord, isMediaUp: async () => media?.isOurs() ?? false, waitingActs: () => revoke.waiting() + house.stage.waiting() }),
        mediaWebhook: mediaWebhooks({ media: () => media, heard: video.heard, now: () => Date.now(), count: counts.count }),
        mediaValidate: gateway.validate,
        isDrill: (request) => drill.isOwn(request.get(ticketHeader)),
        count: counts.count,
      },
      pages,
    );
    const hmr = server.listeners("upgrade").at(-1);
    server.removeAllListeners("upgrade");
    live.attach(server); // after the pages, so that its own address is answered by it alone
    const liveUpgrade = server.listeners("upgrade").at(-1);
    server.removeAllListeners("upgrade");
    server.on(
      "upgrade",
      routeUpgrade({
        live: (request, socket, head) => void liveUpgrade?.call(server, request, socket, head),
        media: (request, socket, head, seatId, query) => gateway.upgrade(request, socket, head, seatId, query),
        extra: hmr ? { "/__hmr": (request, socket, head) => void hmr.call(server, request, socket, head) } : {},
        count: counts.count,
      }),
    );
    closing.push(() => site.close());
    closing.push(() => gateway.close());
    closing.push(() => live.close());
    closing.push(() => server.closeAllConnections());
    closing.push(() => drill.close());

    await drill.sweep();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(ports.http, env.HOST, resolve);
    });
    const tookMs = Math.round(performance.now() - begun);
    log.info(`The house is open at ${origin} (after ${(tookMs / 1000).toFixed(1)} s).`);
    return { origin, dataDir, house, room, steward: openSteward(db), drill, counts: counts.read, mediaPort: started && !("missing" in started) ? ports.media : null, mediaWord: word, tookMs, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
export type Sipario = Awaited<ReturnType<typeof openSipario>>;
