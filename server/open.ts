import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Phase } from "#contracts/event.ts";
import { openDoor } from "#server/access/admit.ts";
import { openKnock } from "#server/access/knock.ts";
import { openRevoke } from "#server/access/revoke.ts";
import { openSessions } from "#server/access/session.ts";
import { openSteward } from "#server/access/steward.ts";
import { openTombstones } from "#server/access/tombstones.ts";
import { openAudit } from "#server/audit/audit.ts";
import { openHouse } from "#server/house.ts";
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
import { openMailer } from "#server/infra/mailer.ts";
import { choosePorts } from "#server/infra/ports.ts";
import { openSealed } from "#server/infra/sealed.ts";
import { openSecrets } from "#server/infra/secrets.ts";
import { openSignals } from "#server/infra/signals.ts";
import { enqueueLetter, startJobs } from "#server/jobs/jobs.ts";
import { openMail } from "#server/mail/mail.ts";
import { openLive } from "#server/realtime/gateway.ts";
import type { Room } from "#server/room.ts";
import { tell } from "#server/seats/seat.ts";
import type { Seating } from "#server/seats/seating.ts";
import { openSeating } from "#server/seats/seating.ts";

export interface Opening {
  env: Env;
  log: Log;
  clock?: Clock;
}

/** Going live is told at the latest so long after its commit, lifted or not; in milliseconds. */
const liftPatienceMs = 250;
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
    const signals = openSignals();
    const tombstones = openTombstones();
    const revoke = openRevoke({ db, clock, audit, signals, tombstones, journalFile: path.join(dataDir, "taken.jsonl"), onFault });
    closing.push(() => revoke.close());
    const announcer = openAnnouncer();
    const turning = async (eventId: string, phase: Phase) => {
      if (phase === "live") await Promise.race([house.stage.open(eventId), sleep(liftPatienceMs)]);
    };
    const room: Room = { db, clock, sealed, secrets, audit, signals, announcer, tombstones, revoke, origin, turning, enqueueLetter };
    const door = openDoor({ db, tombstones });
    const sessions = openSessions({ db, clock, sealed, tombstones });
    const cookies = openCookies(origin);

    const mailer = openMailer(env.SMTP_URL, env.MAIL_FROM);
    if (mailer) closing.push(() => mailer.close());
    const mail = openMail(room, { mailer });
    const jobs = await startJobs({ connectionString: databaseUrl, tasks: mail.tasks, log });
    closing.push(() => jobs.stop());

    let seating: Seating | undefined;
    const sit = (): Seating => {
      if (!seating) throw new Error("the house is not open yet");
      return seating;
    };
    const { video, gateway, seatIn } = wireMedia({
      media: () => media,
      sessions, cookies, origin, log,
      seating: sit,
      killMedia: async () => (started && !("missing" in started) ? started.kill() : false),
      onCallMoved: (eventId) => {
        for (const seat of sit().seats({ eventId })) tell(seat, "call.moved", {});
      },
      onPublished: (eventId) => house.stage.seatChanged(eventId),
      count: counts.count,
    });
    if (started && !("missing" in started)) started.onExit(() => video.mediaLost());
    seating = openSeating({
      db, clock, door, sessions, signals, onFault, seatIn,
      isThere: (line) => live.isThere(line.id),
      takePicture: async (seat) => void (await video.takeBack(seat.eventId, seat.id, seat.ended === "removed" || seat.ended === "revoked")),
    });
    await seating.closeOld();
    revoke.seatsEndedBy(seating.endAll);
    const house = openHouse({
      room, door, sessions, seating, video, mail, onFault,
      knock: openKnock({ db, clock, tombstones }),
      hasPicture: () => media !== null,
    });
    closing.push(() => house.reactions.close());
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
        setTimeout(() => video.end(eventId).catch(onFault), 1000).unref();
      }
    });
    signals.hear("session.ended", ({ sessionId }) => void sit().endAll({ sessionId }, "signedOut"));

    const server = createServer();
    const live = openLive({
      house, log,
      visitorOf: (cookie) => sessions.visitorOf(cookies.read(cookie)),
      isOwnOrigin: (one) => one === origin,
      count: counts.count,
    });
    const mediaWord = () => word;
    const site = await openSite(
      server,
      {
        house, cookies, clock, origin, log, mediaWord,
        isDevelopment: env.NODE_ENV === "development",
        trustedProxies: env.TRUSTED_PROXIES,
        health: health({ db, mediaWord, isMediaUp: async () => media?.isOurs() ?? false, waitingActs: revoke.waiting }),
        mediaWebhook: mediaWebhooks({ media: () => media, heard: video.heard, now: () => Date.now(), count: counts.count }),
        mediaValidate: gateway.validate,
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

    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(ports.http, env.HOST, resolve);
    });
    const tookMs = Math.round(performance.now() - begun);
    log.info(`The house is open at ${origin} (after ${(tookMs / 1000).toFixed(1)} s).`);
    return { origin, dataDir, house, room, steward: openSteward(db), counts: counts.read, mediaPort: started && !("missing" in started) ? ports.media : null, mediaWord: word, tookMs, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
export type Sipario = Awaited<ReturnType<typeof openSipario>>;
