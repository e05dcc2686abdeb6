import { describeEnvErrors, readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import { openSipario } from "#server/open.ts";

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Boot: settings, the house, the owner's first link; then an orderly end on Ctrl-C. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = openLog(env.LOG_LEVEL);
  const sipario = await openSipario({ env, log });
  const link = await sipario.house.staff.firstInviteLink();
  if (link) say(`\n  Nobody owns this house yet. Become its owner, once, within three days:\n\n    ${sipario.origin}${link}\n`);

  let isClosing = false;
  const close = () => {
    if (isClosing) process.exit(1); // asked twice: at once
    isClosing = true;
    const soon = setTimeout(() => process.exit(1), 10_000);
    soon.unref();
    sipario.close().then(() => process.exit(0));
  };
  process.on("SIGINT", close);
  process.on("SIGTERM", close);
}

main().catch((fault: unknown) => {
  const wrong = describeEnvErrors(fault);
  if (wrong) say(`The house does not open. These settings need another look:\n${wrong.map((line) => `  ${line}`).join("\n")}`);
  else say(`The house does not open. ${fault instanceof Error ? fault.message : String(fault)}`);
  process.exit(1);
});
