import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { openSecrets } from "#server/infra/secrets.ts";

const minuteOf = (at: number): number => Math.floor(at / 60_000) * 60_000;

/** Everything the house acknowledged, and every reaction it told of, as an outsider wrote it down. */
export function openLedger() {
  const lines = new Set<string>();
  const guests = new Set<string>();
  const invited = new Set<string>();
  const heard = new Map<number, number>();
  const cutShort = new Set<number>();
  let lastTallyAt: number | null = null;

  return {
    lines, guests, invited,
    /**
     * A tally the house told. It is counted to its minute when the tally before it was told in the same minute, too: then
     * all of its taps fell into that minute. Each minute's first tally is left out, so the count is never too high.
     */
    tally(at: number, taps: number): void {
      const minute = minuteOf(at);
      if (lastTallyAt !== null && minuteOf(lastTallyAt) === minute) heard.set(minute, (heard.get(minute) ?? 0) + taps);
      lastTallyAt = at;
    },
    /** The house was killed: the minute that was running then may be incomplete, no other. */
    killed(at: number): void {
      cutShort.add(minuteOf(at));
      lastTallyAt = null;
    },
    /** Taps heard in minutes that were over before every kill. */
    finishedMinutes: (): Map<number, number> => new Map([...heard].filter(([minute]) => !cutShort.has(minute) && minute < minuteOf(Date.now()))),
  };
}
export type Ledger = ReturnType<typeof openLedger>;

/** Reads straight from the PostgreSQL of a data folder, past the house. */
export async function withDatabase<T>(dataDir: string, read: (rows: <R extends pg.QueryResultRow>(sql: string, ...values: unknown[]) => Promise<R[]>) => Promise<T>): Promise<T> {
  const { pg: port } = JSON.parse(readFileSync(path.join(dataDir, "ports.json"), "utf8"));
  const password = readFileSync(path.join(dataDir, "pg.password"), "utf8").trim();
  const client = new pg.Client({ host: "127.0.0.1", port, user: "app", password, database: "house" });
  await client.connect();
  try {
    return await read(async (sql, ...values) => (await client.query(sql, values)).rows);
  } finally {
    await client.end();
  }
}

const perEmail = `SELECT c."emailHash" AS hash, g.id, count(i.id)::int AS invitations FROM "Client" c JOIN "Guest" g ON g."clientId" = c.id
  LEFT JOIN "Invitation" i ON i."guestId" = g.id WHERE g."eventId" = $1 AND c."emailHash" = ANY($2) GROUP BY 1, 2`;

/** The ids of guests by address, and how many invitations each has. Addresses are sealed: they are found by their keyed hash. */
export async function guestsByEmail(dataDir: string, eventId: string, emails: readonly string[]): Promise<Map<string, { id: string; invitations: number }>> {
  const secrets = openSecrets(path.join(dataDir, "house.key"));
  const hashes = new Map(emails.map((email) => [Buffer.from(secrets.search("email", email)).toString("hex"), email]));
  return withDatabase(dataDir, async (rows) => {
    const found = await rows<{ hash: Buffer; id: string; invitations: number }>(perEmail, eventId, [...hashes.keys()].map((hash) => Buffer.from(hash, "hex")));
    return new Map(found.map(({ hash, id, invitations }) => [hashes.get(hash.toString("hex")) ?? "", { id, invitations }]));
  });
}

/** What was acknowledged and is not in the database. */
export async function countLost(dataDir: string, eventId: string, ledger: Ledger): Promise<{ acknowledged: number; olderMinutes: number; minutes: number }> {
  const lines = await withDatabase(dataDir, (rows) => rows<{ id: string }>(`SELECT id FROM "ChatLine" WHERE "eventId" = $1 AND id = ANY($2)`, eventId, [...ledger.lines]));
  const guests = await guestsByEmail(dataDir, eventId, [...ledger.guests]);
  const uninvited = [...ledger.invited].filter((email) => (guests.get(email)?.invitations ?? 0) === 0);
  const kept = await withDatabase(dataDir, (rows) =>
    rows<{ minute: Date; taps: number }>(`SELECT minute, sum(bravo + love + wonder + rose)::int AS taps FROM "ReactionMinute" WHERE "eventId" = $1 GROUP BY 1`, eventId),
  );
  const taps = new Map(kept.map(({ minute, taps }) => [minute.getTime(), taps]));
  const finished = ledger.finishedMinutes();
  let olderMinutes = 0;
  for (const [minute, heard] of finished) olderMinutes += Math.max(0, heard - (taps.get(minute) ?? 0));
  return { acknowledged: ledger.lines.size - lines.length + (ledger.guests.size - guests.size) + uninvited.length, olderMinutes, minutes: finished.size };
}
