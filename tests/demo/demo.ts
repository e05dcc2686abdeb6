import { setTimeout as sleep } from "node:timers/promises";
import { eventKeys } from "#prisma/cast.ts";
import { lockFolder } from "#server/infra/embedded/lock.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { describeEnvErrors, readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import type { Launch } from "#tests/demo/launch.ts";
import { follow, openLaunch } from "#tests/demo/launch.ts";
import { describe } from "#tests/demo/people.ts";
import { say, tellLaunch } from "#tests/demo/tell.ts";

const usage = "Usage: npm run demo -- [--fresh] [--json | --check]";
const thanksMs = 60_000;
/** The same trouble is told again no sooner. */
const sameAgainMs = 60_000;

/** When an event ends, its guests read their thanks for a minute; then the next evening of its kind begins. */
function followEnded(launch: Launch, isClosing: () => boolean): void {
  launch.sipario.room.signals.hear("phase.changed", async ({ eventId, phase }) => {
    const key = eventKeys.find((one) => launch.events[one].id === eventId);
    if (!key || (phase !== "ended" && phase !== "cancelled")) return;
    await sleep(thanksMs, undefined, { ref: false });
    if (isClosing()) return;
    const told = () => tellLaunch(launch, null);
    await follow(launch, key).then(told, (fault: unknown) => say(`  The next evening did not begin: ${fault instanceof Error ? fault.message : String(fault)}`));
  });
}

/** A launch that keeps running: the house in this process, the crowd in its own. */
async function run(words: ReadonlySet<string>): Promise<void> {
  const begun = performance.now();
  const { SMTP_URL: _letters, ...settings } = process.env; // the cast's addresses are nobody's: letters stay in the house
  const env = readEnv({ ...settings, DATA_DIR: settings.DATA_DIR ?? ".sipario/demo", LOG_LEVEL: settings.LOG_LEVEL ?? "warn" });
  if (words.has("--fresh")) {
    const lock = lockFolder(env.DATA_DIR);
    eraseFolder(env.DATA_DIR);
    lock.release();
  }

  let launch: Launch | null = null;
  let isClosing = false;
  const close = () => {
    if (isClosing || !launch) process.exit(isClosing ? 1 : 130); // asked twice, or before anything stands: at once
    isClosing = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    launch.close().then(() => process.exit(0));
  };
  process.on("SIGINT", close);
  process.on("SIGTERM", close);

  const lastSaid = new Map<string, number>();
  launch = await openLaunch(env, openLog(env.LOG_LEVEL), { runsItself: true }, (trouble) => {
    if (isClosing || Date.now() - (lastSaid.get(trouble) ?? 0) < sameAgainMs) return;
    lastSaid.set(trouble, Date.now());
    say(`  Among the simulated people, ${trouble}`);
  });
  const opened = launch;
  tellLaunch(opened, performance.now() - begun);
  if (words.has("--json")) process.stdout.write(`${JSON.stringify(await describe(opened))}\n`);
  followEnded(opened, () => isClosing);
}

async function main(): Promise<void> {
  const words = new Set(process.argv.slice(2));
  const known = ["--fresh", "--json", "--check"];
  if ([...words].some((word) => !known.includes(word)) || (words.has("--json") && words.has("--check"))) {
    say(usage);
    process.exit(2);
  }
  if (!words.has("--check")) return run(words);
  const { check } = await import("#tests/demo/check.ts");
  process.exit(await check());
}

main().catch((fault: unknown) => {
  const wrong = describeEnvErrors(fault);
  if (wrong) say(`The demo does not open. These settings need another look:\n${wrong.map((line) => `  ${line}`).join("\n")}`);
  else say(`The demo does not open. ${fault instanceof Error ? fault.message : String(fault)}`);
  process.exit(1);
});
