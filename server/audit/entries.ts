import * as z from "#contracts/zod.ts";
import type { ChainEntry, Head } from "#server/audit/chain.ts";
import type { Db } from "#server/infra/db.ts";

const atOnce = 5000;

/** An entry as the database writes it into a page: one text for some thousands, read in one go, which is far quicker than rows. */
type Written = [seq: number, at: number, name: string, actor: unknown, facts: unknown, prevHash: string, hash: string];
const shape = ["number", "number", "string", null, null, "string", "string"];
/** A schema would say the same; over hundreds of thousands of entries this says it several times as fast. */
const isWritten = (one: unknown): one is Written => Array.isArray(one) && one.length === shape.length && shape.every((type, at) => type === null || typeof one[at] === type);
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

async function readPage(db: Db, chain: string, after: number): Promise<ChainEntry[]> {
  const [row] = await db.$queryRaw<{ page: string | null }[]>`
    SELECT json_agg(json_build_array(seq, round(date_part('epoch', at) * 1000), name, actor, facts, encode("prevHash", 'base64'), encode(hash, 'base64')) ORDER BY seq)::text AS page
    FROM (SELECT seq, at, name, actor, facts, "prevHash", hash FROM "Entry" WHERE chain = ${chain} AND seq > ${after} ORDER BY seq LIMIT ${atOnce}) AS e`;
  if (!row?.page) return [];
  const read: unknown = JSON.parse(row.page);
  if (!Array.isArray(read) || !read.every(isWritten)) throw new Error("the record's entries are not as the house writes them");
  return read.map(([seq, at, name, actor, facts, prevHash, hash]) => ({ seq, at: new Date(at), name, actor, facts, prevHash: bytes(prevHash), hash: bytes(hash) }));
}

/** The entries of a chain after a number, in their order, some thousands at a time; the next are fetched while these are read. */
export async function* readChain(db: Db, chain: string, after = 0): AsyncGenerator<ChainEntry[]> {
  let asked = readPage(db, chain, after);
  for (;;) {
    const entries = await asked;
    const last = entries.at(-1);
    if (last && entries.length === atOnce) {
      asked = readPage(db, chain, last.seq);
      asked.catch(() => {}); // awaited when the reader comes back for more
    }
    if (entries.length > 0) yield entries;
    if (entries.length < atOnce) return;
  }
}

const HeadRow = z.object({ chain: z.string(), seq: z.number(), hash: z.instanceof(Uint8Array) });

/** How far each chain has come; one step of the index for each chain, however long they are. */
export async function headsOf(db: Db): Promise<(Head & { chain: string })[]> {
  const rows = await db.$queryRaw<unknown[]>`
    WITH RECURSIVE c(chain) AS (
      SELECT min(chain) FROM "Entry"
      UNION ALL
      SELECT (SELECT min(e.chain) FROM "Entry" e WHERE e.chain > c.chain) FROM c WHERE c.chain IS NOT NULL)
    SELECT c.chain, h.seq, h.hash FROM c
    CROSS JOIN LATERAL (SELECT seq, hash FROM "Entry" e WHERE e.chain = c.chain ORDER BY seq DESC LIMIT 1) h`;
  return rows.map((row) => HeadRow.parse(row));
}
