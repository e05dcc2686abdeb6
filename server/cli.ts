import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { openRevoke } from "#server/access/revoke.ts";
import { openSessions } from "#server/access/session.ts";
import { openSteward } from "#server/access/steward.ts";
import { openTombstones } from "#server/access/tombstones.ts";
import { openAudit } from "#server/audit/audit.ts";
import { besideOf, openPlace } from "#server/audit/place.ts";
import { openSigning } from "#server/audit/signing.ts";
import { tracePicture } from "#server/cli/trace.ts";
import { askForDrill, drillAlone } from "#server/cli/drill.ts";
import { rotateKey } from "#server/cli/rotate-key.ts";
import { verifyAgreement } from "#server/cli/verify-agreement.ts";
import { verifyAudit, verifyExport } from "#server/cli/verify-audit.ts";
import { verifyPack } from "#server/cli/verify-pack.ts";
import { openAnnouncer } from "#server/infra/announce.ts";
import { systemClock } from "#server/infra/clock.ts";
import { openDb } from "#server/infra/db.ts";
import { lockedBy, lockFolder } from "#server/infra/embedded/lock.ts";
import { migrate } from "#server/infra/embedded/migrate.ts";
import { startPostgres } from "#server/infra/embedded/postgres.ts";
import type { Env } from "#server/infra/env.ts";
import { describeEnvErrors, originOf, readEnv } from "#server/infra/env.ts";
import { openKeys } from "#server/infra/keys.ts";
import { openLog } from "#server/infra/log.ts";
import { choosePorts } from "#server/infra/ports.ts";
import { openSealed } from "#server/infra/sealed.ts";
import { openSecrets } from "#server/infra/secrets.ts";
import { openSignals } from "#server/infra/signals.ts";
import { openTaken } from "#server/infra/taken.ts";
import { enqueueLetter } from "#server/jobs/jobs.ts";
import { openMaison } from "#server/maison/maison.ts";
import type { Room } from "#server/room.ts";
import { openStaff } from "#server/staff/staff.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

const help = `npm run house -- COMMAND

  owner-link            a one-time link: for the first owner, or to a new password for an owner who lost theirs
  audit verify          walks every chain of the audit against its checkpoints, and says where it is protected and where broken
                        --checkpoints FILE   a copy of them from the second place; --key KEY   another public key
                        --entries FILE       an export of the studio instead of the database (needs --key)
  audit key             the public key that checkpoints, certificates, receipts and packs are verified with
  pack verify FILE      opens a proof pack and verifies all of it: signature, record, receipts. --to FOLDER unpacks it
                        --key-file FILE or --passphrase-file FILE opens it, or PACK_KEY or PACK_PASSPHRASE; --key KEY
  agreement verify FILE whether this house signed a receipt that somebody brings; --key KEY another public key
  rotate                gives the house a new key; it must not run. Stopped halfway, it goes on when begun again
  trace IMAGE           which seat a picture of an event was taken from, or that it is not certain
  drill EVENT           the leak drill of an event, by its id or code name: asked of the running house, which runs it;
                        without one the house is opened for it alone. Ends with 1 when something was found
  help                  this page

The acts of the command line are recorded as a steward's.`;

/** The database of this data folder: the running house's, or started for the length of this command. */
async function database(env: Env): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const folder = path.resolve(env.DATA_DIR);
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, port: env.PORT ?? 3000, close: async () => {} };
  if (lockedBy(path.join(folder, "house.lock")) && existsSync(path.join(folder, "pg.password"))) {
    const { pg, http } = JSON.parse(readFileSync(path.join(folder, "ports.json"), "utf8")) as { pg: number; http: number };
    const password = readFileSync(path.join(folder, "pg.password"), "utf8").trim();
    return { url: `postgresql://app:${password}@127.0.0.1:${pg}/house`, port: env.PORT ?? http, close: async () => {} };
  }
  const lock = lockFolder(folder);
  const ports = await choosePorts({ dataDir: folder, http: env.PORT, host: env.HOST });
  const own = await startPostgres({ dataDir: folder, port: ports.pg, log: openLog("warn") });
  await migrate(own.url);
  return {
    url: own.url,
    port: ports.http,
    async close() {
      await own.stop();
      lock.release();
    },
  };
}

