#!/usr/bin/env node
// Speaks the command line and JSON-RPC of Prisma's native schema engine, on the WebAssembly build that npm carries:
// nothing is downloaded. Prisma's CLI and migrate.ts both talk to it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { parse as parseUrl } from "pg-connection-string";

const internalCharOid = 18;
const textOid = 25;

// Runs in a migration's own transaction, so that migrate.ts can tell of one cut short whether it was done.
const markDone = `DO $mark$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET applied_steps_count = 1 WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $mark$`;

const { values: asked, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    version: { type: "boolean" },
  },
});
// The environment keeps the password off the process list; the CLI knows only the option.
const url = asked.datasource ? JSON.parse(asked.datasource).url : process.env.SCHEMA_ENGINE_URL;

const engineJs = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
const bindings = await import(engineJs);
const wasm = new WebAssembly.Module(readFileSync(path.join(path.dirname(engineJs), "schema_engine_bg.wasm")));
const { exports } = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": bindings });
bindings.__wbg_set_wasm(exports);
exports.__wbindgen_start();

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs beside the database of the address, in the one every server has. */
function fromOutside(work) {
  const outside = new URL(url);
  const name = decodeURIComponent(outside.pathname.slice(1));
  outside.pathname = "/postgres";
  return withClient(outside.href, (client) => work(client, name));
}

const create = (client, name) => client.query(`CREATE DATABASE ${quoted(name)}`);
const drop = (client, name) => client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);

/**
 * What the engine needs and PrismaPg lacks: the catalogue's internal "char" is read as text and told as a character, and a script
 * goes to the server whole, since cut at its semicolons it would lose every function's body.
 */
function complete(queryable) {
  const { performIO, queryRaw, startTransaction } = queryable;
  let oids = [];
  queryable.performIO = async (query) => {
    const result = await performIO.call(queryable, query);
    oids = result.fields?.map((field) => field.dataTypeID) ?? [];
    for (const field of result.fields ?? []) if (field.dataTypeID === internalCharOid) field.dataTypeID = textOid;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw.call(queryable, query);
    result.columnTypes = result.columnTypes.map((type, at) =>
      oids[at] === internalCharOid ? ColumnTypeEnum.Character : type,
    );
    return result;
  };
  queryable.executeScript = async (sql) => {
    await queryable.performIO({ sql: `${sql}\n;${markDone}`, args: [], argTypes: [] });
  };
  if (startTransaction)
    queryable.startTransaction = async (level) => complete(await startTransaction.call(queryable, level));
  return queryable;
}

function adapters() {
  // Parsed, because a connection string would win over the shadow database's name.
  const target = url ? parseUrl(url) : {};
  const schema = url ? (new URL(url).searchParams.get("schema") ?? undefined) : undefined;
  const house = new PrismaPg({ ...target, max: 1 }, { schema });
  return bindMigrationAwareSqlAdapterFactory({
    provider: house.provider,
    adapterName: house.adapterName,
    connect: async () => complete(await house.connect()),
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      await fromOutside((client) => create(client, name));
      const shadow = complete(await new PrismaPg({ ...target, database: name, max: 1 }).connect());
      const { dispose } = shadow;
      shadow.dispose = async () => {
        await dispose.call(shadow); // before the drop: PostgreSQL keeps a database that is in use
        await fromOutside((client) => drop(client, name));
      };
      return shadow;
    },
  });
}

let opened;
const engine = () => {
  const datamodels = asked.datamodels?.map((file) => [file, readFileSync(file, "utf8")]);
  opened ??= bindings.SchemaEngine.new({ datamodels }, () => {}, adapters());
  return opened;
};

const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

async function answer(method, params) {
  if (method === "createDatabase") {
    await fromOutside(create);
    return { databaseName: new URL(url).pathname.slice(1) };
  }
  const inside = await engine();
  if (method === "getDatabaseVersion") return inside.version(params);
  if (typeof inside[method] !== "function") throw new Error(`the WebAssembly engine has no ${method}`);
  const result = await inside[method](params);
  if (method !== "diff") return result;
  if (result.stdout != null) say({ method: "print", params: { content: result.stdout }, id: -1 });
  return { exitCode: result.exitCode, stdout: null };
}

/** An engine's error is JSON in a message; anything else is told in the same shape. */
function told(error) {
  try {
    return JSON.parse(error.message);
  } catch {
    return { is_panic: false, message: error.message || String(error.code ?? error), meta: {}, error_code: error.code };
  }
}

async function serve() {
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line);
    try {
      say({ id, result: (await answer(method, params)) ?? {} });
    } catch (error) {
      say({
        id,
        error: { code: 4466, message: "An error happened. Check the data field for details.", data: told(error) },
      });
    }
  }
}

async function runCommand(command) {
  try {
    if (command === "can-connect-to-database") await withClient(url, () => {});
    if (command === "create-database") await fromOutside(create);
    if (command === "drop-database") await fromOutside(drop);
  } catch (error) {
    const error_code = error.code === "3D000" ? "P1003" : "P1001";
    const fields = { message: error.message || error.code, error_code };
    // The CLI drops the first line and parses every other one: a line to drop, and no newline at the end.
    process.stderr.write(
      `schema-engine\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}`,
    );
    process.exitCode = 1;
  }
}

if (asked.version) console.log(`schema-engine-cli ${bindings.version()}`);
else if (positionals[0] === "cli") await runCommand(positionals[1]);
else {
  await serve();
  process.exit(0); // the engine's pool would keep an idle process
}
