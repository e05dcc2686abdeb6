import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openAudit } from "#server/audit/audit.ts";
import { verifyEntries } from "#server/audit/chain.ts";
import { makeCheckpoint, readCheckpoints } from "#server/audit/checkpoint.ts";
import { openSigning } from "#server/audit/signing.ts";
import { systemClock } from "#server/infra/clock.ts";
import { openDb } from "#server/infra/db.ts";
import { migrate } from "#server/infra/embedded/migrate.ts";
import { startPostgres } from "#server/infra/embedded/postgres.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import { conclude, median, round } from "#tests/bench/figures.ts";
import { chainName, makeChain } from "#tests/house/audit-chain.ts";

const length = 200_000;
const everyEntries = 100;
const runs = 5;

const speedOf = async (verify: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await verify();
  return length / ((performance.now() - started) / 1000);
};

/** How fast a chain of 200,000 entries with a checkpoint after every hundred is verified: out of the database, and by itself. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "sipario-bench-audit-"));
  chmodSync(folder, 0o711);
  const database = await startPostgres({ dataDir: folder, port: await freePort(), log: openLog("warn") });
  const db = openDb(database.url);
  try {
    await migrate(database.url);
    const all = makeChain(length);
    for (let from = 0; from < length; from += 5000) {
      const some = all.slice(from, from + 5000);
      await db.entry.createMany({ data: some.map(({ seq, at, name, actor, facts, prevHash, hash }) => ({
          ...{ id: `ent_${seq}`, chain: chainName, seq, at, name, actor: { ...Object(actor) }, facts: { ...Object(facts) } },
          ...{ prevHash: new Uint8Array(prevHash), hash: new Uint8Array(hash) },
        })) });
    }
    const signing = openSigning(path.join(folder, "signing.key"));
    const lines = all.filter(({ seq }) => seq % everyEntries === 0).map((head) => JSON.stringify(makeCheckpoint(signing, chainName, head, head.at)));
    const audit = openAudit(db, systemClock);
    const fromDatabase: number[] = [];
    const alone: number[] = [];
    for (let index = 0; index < runs; index += 1) {
      fromDatabase.push(
        await speedOf(async () => {
          const { checkpoints } = readCheckpoints(lines.join("\n"), [signing.publicKey()]);
          const { broken, entries, protectedUpTo } = await audit.prove(chainName, checkpoints);
          if (broken || entries !== length || protectedUpTo !== length) throw new Error("the chain should be whole");
        }),
      );
      alone.push(await speedOf(async () => verifyEntries(chainName, all, [])));
    }
    const figures = { entries: length, checkpoints: lines.length, verifiedPerSecond: round(median(fromDatabase), 0), slowestPerSecond: round(Math.min(...fromDatabase), 0), withoutDatabasePerSecond: round(median(alone), 0) };
    conclude("audit", figures, [{ figure: "verifiedPerSecond", atLeast: 50_000 }]);
  } finally {
    await db.$disconnect();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
