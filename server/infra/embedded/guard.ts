import { spawn } from "node:child_process";
import { Socket } from "node:net";
import path from "node:path";
import { childEnv } from "#server/infra/embedded/child-env.ts";
import type { Known, Steps } from "#server/infra/embedded/processes.mjs";
import { root } from "#server/infra/embedded/root.ts";

type Guard = { tell(line: object): void; dismiss(): void };

const watched = new Map<number, { watch: Known; steps: Steps }>();
let guard: Guard | undefined;

function startGuard(): Guard {
  const program = path.join(root, "server/infra/embedded/guard.mjs");
  // Its own session and no inherited stream: Ctrl-C passes it by, and nobody who waits for our output waits for it.
  const child = spawn(process.execPath, ["--max-old-space-size=32", program], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: childEnv,
    cwd: root,
  });
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  child.stdin.on("error", () => {}); // it died: "exit" starts another
  let isDismissed = false;
  const begun = Date.now();
  child.on("exit", () => {
    if (isDismissed) return;
    guard = undefined;
    if (watched.size > 0 && Date.now() - begun > 1000) raise(); // one that cannot even start is not tried for ever
  });
  return {
    tell: (line) => child.stdin.write(`${JSON.stringify(line)}\n`),
    dismiss() {
      isDismissed = true;
      child.stdin.end();
    },
  };
}

function raise() {
  guard = startGuard();
  for (const told of watched.values()) guard.tell(told);
}

/** Has this process stopped by these steps should the house die before `release` is called. */
export function guardOver(watch: Known, steps: Steps): { release(): void } {
  watched.set(watch.pid, { watch, steps });
  if (guard) guard.tell({ watch, steps });
  else raise();
  return {
    release() {
      if (!watched.delete(watch.pid)) return;
      guard?.tell({ release: watch.pid });
      if (watched.size > 0) return;
      guard?.dismiss();
      guard = undefined;
    },
  };
}
