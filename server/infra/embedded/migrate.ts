import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import * as z from "#contracts/zod.ts";
import { childEnv } from "#server/infra/embedded/child-env.ts";
import { root } from "#server/infra/embedded/root.ts";

const migrationLock = 7_347_276; // any number, the same in every house
const engineLock = 72_707_369; // the schema engine's own

const Answer = z.object({
  result: z.object({ appliedMigrationNames: z.array(z.string()) }).optional(),
  error: z.object({ data: z.object({ message: z.string() }).optional() }).optional(),
});

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function createDatabase(url: string) {
  const outside = new URL(url);
  const name = decodeURIComponent(outside.pathname.slice(1));
  outside.pathname = "/postgres";
  const client = await connect(outside.href);
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (codeOf(error) !== "42P04" && codeOf(error) !== "23505") throw error; // another process has just made it
  } finally {
    await client.end();
  }
}

async function connectOrCreate(url: string): Promise<pg.Client> {
  try {
    return await connect(url);
  } catch (error) {
    if (codeOf(error) !== "3D000") throw error;
    await createDatabase(url);
    return connect(url);
  }
}

/** A house killed in the middle leaves a migration neither done nor failed; the engine's mark tells which it is. */
async function settleInterrupted(client: pg.Client) {
  await client.query("SELECT pg_advisory_lock($1)", [engineLock]); // a killed house's engine may still be at work
  await client.query("SELECT pg_advisory_unlock($1)", [engineLock]);
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') AS known");
  if (rows[0]?.known === null) return;
  await client.query(
    `UPDATE _prisma_migrations SET finished_at = CASE WHEN applied_steps_count > 0 THEN now() END,
       rolled_back_at = CASE WHEN applied_steps_count = 0 THEN now() END
     WHERE finished_at IS NULL AND rolled_back_at IS NULL AND logs IS NULL`,
  );
}

function readMigrations(dir: string) {
  const read = (file: string) => readFileSync(path.join(dir, file), "utf8");
  const folders = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const lockFile = "migration_lock.toml";
  return {
    baseDir: dir,
    shadowDbInitScript: "",
    lockfile: { path: lockFile, content: existsSync(path.join(dir, lockFile)) ? read(lockFile) : null },
    migrationDirectories: folders.map((folder) => ({
      path: folder,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: read(`${folder}/migration.sql`) } },
    })),
  };
}

/** Asks the engine one thing; its input stays open until the answer, or it would leave. */
function askEngine(url: string, method: string, params: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = path.join(root, "server/infra/embedded/schema-engine.mjs");
    const env = { ...childEnv, SCHEMA_ENGINE_URL: url };
    const engine = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "pipe"], env, cwd: root });
    let answer = "";
    let complaint = "";
    engine.stdout.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
      if (answer.includes("\n")) engine.stdin.end();
    });
    engine.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    engine.stdin.on("error", () => {}); // told by "close"
    engine.once("error", reject);
    engine.once("close", () =>
      answer ? resolve(answer) : reject(new Error(`The schema engine gave no answer. ${complaint}`)),
    );
    engine.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })}\n`);
  });
}

/**
 * Brings the database to the newest migration, making it first where it is missing, and returns the names of those it applied.
 * Processes that call it at once wait for each other. Throws the engine's word when a migration fails.
 */
export async function migrate(url: string, { dir = path.join(root, "prisma/migrations") } = {}): Promise<string[]> {
  const client = await connectOrCreate(url);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await settleInterrupted(client);
    const params = { filters: { externalTables: [], externalEnums: [] }, migrationsList: readMigrations(dir) };
    const answer = Answer.parse(JSON.parse(await askEngine(url, "applyMigrations", params)));
    if (answer.result) return answer.result.appliedMigrationNames;
    throw new Error(
      `The database could not be migrated: ${answer.error?.data?.message ?? "the schema engine gave no reason"}`,
    );
  } finally {
    await client.end(); // and with it the lock
  }
}
