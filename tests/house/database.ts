import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { lockFolder } from "#server/infra/embedded/lock.ts";
import { migrate } from "#server/infra/embedded/migrate.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { startPostgres } from "#server/infra/embedded/postgres.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL with the database `template_house`, migrated and empty. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run; each test file copies the migrated template. */
export default async function setup(project: TestProject) {
  const given = process.env.SIPARIO_TEST_POSTGRES;
  let url = given ?? "";
  let stop = async () => {};
  if (!given) {
    const base = mkdtempSync(path.join(tmpdir(), "sipario-test-"));
    chmodSync(base, 0o711); // the database's own user passes through
    const dataDir = path.join(base, "data");
    const lock = lockFolder(dataDir);
    const running = await startPostgres({ dataDir, port: await freePort(), log: openLog("error") });
    url = running.url;
    stop = async () => {
      await running.stop();
      eraseFolder(dataDir);
      lock.release();
      rmSync(base, { recursive: true, force: true });
    };
  }
  const template = new URL(url);
  template.pathname = "/template_house";
  const admin = new pg.Client({ connectionString: url.replace(/\/[^/?]*(\?|$)/, "/postgres$1") });
  await admin.connect();
  await admin.query("DROP DATABASE IF EXISTS template_house WITH (FORCE)");
  await admin.end();
  await migrate(template.href);
  project.provide("postgresUrl", url);
  return stop;
}
