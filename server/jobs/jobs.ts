import pg from "pg";
import { Logger, parseCronItems, run } from "graphile-worker";
import type { Tx } from "#server/infra/db.ts";
import type { Log } from "#server/infra/log.ts";
import { plainError } from "#server/infra/log.ts";

/** One kind of work: what it does with a job's payload (ids only), and when it runs by itself, as a cron pattern in UTC. */
export interface Task {
  run(payload: unknown): Promise<void>;
  every?: string;
}
export type Tasks = Record<string, Task>;

const atOnce = 4;
/** With the queue's own pauses (e^n seconds) the last try comes some three and a half hours after the first. */
const triesMax = 10;

const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;

/** The queue's own lines in the house's log: its words only, since what it adds may hold a payload. */
const logTo = (log: Log) => new Logger(() => (level, message) => log[levels[level]]({}, `jobs: ${message}`));

/** A job as the queue runs it: what it fails by is written into its row and the log, so it leaves its other words behind. */
const plainly = (task: Task) => async (payload: unknown): Promise<void> => {
  await task.run(payload).catch((fault: unknown) => {
    throw plainError(fault);
  });
};

/**
 * Takes jobs out of the database, in this and in any number of processes; makes the queue's tables at first start.
 * `stop` waits for the jobs that are running.
 */
export async function startJobs({ connectionString, tasks, log }: { connectionString: string; tasks: Tasks; log: Log }): Promise<{ stop(): Promise<void> }> {
  const all = Object.entries(tasks);
  const pool = new pg.Pool({ connectionString, max: atOnce + 2 });
  const lost = (fault: Error) => log.warn({ err: fault }, "jobs: a line to the database was lost");
  pool.on("error", lost);
  pool.on("connect", (client) => void client.on("error", lost));
  const runner = await run({
    pgPool: pool,
    concurrency: atOnce,
    noHandleSignals: true,
    logger: logTo(log),
    taskList: Object.fromEntries(all.map(([name, task]) => [name, plainly(task)])),
    parsedCronItems: parseCronItems(all.flatMap(([task, { every }]) => (every ? [{ task, match: every }] : []))),
  });
  let isStopping = false;
  const ended = runner.promise.catch((fault: unknown) => {
    if (!isStopping) log.error({ err: fault }, "jobs: the queue has stopped");
  });
  return {
    async stop() {
      if (isStopping) return ended;
      isStopping = true;
      await runner.stop().catch(() => {}); // it refuses when it has ended by itself
      await ended;
      await pool.end().catch(() => {}); // ended already by a database that went first
    },
  };
}

/** Puts a letter's sending into the queue, within the caller's transaction; asked twice, it is one job. */
export async function enqueueLetter(tx: Tx, letterId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM graphile_worker.add_job('letter.send', json_build_object('letterId', ${letterId}::text),
      job_key => ${letterId}::text, max_attempts => ${triesMax}::int)`;
}
