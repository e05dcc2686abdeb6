import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { openSecrets } from "#server/infra/secrets.ts";

const minuteOf = (at: number): number => Math.floor(at / 60_000) * 60_000;

/** Taps by minute. */
type Taps = ReadonlyMap<number, number>;
interface Life {
  /** What the database held when it began. */
  before: Taps;
  heard: Map<number, number>;
  /** The minute in which it was killed; null while it lasts. */
  killedIn: number | null;
}

/** Everything the house acknowledged, and every reaction it told of, as an outsider wrote it down. */
export function openLedger() {
  const lines = new Set<string>();
  const guests = new Set<string>();
  const invited = new Set<string>();
  const lives: Life[] = [];
  let lastTallyAt: number | null = null;

  return {
    lines, guests, invited,
    lives: (): readonly Life[] => lives,
    begins(before: Taps): void {
      lives.push({ before, heard: new Map(), killedIn: null });
      lastTallyAt = null;
    },
    /**
     * A tally the house told. It is counted to its minute when the tally before it was told in the same minute, too: then
     * all of its taps fell into that minute. Each minute's first tally is left out, so the count is never too high.
     */
    tally(at: number, taps: number): void {
      const minute = minuteOf(at);
      const heard = lives.at(-1)?.heard;
      if (lastTallyAt !== null && minuteOf(lastTallyAt) === minute) heard?.set(minute, (heard.get(minute) ?? 0) + taps);
      lastTallyAt = at;
    },
    killed(at: number): void {
      const life = lives.at(-1);
      if (life) life.killedIn = minuteOf(at);
    },
  };
}
export type Ledger = ReturnType<typeof openLedger>;

/** Reads straight from the PostgreSQL of a data folder, past the house. */
async function withDatabase<T>(dataDir: string, read: (rows: <R extends pg.QueryResultRow>(sql: string, ...values: unknown[]) => Promise<R[]>) => Promise<T>): Promise<T> {
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

/** The taps that the database holds for an event. */
export async function tapsOf(dataDir: string, eventId: string): Promise<Taps> {
  const sql = `SELECT minute, sum(bravo + love + wonder + rose)::int AS taps FROM "ReactionMinute" WHERE "eventId" = $1 GROUP BY 1`;
  const kept = await withDatabase(dataDir, (rows) => rows<{ minute: Date; taps: number }>(sql, eventId));
  return new Map(kept.map(({ minute, taps }) => [minute.getTime(), taps]));
}

/**
 * What was acknowledged and is not in the database; and the taps that are missing from minutes which were over when their
 * life of the house was killed. The minute a kill fell into may be incomplete.
 */
export async function countLost(dataDir: string, eventId: string, ledger: Ledger): Promise<{ acknowledged: number; olderMinutes: number; minutes: number }> {
  const lines = await withDatabase(dataDir, (rows) => rows<{ id: string }>(`SELECT id FROM "ChatLine" WHERE "eventId" = $1 AND id = ANY($2)`, eventId, [...ledger.lines]));
  const guests = await guestsByEmail(dataDir, eventId, [...ledger.guests]);
  const uninvited = [...ledger.invited].filter((email) => (guests.get(email)?.invitations ?? 0) === 0);
  const kept = await tapsOf(dataDir, eventId);
  const over = ledger.lives().flatMap(({ before, heard, killedIn }) =>
    [...heard].flatMap(([minute, taps]) => (killedIn === null || minute >= killedIn ? [] : [taps - ((kept.get(minute) ?? 0) - (before.get(minute) ?? 0))])),
  );
  const olderMinutes = over.reduce((sum, missing) => sum + Math.max(0, missing), 0);
  return { acknowledged: ledger.lines.size - lines.length + (ledger.guests.size - guests.size) + uninvited.length, olderMinutes, minutes: over.length };
}
