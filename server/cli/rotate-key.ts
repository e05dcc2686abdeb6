import { existsSync } from "node:fs";
import path from "node:path";
import { openAudit } from "#server/audit/audit.ts";
import { systemClock } from "#server/infra/clock.ts";
import { openDb } from "#server/infra/db.ts";
import { lockedBy } from "#server/infra/embedded/lock.ts";
import type { Env } from "#server/infra/env.ts";
import { nextKeyFile } from "#server/infra/secrets.ts";
import { rotateHouseKey } from "#server/rest/rotate.ts";

interface Given {
  env: Env;
  database(): Promise<{ url: string; close(): Promise<void> }>;
  say(line: string): void;
}

/** Gives the house a new key, or ends a rotation that was stopped. Refuses while the house runs. Answers the exit code. */
export async function rotateKey({ env, database, say }: Given): Promise<number> {
  const folder = path.resolve(env.DATA_DIR);
  const houseKey = env.HOUSE_KEY_FILE ?? path.join(folder, "house.key");
  if (lockedBy(path.join(folder, "house.lock"))) {
    say("The house is running. Stop it first; every process of it that uses this database.");
    return 1;
  }
  if (!existsSync(houseKey)) {
    say("There is no key yet: the house makes it when it first opens.");
    return 1;
  }
  if (existsSync(nextKeyFile(houseKey))) say("A rotation was left halfway; it goes on from there.");
  const { url, close } = await database();
  const db = openDb(url);
  try {
    const { keys, values, voided } = await rotateHouseKey({ db, clock: systemClock, audit: openAudit(db, systemClock), houseKey, keysFolder: path.join(folder, "keys") });
    say(`The house has a new key: ${keys} keys of events wrapped anew, ${values} values sealed anew.`);
    if (voided > 0) say(`${voided} codes are void: door codes, places on the move, tablets to be paired, recovery codes of staff. Give them anew.`);
    say("Backups of the database from before open with the old key only. Pictures taken before can no longer be traced by their pattern.");
    return 0;
  } finally {
    await db.$disconnect();
    await close();
  }
}
