import * as z from "#contracts/zod.ts";
import type { ChainEntry, Head } from "#server/audit/chain.ts";
import type { Db } from "#server/infra/db.ts";

const atOnce = 5000;

/** The entries of a chain after a number, in their order, some thousands at a time; the next are fetched while these are read. */
export async function* readChain(db: Db, chain: string, after = 0): AsyncGenerator<ChainEntry[]> {
  const ask = async (seq: number): Promise<ChainEntry[]> =>
    db.$queryRaw<ChainEntry[]>`
      SELECT seq, at, name, actor, facts, "prevHash", hash FROM "Entry"
      WHERE chain = ${chain} AND seq > ${seq} ORDER BY seq LIMIT ${atOnce}`;
  let asked = ask(after);
  for (;;) {
    const entries = await asked;
    const last = entries.at(-1);
    if (last && entries.length === atOnce) {
      asked = ask(last.seq);
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