async function withRoom<T>(env: Env, work: (room: Room) => Promise<T>): Promise<T> {
  const { url, port, close } = await database(env);
  const dataDir = path.resolve(env.DATA_DIR);
  const db = openDb(url);
  const clock = systemClock;
  const secrets = openSecrets(env.HOUSE_KEY_FILE ?? path.join(dataDir, "house.key"));
  const sealed = openSealed(secrets, openKeys(path.join(dataDir, "keys"), secrets.wrapping));
  const audit = openAudit(db, clock);
  const signing = openSigning(env.HOUSE_SIGNING_KEY_FILE ?? path.join(dataDir, "signing.key"));
  const signals = openSignals();
  const tombstones = openTombstones();
  const revoke = openRevoke({ db, clock, audit, signals, tombstones, journalFile: path.join(dataDir, "taken.cli.jsonl"), taken: openTaken(path.join(dataDir, "taken.log")), onFault: () => {} });
  try {
    return await work({ db, clock, sealed, secrets, audit, signing, signals, tombstones, revoke, maison: openMaison({ db, sealed, secrets, audit }), announcer: openAnnouncer(), dataDir, origin: originOf(env, port), turning: async () => {}, enqueueLetter });
  } finally {
    revoke.close();
    await db.$disconnect();
    await close();
  }
}

async function ownerLink(room: Room): Promise<number> {
  const { db, clock, sealed, tombstones, origin } = room;
  const staff = openStaff(room, openSessions({ db, clock, sealed, tombstones }));
  const first = await staff.firstInviteLink();
  if (first) {
    say(`${origin}${first}`);
    return 0;
  }
  const pass = openSteward(db).housePass("staff.invite", "command line: owner-link");
  const owners = (await staff.list(pass)).filter((one) => one.roles.includes("owner") && !one.removedAt);
  for (const { id, name } of owners) {
    const outcome = await staff.recoveryLink(pass, id);
    if (outcome.ok) say(`${name}: ${outcome.value.link}`);
  }
  return owners.length > 0 ? 0 : 1;
}

async function main([command = "help", ...rest]: string[]): Promise<number> {
  const env = readEnv();
  const folder = path.resolve(env.DATA_DIR);
  if (command === "owner-link") return withRoom(env, ownerLink);
  if (command === "drill")
    return lockedBy(path.join(folder, "house.lock")) ? withRoom(env, (room) => askForDrill(room, rest[0], say)) : drillAlone(env, rest[0], say);
  if (command === "trace") return withRoom(env, (room) => tracePicture(room, rest[0], say));
  if (command === "audit" && rest[0] === "verify")
    return (
      verifyExport(rest.slice(1), say) ??
      withRoom(env, (room) => verifyAudit(room, openPlace(env.AUDIT_CHECKPOINTS, folder), besideOf(folder), rest.slice(1), say))
    );
  if (command === "rotate") return rotateKey({ env, database: () => database(env), say });
  const signingFile = env.HOUSE_SIGNING_KEY_FILE ?? path.join(folder, "signing.key");
  const ownKey = () => (existsSync(signingFile) ? openSigning(signingFile).publicKey() : null);
  if (command === "pack" && rest[0] === "verify") return verifyPack(rest.slice(1), { keys: process.env.PACK_KEY, passphrase: process.env.PACK_PASSPHRASE, ownKey, say });
  if (command === "agreement" && rest[0] === "verify") return verifyAgreement(rest.slice(1), { ownKey, say });
  if (command === "audit" && rest[0] === "key") {
    say(openSigning(signingFile).publicKey());
    return 0;
  }
  say(help);
  return command === "help" ? 0 : 2;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (fault: unknown) => {
    const wrong = describeEnvErrors(fault);
    process.stderr.write(`${wrong ? wrong.join("\n") : fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exit(1);
  },
);
