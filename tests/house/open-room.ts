import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openDoor } from "#server/access/admit.ts";
import { openKnock } from "#server/access/knock.ts";
import { openRevoke } from "#server/access/revoke.ts";
import { openSessions } from "#server/access/session.ts";
import { openSteward } from "#server/access/steward.ts";
import { openTombstones } from "#server/access/tombstones.ts";
import { openAudit } from "#server/audit/audit.ts";
import { openSigning } from "#server/audit/signing.ts";
import { openNetworks } from "#server/devices/networks.ts";
import { openAnnouncer } from "#server/infra/announce.ts";
import { openDb } from "#server/infra/db.ts";
import { openKeys } from "#server/infra/keys.ts";
import { openSealed } from "#server/infra/sealed.ts";
import { openSecrets } from "#server/infra/secrets.ts";
import { openSignals } from "#server/infra/signals.ts";
import { openMaison } from "#server/maison/maison.ts";
import type { Room } from "#server/room.ts";

const on = (url: string, database: string) => {
  const at = new URL(url);
  at.pathname = `/${database}`;
  return at.href;
};

/** A database of its own, copied from the migrated template or from another one that nobody uses. */
export async function copyDatabase(template = "template_house"): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: on(server, "postgres") });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  for (let attempt = 1; ; attempt++)
    try {
      await admin(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      break;
    } catch (fault) {
      if (attempt === 20) throw fault; // another worker is copying the same template
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    }
  return { url: on(server, name), drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** The house without its edges, on a database and a folder of its own; time moves by `clock.move`. Letters queued are listed. */
export async function openTestRoom() {
  const database = await copyDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), "sipario-room-"));
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset), 
    move(ms: number) {
      offset += ms;
    },
  };
  const db = openDb(database.url);
  const secrets = openSecrets(path.join(dataDir, "house.key"));
  const sealed = openSealed(secrets, openKeys(path.join(dataDir, "keys"), secrets.wrapping));
  const audit = openAudit(db, clock);
  const signals = openSignals();
  const tombstones = openTombstones();
  const faults: unknown[] = [];
  const revoke = openRevoke({ db, clock, audit, signals, tombstones, journalFile: path.join(dataDir, "taken.jsonl"), onFault: (fault) => faults.push(fault) });
  const letters: string[] = [];
  const room: Room = {
    db, clock, sealed, secrets, audit, signals, tombstones, revoke, dataDir,
    maison: openMaison({ db, sealed, secrets, audit }),
    signing: openSigning(path.join(dataDir, "signing.key")),
    announcer: openAnnouncer(),
    origin: "http://localhost:3000",
    turning: async () => {},
    enqueueLetter: async (_tx, letterId) => void letters.push(letterId),
  };
  const doorDeps = { db, clock, tombstones, isInNetwork: openNetworks(sealed) };
  return {
    room, clock, letters, faults, dataDir, databaseUrl: database.url,
    doorDeps,
    door: openDoor(doorDeps),
    knock: openKnock({ db, clock, tombstones }),
    sessions: openSessions({ db, clock, sealed, tombstones }),
    steward: openSteward(db),
    async close() {
      revoke.close();
      await db.$disconnect();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
